import { barriersOf, channelOf, pointOf } from "@/lib/delivery/rules/target";
import type { Rule } from "@/lib/delivery/schema";

/**
 * Another person's contact point is used only while that person stands for the patient: a guardian until 18 unless the
 * authority is limited. What is confidential to a teenager goes to the teenager's own contact point alone
 * (45 CFR 164.502(g)(3)).
 */
export const representation: Rule = {
  name: "representation",
  judge(facts, _policy, hop) {
    const channel = channelOf(facts, hop);
    if (channel === "IN_APP" || pointOf(facts, channel)) return { kind: "open" };
    const cause = barriersOf(facts, channel).find((barrier) => barrier !== "not_allowed");
    if (!cause) return { kind: "open" };
    return { kind: "block", evidence: { channel, cause }, remedy: "add_contact_point" };
  },
};
