import { z } from "zod";

const text = z.string().trim().min(1);
const flag = z
  .enum(["0", "1"])
  .default("0")
  .transform((value) => value === "1");

const Settings = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  PORT: z.coerce.number().int().default(3000),
  SIMULATOR_PORT: z.coerce.number().int().default(4010),
  PUBLIC_URL: z
    .url()
    .refine((url) => new URL(url).pathname === "/", "has a path: the hub answers at the root of its address")
    .optional(),
  DATABASE_URL: text,
  DATA_DIR: text.default(".data"),
  /** Where the bytes of files lie: with everything else, in a folder under DATA_DIR, or in an S3-compatible bucket. */
  FILES_STORE: z.enum(["database", "disk", "s3"]).default("database"),
  S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  S3_BUCKET: text.optional(),
  S3_REGION: text.optional(),
  S3_ACCESS_KEY_ID: text.optional(),
  S3_SECRET_ACCESS_KEY: text.optional(),
  S3_PATH_STYLE: flag,
  S3_ENCRYPTION: z.enum(["AES256", "aws:kms", "none"]).default("AES256"),
  NEXTAUTH_SECRET: text,
  HUB_SECRET: text,
  HUB_PREVIOUS_SECRET: text.optional(),
  HUB_DEMO: flag,
  HUB_CLOCK_OFFSET_MS: z.coerce.number().default(0),
  HUB_FAULTS: flag,
  DELIVERY_CLOCK: z.enum(["process", "inngest"]).optional(),
  CHANNELS_OFF: z.string().default(""),
  TWILIO_ACCOUNT_SID: text.optional(),
  TWILIO_AUTH_TOKEN: text.optional(),
  TWILIO_PREVIOUS_AUTH_TOKEN: text.optional(),
  TWILIO_BASE_URL: z.url().optional(),
  TELNYX_API_KEY: text.optional(),
  TELNYX_PUBLIC_KEY: text.optional(),
  TELNYX_PREVIOUS_PUBLIC_KEY: text.optional(),
  TELNYX_BASE_URL: z.url().optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  SENDGRID_API_KEY: text.optional(),
  SENDGRID_WEBHOOK_PUBLIC_KEY: text.optional(),
  SENDGRID_PREVIOUS_WEBHOOK_PUBLIC_KEY: text.optional(),
  SENDGRID_INBOUND_SECRET: text.optional(),
  SENDGRID_PREVIOUS_INBOUND_SECRET: text.optional(),
  SENDGRID_BASE_URL: z.url().optional(),
  FCM_PROJECT_ID: text.optional(),
  FCM_SERVICE_ACCOUNT: text.optional(),
  FCM_BASE_URL: z.url().optional(),
  INNGEST_EVENT_KEY: text.optional(),
  INNGEST_SIGNING_KEY: text.optional(),
  INNGEST_BASE_URL: z.url().optional(),
  API_RATE_PER_MINUTE: z.coerce.number().int().positive().default(3_000),
  API_RATE_BURST: z.coerce.number().int().positive().default(500),
  OIDC_ISSUER: z.url().optional(),
  OIDC_CLIENT_ID: text.optional(),
  OIDC_CLIENT_SECRET: text.optional(),
});

