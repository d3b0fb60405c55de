import { CHANNEL_WORDS, type WordFacts } from "@/lib/messages/words/facts";
import { moment } from "@/lib/messages/words/times";
import { formatPhone, normalizeEmail } from "@/lib/patients/rules";
import type { FailureReason } from "@/lib/providers/port";

type Sentence = (facts: WordFacts) => string;

/** Every reason a vendor can give, as the sentence that ends a message: what happened, whose fault, what to do. */
const ENDED: Record<Exclude<FailureReason, "opted_out">, Sentence> = {
  landline: (f) =>
    `Not delivered: ${to(f)} is a landline and cannot get texts. Email ${f.name}, call, or add a mobile number.`,
  number_gone: (f) =>
    `Not delivered: this number is no longer in service. We stopped texting it. Ask ${f.name} for a new one.`,
  number_invalid: (f) => `Not delivered: ${to(f)} cannot get texts. Check the number with ${f.name}.`,
  phone_off: (f) =>
    `Not delivered: ${f.name}'s phone was off or out of range each time we tried. Call, or send it again later.`,
  carrier_refused: (f) =>
    `Not delivered: the phone company refused this text. ${f.name}'s number is fine. Try email; your admin sees the cause in Setup health.`,
  content_refused: (f) =>
    `Not delivered: the phone company took the words of this text for spam. ${f.name}'s number is fine. Say it another way, or try email.`,
  sender_not_ready: (f) =>
    `Not delivered: our number is not registered for texting yet. ${f.name}'s number is fine. Try email; your admin sees the cause in Setup health.`,
  unreachable_route: (f) =>
    `Not delivered: the text service has no way to reach ${to(f)}. Email ${f.name}, or call.`,
  expired_in_queue: (f) =>
    `Not delivered: this ${thing(f)} waited too long at the ${service(f)} and was dropped. Send it again.`,
  mailbox_unknown: (f) => `Not delivered: ${to(f)} does not exist.${typo(f)}`,
  mailbox_full: (f) => `Not delivered: ${f.name}'s mailbox stayed full. Text ${f.name}, or call.`,
  address_invalid: (f) => `Not delivered: ${to(f)} is not a mail address.${typo(f)}`,
  mail_refused: (f) =>
    `Not delivered: ${domain(f)} refused this email. Text ${f.name}, or call; your admin sees the cause in Setup health.`,
  suppressed_at_vendor: (f) =>
    `Not sent: the ${service(f)} no longer carries ${CHANNEL_WORDS[f.channel].things} to ${to(f)}, because earlier ones came back. Ask ${f.name} for another address.`,
  device_gone: (f) => `Not delivered: the app is no longer on ${f.name}'s phone. Text or email ${f.name}.`,
  too_large: (f) => `Not delivered: this ${thing(f)} is too large. Shorten it or leave the attachment out.`,
  media_refused: (f) =>
    `Not delivered: the file did not get through as a picture message to ${f.name}'s phone. Send it behind a secure link, or by email.`,
  media_unreached: (f) =>
    `Not sent: the ${service(f)} could not fetch the file from here each time it tried. Send it again; your admin sees the cause in Setup health.`,
  malformed: (f) =>
    `Not delivered: the ${service(f)} could not read this ${thing(f)}. Your admin sees the cause in Setup health.`,
  credentials: (f) =>
    `Not sent: the ${service(f)} does not accept our sign-in. Your admin must mend it in Setup health; nothing is wrong with ${f.name}'s address.`,
  rate_limited: (f) => `Not sent: the ${service(f)} was too busy each time we tried. Send it again.`,
  daily_limit: (f) =>
    `Not delivered: the phone company had taken all it takes from our numbers in a day, each time we tried. ${f.name}'s number is fine. Send it again, or try email.`,
  service_down: (f) => `Not sent: the ${service(f)} did not answer each time we tried. Send it again.`,
  unconfirmed: (f) =>
    `Not delivered: the ${service(f)} confirmed none of our tries. Send it again, or call ${f.name}.`,
  not_configured: (f) =>
    `Not sent: the ${service(f)} is not set up. Your admin can set it up in Setup health.`,
  other: (f) => `Not delivered: the ${service(f)} gave no clear cause. Try another way, or call ${f.name}.`,
};

/** The same causes while we still try. Others are never retried. */
const RETRIED: Partial<Record<FailureReason, Sentence>> = {
  phone_off: (f) =>
    `Not delivered yet: ${f.name}'s phone was off or out of range. We will try again at ${next(f)}.`,
  mailbox_full: (f) =>
    f.evidence.giveUpAt
      ? `Not delivered yet: ${f.name}'s mailbox is full. We will keep trying until ${moment(new Date(String(f.evidence.giveUpAt)), f.clinicZone, f.now)}.`
      : `Not delivered yet: ${f.name}'s mailbox is full. We will try again at ${next(f)}.`,
  carrier_refused: (f) =>
    `Not delivered yet: the phone company refused this text. ${f.name}'s number is fine. We will try again at ${next(f)}.`,
  mail_refused: (f) =>
    `Not delivered yet: ${domain(f)} refused this email for now. We will try again at ${next(f)}.`,
  media_unreached: (f) =>
    `Not sent yet: the ${service(f)} could not fetch the file from here. We will try again at ${next(f)}.`,
  other: (f) => `Not delivered yet: the ${service(f)} gave no clear cause. We will try again at ${next(f)}.`,
  unconfirmed: (f) =>
    `Waiting: the ${service(f)} has not confirmed this ${thing(f)}, and we try it once more. Please do not send it again.`,
  rate_limited: (f) =>
    `Waiting: the ${service(f)} is busy. Your message is safe and goes out by itself. Please do not send it again.`,
  daily_limit: (f) =>
    `Not delivered yet: the phone company takes no more from our numbers today. ${f.name}'s number is fine. We will try again at ${next(f)}.`,
};

const DOWN: Sentence = (f) =>
  `Waiting: the ${service(f)} is not answering. Your message is safe and goes out when it is back. Please do not send it again.`;

/** Why it was not delivered, for good. Null: not a reason that a vendor gives. */
export function endedSentence(facts: WordFacts): string | null {
  return ENDED[facts.reason as keyof typeof ENDED]?.(facts) ?? null;
}

/** Why it is not delivered yet, while the engine keeps trying. Null: not a reason that a vendor gives. */
export function retriedSentence(facts: WordFacts): string | null {
  if (!facts.reason || !(facts.reason in ENDED)) return null;
  return (RETRIED[facts.reason as FailureReason] ?? DOWN)(facts);
}

const to = (facts: WordFacts) => (facts.to ? formatPhone(facts.to) : `${facts.name}'s address`);
const thing = (facts: WordFacts) => CHANNEL_WORDS[facts.channel].thing;
const service = (facts: WordFacts) => CHANNEL_WORDS[facts.channel].service;
const domain = (facts: WordFacts) => facts.to?.split("@")[1] ?? "the mailbox";
const next = (facts: WordFacts) =>
  facts.until ? moment(facts.until, facts.clinicZone, facts.now) : "the next chance";

function typo(facts: WordFacts): string {
  const read = facts.to ? normalizeEmail(facts.to) : null;
  const meant = read?.problem === undefined ? read?.suggestion : null;
  return meant
    ? ` Did ${facts.name} mean ${meant.split("@")[1]}? Fix and send again.`
    : ` Ask ${facts.name} for the right address.`;
}
