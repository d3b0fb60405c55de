import { createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { mkdtempSync } from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Simulator, startSimulator } from "@/simulator/server";
import { parseSettings } from "@/simulator/settings";

export const ACCOUNT = "AC0123456789abcdef0123456789abcdef";
export const TOKEN = "an-auth-token";
export const TELNYX_KEY = "KEY-of-telnyx";
export const SENDGRID_KEY = "SG.a-key";
export const PROJECT = "hub-demo";
export const CLINIC = "+13035550100";

export interface Posted {
  url: string;
  headers: http.IncomingHttpHeaders;
  raw: Buffer;
  at: number;
}

/** A hub that only listens: it keeps what was posted and answers what it is told to. */
export class StandInHub {
  readonly posts: Posted[] = [];
  /** Statuses for the next posts, in order; then 200. */
  statuses: number[] = [];
  answer = "<Response/>";
  url = "";
  private readonly server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    this.posts.push({
      url: request.url ?? "",
      headers: request.headers,
      raw: Buffer.concat(chunks),
      at: Date.now(),
    });
    response.writeHead(this.statuses.shift() ?? 200, { "content-type": "text/xml" });
    response.end(this.answer);
  });

  async start(port = 0): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(port, "127.0.0.1", resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return this;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  forms(): Record<string, string>[] {
    return this.posts.map((post) => Object.fromEntries(new URLSearchParams(post.raw.toString())));
  }

  statusesOf(sid: string): string[] {
    return this.forms()
      .filter((form) => form.MessageSid === sid)
      .map((form) => form.MessageStatus ?? "");
  }

  events(): Record<string, unknown>[] {
    return this.posts
      .filter((post) => post.url.endsWith("/sendgrid"))
      .flatMap((post) => JSON.parse(post.raw.toString()));
  }
}

export interface Stage {
  simulator: Simulator;
  hub: StandInHub;
  publicKey: KeyObject;
  settingsFor: (env?: Record<string, string>) => ReturnType<typeof parseSettings>;
  control: (
    method: string,
    path: string,
    body?: unknown,
  ) => Promise<{ status: number; body: Record<string, unknown> }>;
  stop: () => Promise<void>;
}

/** A running simulator on a free port with a stand-in hub, one beat being 20 ms. */
export async function raiseStage(env: Record<string, string> = {}): Promise<Stage> {
  const hub = await new StandInHub().start();
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const base = {
    SIMULATOR_PORT: "0",
    PUBLIC_URL: hub.url,
    DATA_DIR: mkdtempSync(join(tmpdir(), "simulator-")),
    SIM_DELIVER_AFTER_MS: "20",
    SIM_EVENT_BATCH_MS: "10",
    TWILIO_ACCOUNT_SID: ACCOUNT,
    TWILIO_AUTH_TOKEN: TOKEN,
    TELNYX_API_KEY: TELNYX_KEY,
    SIM_TELNYX_PRIVATE_KEY: generateKeyPairSync("ed25519")
      .privateKey.export({ format: "der", type: "pkcs8" })
      .toString("base64"),
    SIM_SMTP_PASSWORD: "smtp-password",
    SENDGRID_API_KEY: SENDGRID_KEY,
    SIM_SENDGRID_PRIVATE_KEY: privateKey.export({ format: "der", type: "pkcs8" }).toString("base64"),
    SENDGRID_INBOUND_SECRET: "inbound-secret",
    FCM_PROJECT_ID: PROJECT,
    ...env,
  };
  const settingsFor = (more: Record<string, string> = {}) => parseSettings({ ...base, ...more });
  const simulator = await startSimulator(settingsFor());
  return {
    simulator,
    hub,
    publicKey: createPublicKey(privateKey),
    settingsFor,
    control: async (method, path, body) => {
      const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
      const response = await fetch(simulator.url + path, init);
      const text = await response.text();
      return { status: response.status, body: text === "" ? {} : JSON.parse(text) };
    },
    stop: async () => {
      await simulator.close();
      await hub.stop();
    },
  };
}

/** Waits until `ready` holds, at most five seconds. */
export async function until(ready: () => boolean, what: string): Promise<void> {
  const deadline = Date.now() + 5000;
  while (!ready()) {
    if (Date.now() > deadline) throw new Error(`It never happened: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
