import { addressOf, channelOf } from "@/lib/delivery/rules/target";
import type { Facts, Rule } from "@/lib/delivery/schema";
import type { Channel, ConsentPurpose } from "@/prisma/generated/enums";

type Line = Facts["consents"][number];

/** The state of the ledger: the latest line that speaks of this channel and address; of two at once, the revocation. */
export function latestConsent(facts: Facts, purpose: ConsentPurpose, channel: Channel): Line | undefined {
  const address = addressOf(facts, channel);
  let latest: Line | undefined;
  for (const line of facts.consents) {
    if (line.purpose !== purpose || line.channel !== channel) continue;
    if (line.address !== null && line.address !== address) continue;
    const newer = !latest || line.at > latest.at;
    const tie = latest && line.at.getTime() === latest.at.getTime() && line.act === "revoke";
    if (newer || tie) latest = line;
  }
  return latest;
}

/** Contact by a channel needs that it was not revoked; giving the clinic the number is the grant. */
export const consent: Rule = {
  name: "consent",
  judge(facts, _policy, hop) {
    const channel = channelOf(facts, hop);
    const latest = latestConsent(facts, "contact", channel);
    if (facts.message.isKeywordReply || latest?.act !== "revoke") return { kind: "open" };
    return {
      kind: "block",
      evidence: { channel, since: latest.at.toISOString() },
      remedy: "record_consent",
    };
  },
};

/** Marketing needs an explicit grant for that channel that still stands (47 CFR 64.1200(a)(2)). */
export const marketingConsent: Rule = {
  name: "marketing_consent",
  judge(facts, _policy, hop) {
    if (facts.message.category !== "marketing") return { kind: "open" };
    const channel = channelOf(facts, hop);
    const latest = latestConsent(facts, "marketing", channel);
    if (latest?.act === "grant") return { kind: "open" };
    return {
      kind: "block",
      evidence: { channel, since: latest?.at.toISOString() ?? null },
      remedy: "record_consent",
    };
  },
};