const S3 = ["S3_ENDPOINT", "S3_BUCKET", "S3_REGION", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"] as const;

const Checked = Settings.superRefine((s, { addIssue }) => {
  const missing = S3.filter((name) => s[name] === undefined);
  if (s.FILES_STORE !== "s3" && missing.length === S3.length) return;
  // Half a bucket's settings are a mistake even while new files lie elsewhere: what is in it could not be read.
  for (const name of missing)
    addIssue({ code: "custom", path: [name], message: "is needed for the S3 store" });
});

function parse(source: NodeJS.ProcessEnv) {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const result = Checked.safeParse(given);
  if (!result.success) {
    const names = result.error.issues.map((issue) => `${issue.path.join(".")} (${issue.message})`);
    throw new Error(`The hub cannot start: these settings are missing or wrong: ${names.join(", ")}.`);
  }
  const s = result.data;
  return {
    production: s.NODE_ENV === "production",
    port: s.PORT,
    publicUrl: (s.PUBLIC_URL ?? `http://localhost:${s.PORT}`).replace(/\/$/, ""),
    databaseUrl: s.DATABASE_URL,
    dataDir: s.DATA_DIR,
    filesStore: s.FILES_STORE,
    s3: s3Of(s),
    authSecret: s.NEXTAUTH_SECRET,
    secret: s.HUB_SECRET,
    previousSecret: s.HUB_PREVIOUS_SECRET,
    demo: s.HUB_DEMO,
    simulatorUrl: s.HUB_DEMO ? `http://localhost:${s.SIMULATOR_PORT}` : null,
    clockOffsetMs: s.HUB_CLOCK_OFFSET_MS,
    /** A test may end this process at named points. Never where a text could reach a real phone. */
    faults: s.HUB_FAULTS && new URL(s.TWILIO_BASE_URL ?? "https://api.twilio.com").hostname === "127.0.0.1",
    deliveryClock:
      s.DELIVERY_CLOCK ??
      (s.INNGEST_EVENT_KEY || s.INNGEST_SIGNING_KEY || s.INNGEST_BASE_URL ? "inngest" : "process"),
    channelsOff: s.CHANNELS_OFF.split(/[\s,]+/).filter(Boolean),
    twilio: {
      accountSid: s.TWILIO_ACCOUNT_SID,
      authToken: s.TWILIO_AUTH_TOKEN,
      previousAuthToken: s.TWILIO_PREVIOUS_AUTH_TOKEN,
      baseUrl: s.TWILIO_BASE_URL,
    },
    smtp: { url: s.SMTP_URL },
    telnyx: {
      apiKey: s.TELNYX_API_KEY,
      publicKey: s.TELNYX_PUBLIC_KEY,
      previousPublicKey: s.TELNYX_PREVIOUS_PUBLIC_KEY,
      baseUrl: s.TELNYX_BASE_URL,
    },
    sendgrid: {
      apiKey: s.SENDGRID_API_KEY,
      webhookPublicKey: s.SENDGRID_WEBHOOK_PUBLIC_KEY,
      previousWebhookPublicKey: s.SENDGRID_PREVIOUS_WEBHOOK_PUBLIC_KEY,
      inboundSecret: s.SENDGRID_INBOUND_SECRET,
      previousInboundSecret: s.SENDGRID_PREVIOUS_INBOUND_SECRET,
      baseUrl: s.SENDGRID_BASE_URL,
    },
    fcm: { projectId: s.FCM_PROJECT_ID, serviceAccountPath: s.FCM_SERVICE_ACCOUNT, baseUrl: s.FCM_BASE_URL },
    inngest: {
      eventKey: s.INNGEST_EVENT_KEY,
      signingKey: s.INNGEST_SIGNING_KEY,
      baseUrl: s.INNGEST_BASE_URL,
    },
    api: { perMinute: s.API_RATE_PER_MINUTE, burst: s.API_RATE_BURST },
    oidc:
      s.OIDC_ISSUER && s.OIDC_CLIENT_ID && s.OIDC_CLIENT_SECRET
        ? { issuer: s.OIDC_ISSUER, clientId: s.OIDC_CLIENT_ID, clientSecret: s.OIDC_CLIENT_SECRET }
        : null,
  };
}

/** The bucket of files; null: the installation has none. */
function s3Of(s: z.output<typeof Settings>) {
  const { S3_ENDPOINT: endpoint, S3_BUCKET: bucket, S3_REGION: region } = s;
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = s;
  if (!endpoint || !bucket || !region || !accessKeyId || !secretAccessKey) return null;
  const place = { endpoint, bucket, region, pathStyle: s.S3_PATH_STYLE, encryption: s.S3_ENCRYPTION };
  return { ...place, accessKeyId, secretAccessKey };
}

export type Env = ReturnType<typeof parse>;

let parsed: Env | undefined;

/** The settings of this process, parsed once. Throws one sentence that names every missing or wrong setting. */
export function env(): Env {
  parsed ??= parse(process.env);
  return parsed;
}
