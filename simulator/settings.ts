import { createPrivateKey, type KeyObject } from "node:crypto";
import { z } from "zod";

/** How fast the simulated networks move; `POST /_sim/settings` changes it while running. */
export interface Pace {
  /** One beat in ms: an ordinary text or mail is delivered after one beat; every ending counts in beats. */
  deliverAfterMs: number;
  /** How long SendGrid events gather before they are posted together, in ms. */
  eventBatchMs: number;
  /** Advanced Opt-Out: answer STOP, START and HELP ourselves and add `OptOutType` to the webhook. */
  autoAnswer: boolean;
  /** Keywords of Twilio's own close and open a pair of numbers. False: an account whose clinic has them to itself. */
  closesPairs: boolean;
}

export interface Settings {
  port: number;
  /** Origin that signatures and inbound webhooks name. */
  publicUrl: string;
  /** Origin that is really connected to when a webhook names `publicUrl`. */
  hubLocalUrl: string;
  dataDir: string;
  clockOffsetMs: number;
  /** Messages kept in memory per store; older ones fall out. */
  keep: number;
  twilio: { accountSid: string; authToken: string };
  telnyx: { apiKey: string; privateKey: KeyObject };
  smtp: { port: number; password: string };
  sendgrid: { apiKey: string; privateKey: KeyObject; inboundSecret: string };
  fcm: { projectId: string };
  /** The one bucket there is; null: no keys were given, and every request is refused. */
  s3: { bucket: string; accessKeyId: string; secretAccessKey: string } | null;
  pace: Pace;
}

const origin = z.url({ protocol: /^https?$/ }).transform((text) => new URL(text).origin);

const environment = z.object({
  SIMULATOR_PORT: z.coerce.number().int().min(0).max(65535).default(4010),
  PUBLIC_URL: origin.default("http://localhost:3000"),
  HUB_LOCAL_URL: z.preprocess((value) => (value === "" ? undefined : value), origin.optional()),
  DATA_DIR: z.string().min(1).default(".data"),
  HUB_CLOCK_OFFSET_MS: z.coerce.number().default(0),
  SIM_KEEP: z.coerce.number().int().min(100).default(50_000),
  SIM_DELIVER_AFTER_MS: z.coerce.number().min(1).default(200),
  SIM_EVENT_BATCH_MS: z.coerce.number().min(0).default(150),
  SIM_AUTO_ANSWER: z.stringbool().default(false),
  SIM_CLOSES_PAIRS: z.stringbool().default(true),
  TWILIO_ACCOUNT_SID: z.string().regex(/^AC[0-9a-fA-F]{32}$/, "must be AC and 32 hex digits"),
  TWILIO_AUTH_TOKEN: z.string().min(1),
  TELNYX_API_KEY: z.string().min(1),
  SIM_TELNYX_PRIVATE_KEY: z.string().min(1),
  SIMULATOR_SMTP_PORT: z.coerce.number().int().min(0).max(65535).optional(),
  SIM_SMTP_PASSWORD: z.string().min(8),
  SENDGRID_API_KEY: z.string().min(1),
  SIM_SENDGRID_PRIVATE_KEY: z.string().min(1),
  SENDGRID_INBOUND_SECRET: z.string().min(8),
  FCM_PROJECT_ID: z.string().min(1),
  S3_BUCKET: z.string().optional(),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
});

function readPrivateKey(base64: string): KeyObject {
  const key = createPrivateKey({ key: Buffer.from(base64, "base64"), format: "der", type: "pkcs8" });
  if (key.asymmetricKeyDetails?.namedCurve !== "prime256v1") {
    throw new Error("SIM_SENDGRID_PRIVATE_KEY must be a P-256 key (PKCS#8 DER, base64).");
  }
  return key;
}

function readEd25519(base64: string): KeyObject {
  const key = createPrivateKey({ key: Buffer.from(base64, "base64"), format: "der", type: "pkcs8" });
  if (key.asymmetricKeyType !== "ed25519") {
    throw new Error("SIM_TELNYX_PRIVATE_KEY must be an Ed25519 key (PKCS#8 DER, base64).");
  }
  return key;
}

/** Reads the simulator's settings; throws one sentence that names every variable that is missing or wrong. */
export function parseSettings(env: Record<string, string | undefined>): Settings {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The simulator's settings are not right: ${faults.join("; ")}.`);
  }
  const read = parsed.data;
  return {
    port: read.SIMULATOR_PORT,
    publicUrl: read.PUBLIC_URL,
    hubLocalUrl: read.HUB_LOCAL_URL ?? read.PUBLIC_URL,
    dataDir: read.DATA_DIR,
    clockOffsetMs: read.HUB_CLOCK_OFFSET_MS,
    keep: read.SIM_KEEP,
    twilio: { accountSid: read.TWILIO_ACCOUNT_SID, authToken: read.TWILIO_AUTH_TOKEN },
    telnyx: { apiKey: read.TELNYX_API_KEY, privateKey: readEd25519(read.SIM_TELNYX_PRIVATE_KEY) },
    smtp: {
      port: read.SIMULATOR_SMTP_PORT ?? (read.SIMULATOR_PORT === 0 ? 0 : read.SIMULATOR_PORT + 1),
      password: read.SIM_SMTP_PASSWORD,
    },
    sendgrid: {
      apiKey: read.SENDGRID_API_KEY,
      privateKey: readPrivateKey(read.SIM_SENDGRID_PRIVATE_KEY),
      inboundSecret: read.SENDGRID_INBOUND_SECRET,
    },
    fcm: { projectId: read.FCM_PROJECT_ID },
    s3:
      read.S3_BUCKET && read.S3_ACCESS_KEY_ID && read.S3_SECRET_ACCESS_KEY
        ? {
            bucket: read.S3_BUCKET,
            accessKeyId: read.S3_ACCESS_KEY_ID,
            secretAccessKey: read.S3_SECRET_ACCESS_KEY,
          }
        : null,
    pace: {
      deliverAfterMs: read.SIM_DELIVER_AFTER_MS,
      eventBatchMs: read.SIM_EVENT_BATCH_MS,
      autoAnswer: read.SIM_AUTO_ANSWER,
      closesPairs: read.SIM_CLOSES_PAIRS,
    },
  };
}
