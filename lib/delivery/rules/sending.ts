import { channelOf, isMeant, senderOf } from "@/lib/delivery/rules/target";
import type { Rule } from "@/lib/delivery/schema";

export const noSender: Rule = {
  name: "no_sender",
  judge(facts, _policy, hop) {
    const channel = channelOf(facts, hop);
    if (channel === "IN_APP" || senderOf(facts, channel)) return { kind: "open" };
    // One that may carry the words and not the files is another rule's to tell.
    if (facts.senders.some((sender) => isMeant(facts, sender, channel))) return { kind: "open" };
    // Said before a carrier says it (30034): the clinic has a number, and none that may carry this.
    const own = facts.senders.filter((sender) => sender.channel === channel);
    const why = own.some(({ registered }) => registered) ? "purpose" : "registration";
    const evidence = { channel, why: own.length === 0 ? "none" : why, address: own[0]?.address ?? null };
    return { kind: "block", evidence, remedy: "set_up_sender" };
  },
};

export const providerMissing: Rule = {
  name: "provider_missing",
  judge(facts, _policy, hop) {
    const channel = channelOf(facts, hop);
    const sender = channel === "IN_APP" ? undefined : senderOf(facts, channel);
    if (!sender || facts.providers.includes(sender.provider)) return { kind: "open" };
    return { kind: "block", evidence: { channel, provider: sender.provider }, remedy: "set_up_provider" };
  },
};

/** Nobody knows when a stop ends: we look again in 5 minutes, and whoever lifts it wakes the queue at once. */
const STOP_LOOK_MS = 5 * 60_000;

export const clinicStopped: Rule = {
  name: "clinic_stopped",
  judge({ clinic }, _policy, _hop, at) {
    if (!clinic.stoppedAt) return { kind: "open" };
    const evidence = { since: clinic.stoppedAt.toISOString(), reason: clinic.stoppedReason };
    const until = new Date(at.getTime() + STOP_LOOK_MS);
    return { kind: "hold", until, evidence, remedy: "resume_sending" };
  },
};

export const scheduled: Rule = {
  name: "scheduled",
  timed: true,
  judge({ message }, _policy, _hop, at) {
    const { scheduledAt } = message;
    if (!scheduledAt || at >= scheduledAt) return { kind: "open" };
    return {
      kind: "hold",
      until: scheduledAt,
      evidence: { scheduledAt: scheduledAt.toISOString() },
      remedy: "wait",
    };
  },
};

/** A reminder whose time has passed is never sent. Half-open: at `expiresAt` it is too late. */
export const expired: Rule = {
  name: "expired",
  judge({ message }, _policy, _hop, at) {
    const { expiresAt } = message;
    if (!expiresAt) return { kind: "open" };
    if (at < expiresAt) return { kind: "open", closesAt: expiresAt };
    const evidence = { expiresAt: expiresAt.toISOString(), opensAt: null };
    return { kind: "block", evidence, remedy: "send_again" };
  },
};
