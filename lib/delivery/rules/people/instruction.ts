import { contactHours } from "@/lib/delivery/rules/quiet/hours";
import { placeAt, standingAt } from "@/lib/delivery/rules/quiet/place";
import { barriersOf, channelOf, pointOf } from "@/lib/delivery/rules/target";
import { wallTimeIn } from "@/lib/delivery/rules/time";
import { wordsOf } from "@/lib/delivery/rules/time-words";
import type { Facts, Rule } from "@/lib/delivery/schema";
import type { Channel } from "@/prisma/generated/enums";

/** Whether the words name the patient. A name of one letter is none. */
function namesPatient(facts: Facts, channel: Channel): boolean {
  const html = channel === "EMAIL" ? (facts.message.content.EMAIL?.htmlBody ?? "") : "";
  const words = ` ${`${wordsOf(facts.message.content, channel)} ${html}`
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")} `;
  return [facts.patient.firstName, facts.patient.lastName].some((name) => {
    const plain = name
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
      .trim();
    return plain.length > 1 && words.includes(` ${plain} `);
  });
}

/** A patient's own instruction (45 CFR 164.522(b)): only these contact points, and no names. It goes before preferences. */
export const contactInstruction: Rule = {
  name: "contact_instruction",
  judge(facts, _policy, hop) {
    const { instructions, message } = facts;
    const channel = channelOf(facts, hop);
    if (instructions.length === 0 || message.isKeywordReply || channel === "IN_APP") return { kind: "open" };
    const since = instructions[0]?.since.toISOString() ?? null;
    if (!pointOf(facts, channel) && barriersOf(facts, channel).includes("not_allowed")) {
      const evidence = { channel, since, asks: "other_point" };
      return { kind: "block", evidence, remedy: "change_instruction" };
    }
    if (instructions.some(({ noNames }) => noNames) && namesPatient(facts, channel)) {
      return { kind: "block", evidence: { channel, since, asks: "no_names" }, remedy: "write_without_names" };
    }
    return { kind: "open" };
  },
};

/** The hours in which the patient asked to be reached, in their own zone. No person may lift them. */
export const contactHoursAsked: Rule = {
  name: "contact_hours",
  timed: true,
  judge(facts, _policy, hop, at) {
    if (facts.message.isAutomatic || channelOf(facts, hop) === "IN_APP") return { kind: "open" };
    let closesAt: number | null = null;
    for (const { hours: asked } of facts.instructions) {
      const hours = contactHours(asked);
      if (!hours) continue;
      const standing = standingAt(facts.patient, hours, at);
      if (standing.kind === "open") {
        closesAt = Math.min(closesAt ?? standing.closesAt, standing.closesAt);
        continue;
      }
      const until = new Date(standing.opensAt);
      const evidence = {
        zone: standing.zone,
        zoneSource: placeAt(facts.patient, at).zoneSource,
        localTime: wallTimeIn(at, standing.zone),
        opensAt: until.toISOString(),
      };
      return { kind: "hold", until, evidence, remedy: "change_instruction" };
    }
    return closesAt === null ? { kind: "open" } : { kind: "open", closesAt: new Date(closesAt) };
  },
};
