import { type ChildProcess, spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type {
  EmailMessage,
  Inbound,
  Provider,
  PushMessage,
  ReceiptInbound,
  SignedRequest,
  SmsMessage,
} from "@/lib/providers/port";
import { type ProviderSettings, providersFrom } from "@/lib/providers/registry";
import type { S3Settings } from "@/lib/providers/stores/s3";

export type Vendor = "twilio" | "telnyx" | "sendgrid" | "smtp" | "fcm";
type Changes = Partial<
  Record<"baseUrl" | "authToken" | "apiKey" | "projectId" | "url", string> & { timeoutMs: number }
>;

/** The carrier simulator as its own process, and a hub that only verifies and keeps what the vendors post to it. */
export interface ContractWorld {
  publicUrl: string;
  smtpUrl: string;
  /** The simulator's bucket. */
  s3: S3Settings;
  /** A vendor's adapter, with this world's settings or some of them changed. */
  provider(vendor: Vendor, changes?: Changes): Provider;
  /** What the adapters' `receive` made of the vendors' posts so far; a refused one is not in it. */
  inbound: Inbound[];
  receiptsOf(key: string): ReceiptInbound[];
  /** Answers what the vendors fetch from the hub's public address; not set: 404. */
  serve: ((request: Request) => Promise<Response>) | null;
  /** The simulator's control API. */
  control<T>(method: string, path: string, body?: unknown): Promise<T>;
  fault(vendor: Vendor, kind: string, more?: { count?: number; delayMs?: number }): Promise<unknown>;
  now(): Promise<Date>;
  stop(): Promise<void>;
}

export const CLINIC = "+13035550100";
export const sms = (to: string): SmsMessage => ({
  channel: "SMS",
  to,
  from: CLINIC,
  body: "See you at 9. Reply C.",
});
export const email = (to: string): EmailMessage => ({
  channel: "EMAIL",
  to: { email: to, name: "Ana" },
  from: { email: "front@clinic.example", name: "Cedar Lane" },
  subject: "Your visit",
  text: "See you at 9.",
});
export const push = (token: string): PushMessage => ({
  channel: "PUSH",
  token,
  title: "Cedar Lane",
  body: "New message",
});

/** An ordinary message for each vendor. */
export const ORDINARY = {
  twilio: sms("+13035550142"),
  telnyx: sms("+13035550143"),
  sendgrid: email("ana@example.com"),
  smtp: email("ben@example.com"),
  fcm: push("device-1"),
} as const;

const ACCOUNT = "AC00000000000000000000000000000001";

async function listening(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listening(server);
  server.close();
  await once(server, "close");
  return port;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function ready(simulator: ChildProcess): Promise<void> {
  let said = "";
  await new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes("simulator ready")) resolve();
    };
    simulator.stdout?.on("data", hear);
    simulator.stderr?.on("data", hear);
    simulator.once("exit", () => reject(new Error(`The simulator stopped: ${said}`)));
  });
}

