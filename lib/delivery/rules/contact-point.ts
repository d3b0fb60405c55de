import { barriersOf, boundTo, channelOf, KIND_OF, pointOf } from "@/lib/delivery/rules/target";
import type { Rule } from "@/lib/delivery/schema";

export const noContactPoint: Rule = {
  name: "no_contact_point",
  judge(facts, _policy, hop) {
    const channel = channelOf(facts, hop);
    // One that is there and may not be used, or that the thread is bound to, is another rule's to tell.
    const isOther = boundTo(facts, channel) !== null || barriersOf(facts, channel).length > 0;
    if (channel === "IN_APP") {
      if (facts.patient.hasPortal !== false) return { kind: "open" };
      return { kind: "block", evidence: { channel, kind: "portal" }, remedy: "invite_to_portal" };
    }
    if (pointOf(facts, channel) || isOther) return { kind: "open" };
    return { kind: "block", evidence: { channel, kind: KIND_OF[channel] }, remedy: "add_contact_point" };
  },
};

/**
 * Dead by evidence (no such number, a landline, a mailbox that is gone) until a person confirms it; or the thread's own
 * phone is no longer this patient's. What belongs to a shared phone goes to no other.
 */
export const contactClosed: Rule = {
  name: "contact_closed",
  judge(facts, _policy, hop) {
    const channel = channelOf(facts, hop);
    const point = pointOf(facts, channel);
    const bound = boundTo(facts, channel);
    if (bound !== null && !facts.points.some(({ value }) => value === bound)) {
      const evidence = { channel, address: bound, reason: "removed", since: null };
      return { kind: "block", evidence, remedy: "add_contact_point" };
    }
    if (point?.health !== "closed") return { kind: "open" };
    // The one apology to a stranger is for the number that was just closed, and for no other.
    if (facts.message.isKeywordReply && point.healthReason === "wrong_number") return { kind: "open" };
    const evidence = {
      channel,
      address: point.value,
      reason: point.healthReason,
      since: point.healthAt?.toISOString() ?? null,
    };
    return { kind: "block", evidence, remedy: "confirm_contact_point" };
  },
};

/** Each hop uses its own channel's text; a notification's words are generic and need none. */
export const noWords: Rule = {
  name: "no_words",
  judge(facts, _policy, hop) {
    const channel = channelOf(facts, hop);
    if (channel === "PUSH" || facts.message.content[channel]) return { kind: "open" };
    return { kind: "block", evidence: { channel }, remedy: "write_for_channel" };
  },
};
