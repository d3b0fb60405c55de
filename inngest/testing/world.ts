import { serve } from "inngest/next";
import { v7 as uuid } from "uuid";
import { openInngest } from "@/inngest/client";
import { workWaiting } from "@/inngest/events";
import { functionsOf } from "@/inngest/functions";
import { type App, type Faults, InngestServer } from "@/inngest/testing/server";
import { SIGNING_KEY } from "@/inngest/testing/wire";
import { sendQueued } from "@/inngest/wake";
import { inClinic } from "@/lib/db/transaction";
import type { OutboundMessage, Outcome, Provider, ReceiptInbound } from "@/lib/providers/port";
import { type Suite, suite } from "@/lib/testing/ctx";
import { type Sent, testVendor } from "@/lib/testing/provider";
import { takeIn } from "@/lib/webhooks/commands";
import { JOBS, type Job } from "@/runner/jobs";

/** A clinic, what its vendors were handed, and time. */
export interface Stage {
  clinic: Suite;
  /** What the phone company and the post were handed. */
  texts: Sent[];
  mails: Sent[];
  /** What a vendor says to the first hand-off to an address, where it is not taken. */
  answers: Map<string, Outcome>;
  /** How far ahead a message for later is planned. */
  scheduleMs: number;
  /** Lets time pass until then, or for as long as the stage has patience. */
  until(isDone: () => boolean | Promise<boolean>): Promise<void>;
}

export interface World extends Stage {
  server: InngestServer;
  app: App;
}

/** What a vendor answers to the nth hand-off (from 0) to an address. */
export type Reply = (to: string, nth: number) => Outcome;

const MINUTE = 60_000;

/** A clinic with vendors of its own names, so that stages leave each other's receipts alone. */
export async function troupe(given: { now?: string; timeZone?: string; text?: Reply; mail?: Reply } = {}) {
  const answers = new Map<string, Outcome>();
  const accepted: Reply = (to, nth) =>
    (nth === 0 ? answers.get(to) : undefined) ?? { kind: "accepted", ref: uuid() };
  const texting = named("carrier", "SMS", given.text ?? accepted);
  const posting = named("post", "EMAIL", given.mail ?? accepted);
  const { now, timeZone } = given;
  const clinic = await suite({
    providers: [texting.provider, posting.provider],
    ...(now ? { now } : {}),
    ...(timeZone ? { timeZone } : {}),
  });
  await inClinic(clinic.clinicId, async (tx) => {
    for (const { channel, name } of [texting.provider, posting.provider])
      await tx.sender.updateMany({ where: { clinicId: clinic.clinicId, channel }, data: { provider: name } });
  });
  return { clinic, answers, texts: texting.sent, mails: posting.sent };
}

/** Of the runner's jobs the one that a journey needs, and that minds only the vendors it is given. */
export const WEBHOOKS = JOBS.filter(({ name }) => name === "webhooks");

/**
 * A stage whose clock is Inngest's server as the tests play it: its wakes are events, its jobs are functions, and time
 * jumps.
 */
export async function world(
  given: { faults?: Faults; now?: string; text?: Reply; mail?: Reply; jobs?: readonly Job[] } = {},
): Promise<World> {
  const own = await troupe(given);
  const { clinic } = own;
  const pending: Promise<unknown>[] = [];
  const server = new InngestServer(clinic.time, given.faults, async () => {
    while (pending.length > 0) await Promise.all(pending.splice(0));
  });
  const settings = { eventKey: "test", signingKey: SIGNING_KEY, baseUrl: "http://inngest.test" };
  const client = openInngest(settings, { fetch: server.fetch });
  const isVendor = (id: string) => id in clinic.ports.providers;
  clinic.ports.wake = (ids) => {
    if (ids.some(isVendor)) pending.push(client.send(workWaiting.create({})));
    else pending.push(sendQueued(client, ids));
  };
  const functions = functionsOf(client, clinic.ports, {
    clinicId: clinic.clinicId,
    jobs: given.jobs ?? WEBHOOKS,
    pause: async (ms) => clinic.time.advance(ms),
  });
  const app = appOf(serve({ client, functions, enableUnauthedSync: false }));
  await server.register(app);
  const until = async () => {
    await server.play(new Date(clinic.time.clock().getTime() + 30 * MINUTE), { everyMs: 10 * MINUTE });
  };
  return { ...own, server, app, scheduleMs: 25 * MINUTE, until };
}

/** The handlers of `inngest/next` as one plain function. */
export function appOf(served: ReturnType<typeof serve>): App {
  type Call = Parameters<(typeof served)["POST"]>[0];
  return (request) => served[request.method as "GET" | "POST" | "PUT"](request as Call, {});
}

function named(kind: string, channel: "SMS" | "EMAIL", reply: Reply): { provider: Provider; sent: Sent[] } {
  const vendor = testVendor(`${kind}-${uuid()}`, channel, (message) => {
    const to = addressOf(message);
    return reply(to, handedTo(vendor.sent, to) - 1);
  });
  return vendor;
}

export function addressOf(message: OutboundMessage): string {
  if (message.channel === "SMS") return message.to;
  return message.channel === "EMAIL" ? message.to.email : "";
}

/** How many hand-offs went to this address. */
export const handedTo = (sent: readonly Sent[], to: string): number =>
  sent.filter(({ message }) => addressOf(message) === to).length;

/** The vendor calls back about one hand-off, as its webhook would be taken in. */
export async function callBack(
  { clinic }: Stage,
  channel: "SMS" | "EMAIL",
  sent: Sent | undefined,
  kind: ReceiptInbound["receipt"],
): Promise<void> {
  const provider = Object.values(clinic.ports.providers).find((one) => one.channel === channel);
  if (!provider || !sent) throw new Error(`Nothing was handed to a vendor of ${channel}.`);
  const receipt = { kind: "receipt" as const, receipt: kind, status: kind, eventId: uuid(), key: sent.key };
  await takeIn(clinic.ports, provider.name, [{ ...receipt, at: clinic.time.clock() }]);
}
