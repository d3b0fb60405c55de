import { createServer, type IncomingMessage } from "node:http";
import { serve } from "inngest/next";
import { DateTime } from "luxon";
import { openInngest } from "@/inngest/client";
import { functionsOf } from "@/inngest/functions";
import type { App } from "@/inngest/testing/server";
import { sign } from "@/inngest/testing/wire";
import { appOf, type Stage, troupe, WEBHOOKS } from "@/inngest/testing/world";
import { inngestWake } from "@/inngest/wake";
import { clock } from "@/lib/clock";
import { env } from "@/lib/env";

/** How long the stage waits for each thing: a sweep comes every minute, a vendor's refusal is tried again after one. */
const PATIENCE_MS = 240_000;
const LOOK_MS = 250;
const SCHEDULE_MS = 20_000;

const ZONES = [
  "Pacific/Honolulu",
  "America/Denver",
  "America/Sao_Paulo",
  "Europe/Berlin",
  "Asia/Kathmandu",
  "Asia/Tokyo",
];

/** A zone in which nobody sleeps now. */
const awake = () =>
  ZONES.find((zone) =>
    [9, 10, 11, 12, 13, 14, 15, 16, 17, 18].includes(DateTime.fromJSDate(clock(), { zone }).hour),
  ) ?? "Pacific/Auckland";

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** The app behind a port of this machine. Returns how to close it. */
async function listen(app: App, origin: string): Promise<() => void> {
  const server = createServer(async (incoming, outgoing) => {
    const headers = Object.entries(incoming.headers).map(([name, value]): [string, string] => [
      name,
      String(value),
    ]);
    const { method = "GET", url = "/" } = incoming;
    const body = await bodyOf(incoming);
    const request = new Request(new URL(url, origin), {
      method,
      headers,
      ...(method === "GET" ? {} : { body: new Uint8Array(body) }),
    });
    const response = await app(request);
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(Number(new URL(origin).port || 80), resolve));
  return () => server.close();
}

/**
 * The stage whose clock is the server of INNGEST_BASE_URL, in real time: its functions are registered there under a name
 * of their own, and it calls them back at `origin`.
 */
export async function realStage(origin: string): Promise<Stage & { close(): void }> {
  const own = await troupe({ now: clock().toISOString(), timeZone: awake() });
  const { clinic } = own;
  const settings = env().inngest;
  const client = openInngest(settings, { id: "messaging-hub-journey" });
  clinic.time.clock = clock;
  clinic.ports.clock = clock;
  clinic.ports.wake = inngestWake(client);
  const functions = functionsOf(client, clinic.ports, { clinicId: clinic.clinicId, jobs: WEBHOOKS });
  const app = appOf(serve({ client, functions, serveOrigin: origin, servePath: "/api/inngest" }));
  const close = await listen(app, origin);
  const address = `${origin}/api/inngest`;
  const body = { url: address };
  const headers = {
    "content-type": "application/json",
    "x-inngest-signature": sign(body, settings.signingKey),
  };
  const synced = await app(new Request(address, { method: "PUT", headers, body: JSON.stringify(body) }));
  if (!synced.ok) throw new Error(`The Inngest server did not take the functions: ${await synced.text()}`);
  const until: Stage["until"] = async (isDone) => {
    const endsAt = clock().getTime() + PATIENCE_MS;
    while (clock().getTime() < endsAt && !(await isDone()))
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  };
  return { ...own, scheduleMs: SCHEDULE_MS, until, close };
}
