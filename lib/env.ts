import { publicUrlOf, readSettings, usualClock } from "@/lib/settings.mjs";
import type { SETTINGS } from "@/lib/settings-table.mjs";

type Table = typeof SETTINGS;
type Kinds = { port: number; number: number; count: number; flag: boolean; list: string[]; instant: Date };
type Value<S> = S extends { of: readonly (infer Word)[] }
  ? Word
  : S extends { kind: keyof Kinds }
    ? Kinds[S["kind"]]
    : string;
type Values = {
  [Name in keyof Table]: Table[Name] extends { usual: string } | { needed: true }
    ? Value<Table[Name]>
    : Value<Table[Name]> | undefined;
};

const S3 = ["S3_ENDPOINT", "S3_BUCKET", "S3_REGION", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"] as const;

/** Half a bucket's settings are a mistake even while new files lie elsewhere: what is in it could not be read. */
function missingOfS3(s: Partial<Values>): string[] {
  const missing = S3.filter((name) => s[name] === undefined);
  return s.FILES_STORE !== "s3" && missing.length === S3.length ? [] : missing;
}

function read(source: NodeJS.ProcessEnv): Values {
  const { values, wrong } = readSettings(source);
  // The table says what each value is: the type is made from it.
  const s = values as Values;
  const problems = [
    ...wrong.map(({ name, problem }) => `${name} (${problem})`),
    ...missingOfS3(s).map((name) => `${name} (is needed for the S3 store)`),
  ];
  if (problems.length === 0) return s;
  throw new Error(
    `The hub cannot start: these settings are missing or wrong: ${[...new Set(problems)].join(", ")}.`,
  );
}

function parse(source: NodeJS.ProcessEnv) {
  const s = read(source);
  return {
    production: s.NODE_ENV === "production",
    port: s.PORT,
    publicUrl: publicUrlOf(s.PUBLIC_URL, s.PORT),
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
    deliveryClock: s.DELIVERY_CLOCK ?? usualClock(source),
    channelsOff: s.CHANNELS_OFF,
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
function s3Of(s: Values) {
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
