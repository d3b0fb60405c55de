import { channelOf, senderOf } from "@/lib/delivery/rules/target";
import type { Rule } from "@/lib/delivery/schema";

/**
 * A vendor with whom the clinic has no signed agreement may not learn what a message says (45 CFR 164.308(b)): it
 * carries a notice only. The hub's own channel has no vendor, and a notification never carries words.
 */
export const vendorUnsigned: Rule = {
  name: "vendor_unsigned",
  judge(facts, _policy, hop) {
    const channel = channelOf(facts, hop);
    if (channel === "IN_APP" || channel === "PUSH") return { kind: "open" };
    const sender = senderOf(facts, channel);
    if (!sender || facts.signed.includes(sender.provider)) return { kind: "open" };
    const evidence = { channel, provider: sender.provider };
    return { kind: "open", warning: { evidence, remedy: "sign_agreement" } };
  },
};
