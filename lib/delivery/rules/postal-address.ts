import { channelOf } from "@/lib/delivery/rules/target";
import type { Rule } from "@/lib/delivery/schema";

/** Marketing mail bears the sender's valid physical postal address (CAN-SPAM, 15 U.S.C. 7704(a)(5)(A)(iii)). */
export const noPostalAddress: Rule = {
  name: "no_postal_address",
  judge(facts, _policy, hop) {
    const { message, clinic } = facts;
    const channel = channelOf(facts, hop);
    if (message.category !== "marketing" || channel !== "EMAIL" || clinic.postalAddress)
      return { kind: "open" };
    return { kind: "block", evidence: { channel }, remedy: "set_postal_address" };
  },
};
