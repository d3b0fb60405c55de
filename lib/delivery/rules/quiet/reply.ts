import { addressOf, channelOf } from "@/lib/delivery/rules/target";
import type { Facts } from "@/lib/delivery/schema";

/** The patient wrote within this time: whoever answers may release their own reply past the day's cap. */
export const OWN_REPLY_MINUTES = 60;
/** 47 CFR 64.1200(a)(12): an answer that the patient's own message caused counts as asked for within 5 minutes. */
const AUTOMATIC_MINUTES = 5;

const after = (at: Date, minutes: number) => new Date(at.getTime() + minutes * 60_000);

/** A person's answer to a patient. Never bulk, jobs, API keys, marketing or billing. */
function isReply({ message, answers }: Facts): boolean {
  const byHand = message.createdByKind === "staff" && message.priority !== "bulk" && !message.isAutomatic;
  return byHand && answers !== null && message.category !== "marketing" && message.category !== "billing";
}

/** Until when staff may send this reply past quiet hours: it goes to the number the patient wrote from. Null: never. */
export function sendNowUntil(facts: Facts, minutes: number, hop: number): Date | null {
  const { answers } = facts;
  if (!answers || minutes === 0 || !isReply(facts)) return null;
  const channel = channelOf(facts, hop);
  if (answers.channel !== channel || answers.address !== addressOf(facts, channel)) return null;
  return inTime(facts.message, after(answers.at, minutes));
}

/** What is planned for later than that is no answer to a patient who waits. */
const inTime = ({ scheduledAt }: Facts["message"], until: Date) =>
  scheduledAt && scheduledAt > until ? null : until;

/** Until when its author may release this reply past a cap. Null: never. */
export function releaseUntil(facts: Facts): Date | null {
  if (!facts.answers || !isReply(facts)) return null;
  return inTime(facts.message, after(facts.answers.at, OWN_REPLY_MINUTES));
}

/** An automatic reply is never held; the after-hours answer only while it still follows the patient's message. */
export function isFreeOfHours({ message, answers }: Facts, at: Date): boolean {
  if (!message.isAutomatic) return false;
  if (!message.isAfterHoursReply) return true;
  return answers !== null && at <= after(answers.at, AUTOMATIC_MINUTES);
}
