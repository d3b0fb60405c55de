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
import { JOBS } from "@/runner/jobs";

export interface World {
  clinic: Suite;
  server: InngestServer;
  app: App;
  /** What the phone company and the post were handed. */
  texts: Sent[];
  mails: Sent[];
}

/** What a vendor answers to the nth hand-off (from 0) to an address. */
export type Reply = (to: string, nth: number) => Outcome;

const accepted: Reply = () => ({ kind: "accepted", ref: uuid() });

/**
 * A clinic whose clock is Inngest's server as the tests play it: its wakes are events, its jobs are functions. Vendors
 * have names of their own, so that worlds leave each other's receipts alone.
 */
export async function world(
  given: { faults?: Faults; now?: string; text?: Reply; mail?: Reply } = {},
): Promise<World> {
  const texting = named("carrier", "SMS", given.text ?? accepted);
  const posting = named("post", "EMAIL", given.mail ?? accepted);
  const clinic = await suite({
    providers: [texting.provider, posting.provider],
    ...(given.now ? { now: given.now } : {}),
  });
  await inClinic(clinic.clinicId, async (tx) => {
    for (const { channel, name } of [texting.provider, posting.provider])
      await tx.sender.updateMany({ where: { clinicId: clinic.clinicId, channel }, data: { provider: name } });
  });
  const pending: Promise<unknown>[] = [];
  const server = new InngestServer(clinic.time, given.faults, async () => {
    while (pending.length > 0) await Promise.all(pending.splice(0));
  });
  const settings = { eventKey: "test", signingKey: SIGNING_KEY, baseUrl: "http://inngest.test" };
  const client = openInngest(settings, server.fetch);
  const isVendor = (id: string) => id in clinic.ports.providers;
  clinic.ports.wake = (ids) => {
    if (ids.some(isVendor)) pending.push(client.send(workWaiting.create({})));
    else pending.push(sendQueued(client, ids));
  };
  const functions = functionsOf(client, clinic.ports, {
    clinicId: clinic.clinicId,
    jobs: JOBS.filter(({ name }) => name === "webhooks"),
    pause: async (ms) => clinic.time.advance(ms),
  });
  const served = serve({ client, functions, enableUnauthedSync: false });
  type Call = Parameters<(typeof served)["POST"]>[0];
  const app: App = {
    GET: (request) => served.GET(request as Call, {}),
    POST: (request) => served.POST(request as Call, {}),
    PUT: (request) => served.PUT(request as Call, {}),
  };
  await server.register(app);
  return { clinic, server, app, texts: texting.sent, mails: posting.sent };
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
  { clinic }: World,
  channel: "SMS" | "EMAIL",
  sent: Sent | undefined,
  kind: ReceiptInbound["receipt"],
): Promise<void> {
  const provider = Object.values(clinic.ports.providers).find((one) => one.channel === channel);
  if (!provider || !sent) throw new Error(`Nothing was handed to a vendor of ${channel}.`);
  const receipt = { kind: "receipt" as const, receipt: kind, status: kind, eventId: uuid(), key: sent.key };
  await takeIn(clinic.ports, provider.name, [{ ...receipt, at: clinic.time.clock() }]);
}
