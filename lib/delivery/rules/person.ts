import { channelOf } from "@/lib/delivery/rules/target";
import type { Rule } from "@/lib/delivery/schema";

export const deceased: Rule = {
  name: "deceased",
  judge({ patient }) {
    if (!patient.deceasedAt) return { kind: "open" };
    return { kind: "block", evidence: { since: patient.deceasedAt.toISOString() }, remedy: null };
  },
};

export const doNotContact: Rule = {
  name: "do_not_contact",
  judge({ patient, message }) {
    if (!patient.doNotContact || message.isKeywordReply) return { kind: "open" };
    return { kind: "block", evidence: {}, remedy: null };
  },
};

/** The patient chose which topics come by which channel. */
export const preference: Rule = {
  name: "preference",
  judge(facts, _policy, hop) {
    const channel = channelOf(facts, hop);
    const { category, isAutomatic } = facts.message;
    const refused = facts.preferences.some(
      (line) => line.channel === channel && line.category === category && !line.allowed,
    );
    if (!refused || isAutomatic) return { kind: "open" };
    return { kind: "block", evidence: { channel, category }, remedy: "change_preference" };
  },
};
