import type { PointFact } from "@/lib/delivery/facts/schema";
import { type Barrier, barrierOf } from "@/lib/delivery/rules/people/barrier";
import type { Facts, SenderFact } from "@/lib/delivery/schema";
import type { Channel, ContactKind } from "@/prisma/generated/enums";

export const KIND_OF: Record<Exclude<Channel, "IN_APP">, ContactKind> = {
  SMS: "phone",
  EMAIL: "email",
  PUSH: "device",
};

/** The hub itself carries IN_APP: no vendor, no address. */
export const HUB = "hub";

export function channelOf(facts: Facts, hop: number): Channel {
  const channel = facts.message.plan[hop];
  if (!channel) throw new Error("A hop outside the message's plan was asked for.");
  return channel;
}

/** Points of the channel's kind that may be used for this message, and why others may not. */
export function pointsOf(facts: Facts, channel: Channel): { usable: PointFact[]; barred: Barrier[] } {
  const usable: PointFact[] = [];
  const barred: Barrier[] = [];
  if (channel === "IN_APP") return { usable, barred };
  for (const point of facts.points) {
    if (point.kind !== KIND_OF[channel]) continue;
    const barrier = barrierOf(facts, point);
    if (barrier) barred.push(barrier);
    else usable.push(point);
  }
  return { usable, barred };
}

/**
 * The contact point a channel would use: the one the message is bound to, else the primary, else the oldest, and an
 * open one before a closed one. Undefined: the patient has none of this kind that may be used.
 */
export function pointOf(facts: Facts, channel: Channel): PointFact | undefined {
  const { usable } = pointsOf(facts, channel);
  const open = usable.filter((point) => point.health !== "closed");
  const candidates = open.length > 0 ? open : usable;
  return (
    candidates.find((point) => point.value === facts.message.toAddress) ??
    candidates.find((point) => point.isPrimary) ??
    candidates[0]
  );
}

/** Where a channel's message would go; null when it has nowhere to go. */
export function addressOf(facts: Facts, channel: Channel): string | null {
  return channel === "IN_APP" ? facts.patient.id : (pointOf(facts, channel)?.value ?? null);
}

/** The sender this thread used last while it may still send, else the clinic's default for the channel. */
export function senderOf(facts: Facts, channel: Channel): SenderFact | undefined {
  const ready = facts.senders.filter((sender) => sender.channel === channel && sender.registered);
  return (
    ready.find((sender) => sender.address === facts.lastSender[channel]) ??
    ready.find((sender) => sender.isDefault) ??
    ready[0]
  );
}
