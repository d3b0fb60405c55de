import { channelOf, senderOf } from "@/lib/delivery/rules/target";
import type { Facts, Rule } from "@/lib/delivery/schema";

/**
 * A vendor with whom the clinic has no signed agreement may not learn what a message says (45 CFR 164.308(b)): it
 * carries a notice only. The hub's own channel has no vendor.
 */
export const vendorUnsigned: Rule = {
  name: "vendor_unsigned",
  judge(facts, _policy, hop) {
    if (carriedBy(facts, hop) === "words") return { kind: "open" };
    const channel = channelOf(facts, hop);
    const evidence = { channel, provider: senderOf(facts, channel)?.provider ?? null };
    return { kind: "open", warning: { evidence, remedy: "sign_agreement" } };
  },
};

/** What the vendor of this hop may learn: the words, or only that there is a message. */
export function carriedBy(facts: Facts, hop: number): "words" | "notice" {
  const channel = channelOf(facts, hop);
  if (channel === "IN_APP") return "words";
  const sender = senderOf(facts, channel);
  return !sender || facts.signed.includes(sender.provider) ? "words" : "notice";
}
