import type { PointFact, SenderFact } from "@/lib/delivery/facts/schema";
import { type Barrier, barrierOf, type PeopleFacts } from "@/lib/delivery/rules/people/barrier";
import type { Facts } from "@/lib/delivery/schema";
import type { RouteFact } from "@/lib/failover/schema";
import { chooseProvider } from "@/lib/failover/shares/rules";
import { fitsVendor } from "@/lib/media/rules";
import { fits } from "@/lib/senders/rules";
import type { Channel, ContactKind } from "@/prisma/generated/enums";

export const KIND_OF: Record<Exclude<Channel, "IN_APP">, ContactKind> = {
  SMS: "phone",
  EMAIL: "email",
  PUSH: "device",
};

/** What tells where a message of a channel would go. */
export type Reachable = PeopleFacts &
  Pick<Facts, "points"> & { message: Pick<Facts["message"], "toAddress" | "isBound" | "isAutomatic"> };

/** The hub itself carries IN_APP: no vendor, no address. */
export const HUB = "hub";

export function channelOf(facts: Facts, hop: number): Channel {
  const channel = facts.message.plan[hop];
  if (!channel) throw new Error("A hop outside the message's plan was asked for.");
  return channel;
}

/** Many rules ask the same of the same facts, one after the other: the last answer is kept. Facts never change. */
function onceEach<F extends object, T>(
  choose: (facts: F, channel: Channel) => T,
): (facts: F, channel: Channel) => T {
  let last: { facts: F; channel: Channel; choice: T } | null = null;
  return (facts, channel) => {
    if (last?.facts === facts && last.channel === channel) return last.choice;
    const choice = choose(facts, channel);
    last = { facts, channel, choice };
    return choice;
  };
}

/** Why points of the channel's kind may not be used for this message. */
export function barriersOf(facts: Facts, channel: Channel): Barrier[] {
  if (channel === "IN_APP") return [];
  const own = facts.points.filter((point) => point.kind === KIND_OF[channel]);
  return own.flatMap((point) => barrierOf(facts, point) ?? []);
}

/**
 * The contact point a channel would use: the one the message is bound to, else the primary, else the oldest, and an
 * open one before a closed one; in a shared phone's thread only that phone, and an automatic answer only where it is
 * bound to. Undefined: none may be used.
 */
export const pointOf = onceEach(choosePoint);

/** The phone or mail address that the thread binds this way to, open or not; null: whichever is best. */
export function boundTo({ message }: Pick<Reachable, "message">, channel: Channel): string | null {
  const { toAddress, isBound } = message;
  if (!isBound || toAddress === null || (channel !== "SMS" && channel !== "EMAIL")) return null;
  return toAddress.includes("@") === (channel === "EMAIL") ? toAddress : null;
}

function choosePoint(facts: Reachable, channel: Channel): PointFact | undefined {
  if (channel === "IN_APP") return undefined;
  let best: PointFact | undefined;
  let bestRank = 0;
  const bound = boundTo(facts, channel);
  const { isAutomatic, toAddress } = facts.message;
  for (const point of facts.points) {
    if (point.kind !== KIND_OF[channel] || barrierOf(facts, point)) continue;
    // The hub's own answer goes to whoever wrote, or nowhere.
    if (isAutomatic && toAddress !== null && point.value !== toAddress) continue;
    if (bound !== null && point.value !== bound) continue;
    const rank = rankOf(point, facts.message.toAddress);
    if (rank > bestRank) [best, bestRank] = [point, rank];
  }
  return best;
}

function rankOf(point: PointFact, bound: string | null): number {
  const open = point.health === "closed" ? 1 : 4;
  return open + (point.value === bound ? 2 : point.isPrimary ? 1 : 0);
}

/** Where a channel's message would go; null when it has nowhere to go. */
export function addressOf(facts: Facts, channel: Channel): string | null {
  return channel === "IN_APP" ? facts.patient.id : (pointOf(facts, channel)?.value ?? null);
}

/**
 * The sender of the vendor that carries this message (by weight and health; the one whose number the thread used last
 * while it is well); of its senders that number, else the clinic's default.
 */
export const senderOf = onceEach(chooseSender);

function chooseSender(facts: Facts, channel: Channel): SenderFact | undefined {
  const ready = facts.senders.filter((sender) => mayCarry(facts, sender, channel));
  const isLast = (sender: SenderFact) => sender.address === facts.lastSender[channel];
  const provider = chooseProvider({
    messageId: facts.message.id,
    routes: routesOf(facts, channel),
    sticky: ready.find(isLast)?.provider,
    avoid: facts.avoid,
  });
  const own = provider ? ready.filter((sender) => sender.provider === provider) : ready;
  return own.find(isLast) ?? own.find((sender) => sender.isDefault) ?? own[0];
}

/** The vendors that could carry this channel: configured here, and with a sender of the clinic. */
export function routesOf(facts: Facts, channel: Channel): RouteFact[] {
  return facts.routes.filter(
    (route) =>
      route.channel === channel &&
      facts.providers.includes(route.provider) &&
      facts.senders.some((sender) => mayCarry(facts, sender, channel) && sender.provider === route.provider),
  );
}

function mayCarry(facts: Facts, sender: SenderFact, channel: Channel): boolean {
  return isMeant(facts, sender, channel) && carriesFiles(facts, sender, channel);
}

/** Whether a sender may carry such a message, files apart. */
export function isMeant({ message }: Facts, sender: SenderFact, channel: Channel): boolean {
  if (sender.channel !== channel || !sender.registered) return false;
  return fits(sender.purpose ?? "everything", message.category);
}

function carriesFiles({ message, signed }: Facts, sender: SenderFact, channel: Channel): boolean {
  const { media } = message.content;
  // Through a vendor without an agreement goes a notice alone.
  if (channel !== "SMS" || !media?.length || !signed.includes(sender.provider)) return true;
  return sender.mms === true && fitsVendor(sender.provider, media);
}
