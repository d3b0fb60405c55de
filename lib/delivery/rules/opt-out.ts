import type { Remedy } from "@/lib/delivery/remedies/schema";
import { addressOf, channelOf } from "@/lib/delivery/rules/target";
import type { Rule } from "@/lib/delivery/schema";
import type { Channel } from "@/prisma/generated/enums";

/** What staff wrote down for a patient, staff may write down again; what the patient stopped, only the patient opens. */
function remedyOf(reason: string, channel: Channel): Remedy {
  if (reason === "staff") return "record_consent";
  return channel === "SMS" ? "patient_must_start" : "use_other_channel";
}

/** A STOP, complaint or unsubscribe belongs to (clinic, channel, address), whoever the message is for. */
export const optOut: Rule = {
  name: "opt_out",
  judge(facts, _policy, hop) {
    const channel = channelOf(facts, hop);
    if (facts.suppressions.length === 0 || facts.message.isKeywordReply) return { kind: "open" };
    const address = addressOf(facts, channel);
    const closed = facts.suppressions
      .filter((line) => line.channel === channel && line.address === address)
      .sort((a, b) => a.since.getTime() - b.since.getTime())[0];
    if (!closed) return { kind: "open" };
    return {
      kind: "block",
      evidence: { channel, address, reason: closed.reason, since: closed.since.toISOString() },
      remedy: remedyOf(closed.reason, channel),
    };
  },
};
