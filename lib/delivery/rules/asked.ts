import { addressOf, channelOf } from "@/lib/delivery/rules/target";
import type { Facts, MessageFacts, Rule } from "@/lib/delivery/schema";
import type { Channel } from "@/prisma/generated/enums";

/** Words of a patient about which a person has yet to decide. */
export interface AskedFact {
  /** `stop`: they may end our messages to that address. `death`: they tell of a death. */
  kind: "stop" | "death";
  channel: Channel;
  address: string;
  /** Of the message they were said in. */
  patientId: string;
  word: string;
  since: Date;
  /** Decided by then: one business day, and the law's ten. */
  dueAt: Date;
  wallAt: Date;
}

/** Nobody knows when a person decides: we look again in 5 minutes, and whoever does wakes the queue at once. */
const LOOK_MS = 5 * 60_000;

/** What nobody is typing to this one patient now. Answers to keywords and emergencies are asked for, and go. */
function isHeld(message: MessageFacts): boolean {
  if (message.isAutomatic && !message.isAfterHoursReply) return false;
  const typed = message.createdByKind === "staff" && !message.isAutomatic;
  return !typed || message.priority === "bulk" || message.category === "marketing";
}

const isThere = (one: AskedFact, channel: Channel, address: string | null) =>
  one.channel === channel && one.address === address;

/** Asked in the portal: about what reaches that patient elsewhere, by any text or mail. */
const isTheirs = (one: AskedFact, { patient }: Facts, channel: Channel) =>
  one.channel === "IN_APP" && one.patientId === patient.id && (channel === "SMS" || channel === "EMAIL");

/**
 * Words that may be a revocation hold every automatic and bulk message to that address until a person has read them
 * (47 CFR 64.1200(a)(10): any reasonable words, obeyed within 10 business days).
 */
export const revocationUnsure: Rule = {
  name: "revocation_unsure",
  judge(facts, _policy, hop, at) {
    if (!facts.asked || facts.asked.length === 0 || !isHeld(facts.message)) return { kind: "open" };
    const channel = channelOf(facts, hop);
    const address = addressOf(facts, channel);
    const asked = facts.asked.find(
      (one) => one.kind === "stop" && (isThere(one, channel, address) || isTheirs(one, facts, channel)),
    );
    if (!asked) return { kind: "open" };
    return {
      kind: "hold",
      until: new Date(at.getTime() + LOOK_MS),
      evidence: {
        channel,
        address,
        word: asked.word,
        since: asked.since.toISOString(),
        dueAt: asked.dueAt.toISOString(),
        wallAt: asked.wallAt.toISOString(),
      },
      remedy: "decide_revocation",
    };
  },
};

/** Words that tell of a death hold every automatic message to that patient, by any way, until a person has read them. */
export const deathTold: Rule = {
  name: "death_told",
  judge({ asked, message, patient }, _policy, _hop, at) {
    if (!asked || asked.length === 0 || !isHeld(message)) return { kind: "open" };
    const told = asked.find((one) => one.kind === "death" && one.patientId === patient.id);
    if (!told) return { kind: "open" };
    return {
      kind: "hold",
      until: new Date(at.getTime() + LOOK_MS),
      evidence: { since: told.since.toISOString(), dueAt: told.dueAt.toISOString() },
      remedy: "decide_death",
    };
  },
};
