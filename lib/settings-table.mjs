/**
 * Every setting of the hub by name: what it is, what it is without being given, what is needed. The scripts read it before
 * a package is installed, and every process by lib/env.ts. `url`: http(s); `origin`: one without a path.
 *
 * @typedef {"text" | "port" | "number" | "count" | "flag" | "list" | "url" | "mail" | "origin" | "instant"} Kind
 * @typedef {{ kind: Kind, usual?: string } | { kind: Kind, needed: true } | { kind: "one", of: readonly string[], usual?: string }} Setting
 */
export const SETTINGS = /** @type {const} */ ({
  NODE_ENV: { kind: "one", of: ["development", "production", "test"], usual: "development" },
  PORT: { kind: "port", usual: "3000" },
  SIMULATOR_PORT: { kind: "port", usual: "4010" },
  SIMULATOR_SMTP_PORT: { kind: "port" },
  PUBLIC_URL: { kind: "origin" },

  DATABASE_URL: { kind: "text", needed: true },
  DATA_DIR: { kind: "text", usual: ".data" },
  // Where the bytes of files lie: with everything else, in a folder under DATA_DIR, or in an S3-compatible bucket.
  FILES_STORE: { kind: "one", of: ["database", "disk", "s3"], usual: "database" },
  S3_ENDPOINT: { kind: "url" },
  S3_BUCKET: { kind: "text" },
  S3_REGION: { kind: "text" },
  S3_ACCESS_KEY_ID: { kind: "text" },
  S3_SECRET_ACCESS_KEY: { kind: "text" },
  S3_PATH_STYLE: { kind: "flag", usual: "0" },
  S3_ENCRYPTION: { kind: "one", of: ["AES256", "aws:kms", "none"], usual: "AES256" },

  NEXTAUTH_SECRET: { kind: "text", needed: true },
  HUB_SECRET: { kind: "text", needed: true },
  HUB_PREVIOUS_SECRET: { kind: "text" },

  // `npm start` and `npm run dev` set it to 1 for their processes.
  HUB_DEMO: { kind: "flag", usual: "0" },
  HUB_NOW: { kind: "instant" },
  HUB_CLOCK_OFFSET_MS: { kind: "number", usual: "0" },
  HUB_FAULTS: { kind: "flag", usual: "0" },

  CHANNELS_OFF: { kind: "list", usual: "" },
  TWILIO_ACCOUNT_SID: { kind: "text" },
  TWILIO_AUTH_TOKEN: { kind: "text" },
  TWILIO_PREVIOUS_AUTH_TOKEN: { kind: "text" },
  TWILIO_BASE_URL: { kind: "url" },
  TELNYX_API_KEY: { kind: "text" },
  TELNYX_PUBLIC_KEY: { kind: "text" },
  TELNYX_PREVIOUS_PUBLIC_KEY: { kind: "text" },
  TELNYX_BASE_URL: { kind: "url" },
  SMTP_URL: { kind: "mail" },
  SENDGRID_API_KEY: { kind: "text" },
  SENDGRID_WEBHOOK_PUBLIC_KEY: { kind: "text" },
  SENDGRID_PREVIOUS_WEBHOOK_PUBLIC_KEY: { kind: "text" },
  SENDGRID_INBOUND_SECRET: { kind: "text" },
  SENDGRID_PREVIOUS_INBOUND_SECRET: { kind: "text" },
  SENDGRID_BASE_URL: { kind: "url" },
  FCM_PROJECT_ID: { kind: "text" },
  FCM_SERVICE_ACCOUNT: { kind: "text" },
  FCM_BASE_URL: { kind: "url" },

  DELIVERY_CLOCK: { kind: "one", of: ["process", "inngest"] },
  INNGEST_EVENT_KEY: { kind: "text" },
  INNGEST_SIGNING_KEY: { kind: "text" },
  INNGEST_BASE_URL: { kind: "url" },
  API_RATE_PER_MINUTE: { kind: "count", usual: "3000" },
  API_RATE_BURST: { kind: "count", usual: "500" },
  OIDC_ISSUER: { kind: "url" },
  OIDC_CLIENT_ID: { kind: "text" },
  OIDC_CLIENT_SECRET: { kind: "text" },
});

/** @typedef {keyof typeof SETTINGS} Name */