/** Starts both on free ports. `stop` ends the simulator's process and removes its data. */
export async function contractWorld(): Promise<ContractWorld> {
  const inbound: Inbound[] = [];
  let providers: Record<string, Provider> = {};
  let world: ContractWorld | null = null;
  const hub = createServer(async (request, response) => {
    if (request.method === "GET" || request.method === "HEAD") {
      const asked = new Request(`${publicUrl}${request.url}`, { method: request.method });
      const given = (await world?.serve?.(asked)) ?? new Response(null, { status: 404 });
      response.writeHead(given.status, Object.fromEntries(given.headers));
      return response.end(Buffer.from(await given.arrayBuffer()));
    }
    const [, vendor = ""] = /webhook\/(\w+)/.exec(request.url ?? "") ?? [];
    const signed: SignedRequest = {
      url: `${publicUrl}${request.url}`,
      method: request.method ?? "",
      headers: request.headers as Record<string, string>,
      body: await bodyOf(request),
    };
    const heard = await providers[vendor]?.receive?.(signed).catch(() => null);
    inbound.push(...(heard ?? []));
    response.writeHead(heard ? 200 : 403, { "content-type": "text/xml" }).end("<Response/>");
  });
  const publicUrl = `http://127.0.0.1:${await listening(hub)}`;
  const port = await freePort();
  const dataDir = await mkdtemp(join(tmpdir(), "hub-contract-"));
  const smtpPort = await freePort();
  const key = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const telnyx = generateKeyPairSync("ed25519");
  const settings: ProviderSettings = {
    publicUrl,
    channelsOff: [],
    twilio: { accountSid: ACCOUNT, authToken: "contract-token", baseUrl: `http://localhost:${port}` },
    telnyx: {
      apiKey: "KEY-contract",
      publicKey: telnyx.publicKey.export({ format: "der", type: "spki" }).subarray(-32).toString("base64"),
      baseUrl: `http://localhost:${port}`,
    },
    smtp: { url: `smtp://hub:smtp-password@127.0.0.1:${smtpPort}` },
    sendgrid: {
      apiKey: "SG.contract",
      baseUrl: `http://localhost:${port}`,
      webhookPublicKey: key.publicKey.export({ format: "der", type: "spki" }).toString("base64"),
      inboundSecret: "contract-secret",
    },
    fcm: { projectId: "contract", baseUrl: `http://localhost:${port}` },
  };
  const simulator = spawn(process.execPath, ["--import", "tsx", "simulator/main.ts"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      NODE_ENV: "test",
      SIMULATOR_PORT: String(port),
      PUBLIC_URL: publicUrl,
      DATA_DIR: dataDir,
      SIM_DELIVER_AFTER_MS: "20",
      SIM_EVENT_BATCH_MS: "10",
      TWILIO_ACCOUNT_SID: ACCOUNT,
      TWILIO_AUTH_TOKEN: "contract-token",
      SIMULATOR_SMTP_PORT: String(smtpPort),
      SIM_SMTP_PASSWORD: "smtp-password",
      TELNYX_API_KEY: "KEY-contract",
      SIM_TELNYX_PRIVATE_KEY: telnyx.privateKey.export({ format: "der", type: "pkcs8" }).toString("base64"),
      SENDGRID_API_KEY: "SG.contract",
      SIM_SENDGRID_PRIVATE_KEY: key.privateKey.export({ format: "der", type: "pkcs8" }).toString("base64"),
      SENDGRID_INBOUND_SECRET: "contract-secret",
      FCM_PROJECT_ID: "contract",
      S3_BUCKET: "hub-files",
      S3_ACCESS_KEY_ID: "AKCONTRACT",
      S3_SECRET_ACCESS_KEY: "a/secret+key",
    },
  });
  await ready(simulator);

  const control = async (method: string, path: string, body?: unknown) => {
    const init = body === undefined ? {} : { body: JSON.stringify(body) };
    const headers = { "content-type": "application/json" };
    const response = await fetch(`http://localhost:${port}${path}`, { method, headers, ...init });
    const text = await response.text();
    return text ? JSON.parse(text) : undefined;
  };
  const now = async () => new Date((await control("GET", "/_sim/health")).at);
  const startedAt = await now();
  providers = providersFrom(settings, () => startedAt);
  world = {
    publicUrl,
    serve: null,
    smtpUrl: settings.smtp.url ?? "",
    s3: {
      ...{
        endpoint: `http://localhost:${port}/s3`,
        bucket: "hub-files",
        region: "us-west-2",
        pathStyle: true,
      },
      ...{ accessKeyId: "AKCONTRACT", secretAccessKey: "a/secret+key", encryption: "AES256" },
    },
    inbound,
    control,
    now,
    provider(vendor, changes = {}) {
      const changed = { ...settings, [vendor]: { ...settings[vendor], ...changes } };
      const provider = providersFrom(changed, () => startedAt)[vendor];
      if (!provider) throw new Error(`No provider ${vendor}.`);
      return provider;
    },
    receiptsOf: (key) => inbound.flatMap((one) => (one.kind === "receipt" && one.key === key ? [one] : [])),
    fault: (provider, kind, more = {}) => control("POST", "/_sim/faults", { provider, kind, ...more }),
    async stop() {
      simulator.removeAllListeners("exit");
      const ended = once(simulator, "exit");
      simulator.kill("SIGTERM");
      await ended;
      hub.closeAllConnections();
      hub.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  return world;
}
