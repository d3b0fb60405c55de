import type { RuleName } from "@/lib/delivery/schema";
import { CHANNEL_WORDS, instantOf, isWaitingForAnswer, type WordFacts } from "@/lib/messages/words/facts";
import { endedSentence } from "@/lib/messages/words/of-failures";
import { phiSentence } from "@/lib/messages/words/of-phi";
import { providerTroubleSentence } from "@/lib/messages/words/of-providers";
import { factsChangedSentence, timeWordsSentence } from "@/lib/messages/words/of-waiting";
import { ago, cityOf, clockTime, dated, moment, opening } from "@/lib/messages/words/times";
import { formatPhone } from "@/lib/patients/rules";

type Sentence = (facts: WordFacts) => string;

/** Our own rules, as the sentence staff read while a message waits or after it was stopped. */
const RULES: Record<RuleName, Sentence> = {
  deceased: (f) => `Not sent: ${f.name} has died. Nothing goes out to ${f.name} any more.`,
  do_not_contact: (f) => `Not sent: ${f.name} asked not to be contacted. The chart says who may lift this.`,
  no_words: (f) => `Not sent: this message has no words for ${things(f)}. Write some, or try another way.`,
  no_contact_point: (f) =>
    f.channel === "IN_APP"
      ? `Not sent: ${f.name} cannot sign in to the portal. Invite them in the chart, or try another way.`
      : `Not sent: ${f.name} has no ${POINT[f.channel]} on file. Add one, or try another way.`,
  contact_closed: (f) => endedSentence({ ...f, reason: String(f.evidence.reason) }) ?? closed(f),
  opt_out: optedOut,
  consent: (f) => {
    const since = instantOf(f.evidence, "since");
    const on = since ? ` on ${dated(since, f.clinicZone, f.now)}` : "";
    return `Not sent: ${f.name} took back the agreement to ${things(f)}${on}. Record a new one, or try another way.`;
  },
  marketing_consent: (f) => {
    const since = instantOf(f.evidence, "since");
    if (since) {
      return `Not sent: this is marketing, and ${f.name} ended marketing ${things(f)} on ${dated(since, f.clinicZone, f.now)}. ${f.name} can turn them on again ${f.channel === "EMAIL" ? "on the preference page or on paper" : "at the desk or on paper"}.`;
    }
    return `Not sent: this is marketing, and ${f.name} has not agreed to marketing ${things(f)}. ${f.name} can agree on the preference page or on paper.`;
  },
  no_postal_address: () =>
    "Not sent: marketing mail must bear the clinic's postal address, and none is on file. An admin can add it in Settings, Mail; then send it again.",
  preference: (f) =>
    `Not sent: ${f.name} asked for no ${String(f.evidence.category ?? "such")} ${things(f)}. Try another way, or call.`,
  facts_changed: factsChangedSentence,
  time_words: timeWordsSentence,
  phi: phiSentence,
  no_mms: (f) => {
    const link = "Send the file behind a secure link, or by email.";
    if (f.evidence.why === "recipient")
      return `Not sent: pictures go by text within the US and Canada only, and ${f.to ? formatPhone(f.to) : "this number"} is elsewhere. ${link}`;
    if (f.evidence.why === "size")
      return `Not sent: together this is more than the ${CHANNEL_WORDS[f.channel].service} takes in one message. ${link}`;
    return `Not sent: none of the clinic's numbers sends pictures. ${link} Your admin can see which do in Settings, Senders.`;
  },
  no_sender: (f) => {
    if (f.evidence.why === "registration")
      return f.channel === "SMS"
        ? "Not sent: the clinic's number is not registered for texting yet, and carriers refuse texts from it (30034). Try email; your admin can see how it stands in Settings, Senders."
        : `Not sent: the clinic's address for ${things(f)} is not ready yet. Your admin can see how it stands in Settings, Senders.`;
    if (f.evidence.why === "purpose")
      return `Not sent: none of the clinic's senders is meant for such ${things(f)}. Your admin can change that in Settings, Senders.`;
    return `Not sent: the clinic has no number or address to send ${things(f)} from. Your admin can add one in Settings, Senders.`;
  },
  provider_missing: (f) =>
    `Not sent: the ${CHANNEL_WORDS[f.channel].service} is not set up. Your admin can set it up in Setup health.`,
  bulk_paused: (f) =>
    `Waiting: the bulk message${typeof f.evidence.bulk === "string" ? ` “${f.evidence.bulk}”` : ""} is paused. This ${thing(f)} goes out when someone resumes it.`,
  clinic_stopped: (f) =>
    `Waiting: your clinic has stopped all sending. This ${thing(f)} goes out when an admin starts it again.`,
  catching_up: (f) =>
    f.evidence.tried === true
      ? `Waiting: we cannot read yet what patients wrote while we were offline. This ${thing(f)} goes out when we can, so that nobody who said STOP gets it.`
      : `Waiting a moment: we are reading what patients wrote while we were offline. Then this ${thing(f)} goes out.`,
  revocation_unsure: (f) =>
    `Waiting: ${f.name} may have asked us to stop. Read it in the thread and decide; this ${thing(f)} waits until then.`,
  death_told: (f) =>
    `Waiting: we were told of a death. Read it in ${f.name}'s thread and decide; this ${thing(f)} waits until then.`,
  provider_trouble: providerTroubleSentence,
  scheduled: (f) => `Goes out ${f.until ? moment(f.until, f.zone, f.now) : "at its time"}${theirs(f)}.`,
  contact_instruction: (f) =>
    f.evidence.asks === "no_names"
      ? `Not sent: ${f.name} asked for ${things(f)} without names. Write it without a name.`
      : `Not sent: ${f.name} asked not to be reached by ${CHANNEL_WORDS[f.channel].by} there. The chart says where.`,
  contact_hours: (f) =>
    `${f.name} asked to be reached at other hours. This ${thing(f)} goes out ${f.until ? moment(f.until, f.zone, f.now) : "then"}${theirs(f)}.`,
  representation: (f) =>
    f.evidence.cause === "not_confidential"
      ? `Not sent: this is confidential, and ${f.name} has no ${POINT[f.channel]} of their own. Ask ${f.name} for one.`
      : `Not sent: the ${POINT[f.channel]} on file belongs to someone who does not speak for ${f.name}. Ask ${f.name} for their own.`,
  vendor_unsigned: (f) =>
    `It will only say “You have a new message”: no signed agreement with the ${CHANNEL_WORDS[f.channel].service} is on file.`,
  daily_cap: (f) => {
    const used = Number(f.evidence.used ?? f.evidence.cap ?? 10);
    const sent = `${f.name} has had ${used} message${used === 1 ? "" : "s"} from us today.`;
    const kept =
      f.evidence.limit === "bulk"
        ? ` ${f.name}'s other messages are kept for answers.`
        : f.evidence.limit === "reserve"
          ? " The rest is kept for what is urgent."
          : "";
    return `${sent}${kept} ${canGo(f)}`;
  },
  household_cap: (f) =>
    `${f.name}'s number, which others share, has had ${Number(f.evidence.used ?? 20)} texts from us today. ${canGo(f)}`,
  quiet_hours: (f) => {
    const city = f.zone === f.clinicZone ? "" : ` (${cityOf(f.zone)})`;
    const { holiday } = f.evidence;
    const now = typeof holiday === "string" ? holiday : clockTime(f.now, f.zone);
    const here = stateLaw(f) ?? `It is ${now} for ${f.name}${city}.`;
    const time = f.until ? opening(f.until, f.zone, f.now) : "8:00 AM";
    if (isWaitingForAnswer(f)) {
      return `${here} ${f.name} wrote ${wrote(f)}. This waits until ${time} unless you choose “Send now, ${f.name} is waiting”.`;
    }
    return `${here} This ${thing(f)} goes out ${/^\d/.test(time) ? "at " : ""}${time} ${f.name}'s time.${mail(f)}`;
  },
  expired: (f) =>
    `Not sent: it could not go before ${expiry(f)}, when it expired. Send it again if it still matters.`,
};

/** What the deciding rule means for the clinic's staff. Null: not one of our rules. */
export function ruleSentence(facts: WordFacts): string | null {
  return facts.reason ? (RULES[facts.reason as RuleName]?.(facts) ?? null) : null;
}

const POINT = { SMS: "phone number", EMAIL: "mail address", PUSH: "app", IN_APP: "portal account" };

/** The law of a state that holds it: "Held: Alabama allows no marketing texts on Sundays." */
function stateLaw({ evidence }: WordFacts): string | null {
  const { state, stateClosed, holiday, widened } = evidence;
  if (typeof state !== "string") return null;
  const when =
    typeof holiday === "string" ? `on ${holiday}` : stateClosed ? `on ${stateClosed}` : "at this hour";
  const also = widened === true ? ", and your clinic keeps that for every text" : "";
  return `Held: ${state} allows no marketing texts ${when}${also}.`;
}

const thing = (facts: WordFacts) => CHANNEL_WORDS[facts.channel].thing;
const things = (facts: WordFacts) => CHANNEL_WORDS[facts.channel].things;
const closed = (facts: WordFacts) => (facts.evidence.reason === "removed" ? elsewhere(facts) : dead(facts));
const elsewhere = (facts: WordFacts) =>
  `Not sent: this thread belongs to ${formatPhone(String(facts.evidence.address))}, which is not ${facts.name}'s any more. Write in ${facts.name}'s own thread.`;
const dead = (facts: WordFacts) =>
  `Not sent: ${facts.to ? formatPhone(facts.to) : "this address"} is closed because earlier messages did not arrive. Ask ${facts.name} for a new one.`;
const wrote = (facts: WordFacts) => (facts.lastInboundAt ? ago(facts.lastInboundAt, facts.now) : "lately");
const canGo = (f: WordFacts) => {
  const answer = isWaitingForAnswer(f) ? ` ${f.name} wrote ${wrote(f)}: “Send this answer anyway”.` : "";
  return `This one can go ${f.until ? moment(f.until, f.zone, f.now) : "tomorrow"} ${f.name}'s time.${answer}`;
};
const mail = ({ evidence }: WordFacts) => (evidence.byMail === true ? " Email can go now." : "");
const theirs = (facts: WordFacts) => (facts.zone === facts.clinicZone ? "" : ` ${facts.name}'s time`);

function expiry(facts: WordFacts): string {
  const at = instantOf(facts.evidence, "expiresAt");
  return at ? dated(at, facts.clinicZone, facts.now) : "its time";
}

function optedOut(facts: WordFacts): string {
  const { name, evidence } = facts;
  const since = instantOf(evidence, "since", "at");
  const on = since ? ` on ${dated(since, facts.clinicZone, facts.now)}` : "";
  const cause = String(evidence.reason ?? "stop");
  const other = facts.channel === "EMAIL" ? "Text or call" : "Email or call";
  if (cause === "wrong_number") {
    return `Someone at this number says it is not ${name}'s. We stopped all messages to it${on}. Ask ${name} for a new number.`;
  }
  if (cause === "hard_bounce") {
    return `Not sent: ${things(facts)} to ${facts.to ?? "this address"} came back${on}. Ask ${name} for another address.`;
  }
  if (cause === "staff") return `A colleague ended our ${things(facts)} to ${name}${on}. ${other} ${name}.`;
  if (facts.channel === "EMAIL") {
    if (cause === "unsubscribe")
      return `${name} unsubscribed from our emails${on}. ${name} can turn them on again on the preference page. ${other} ${name}.`;
    const how = cause === "complaint" ? "marked our emails as spam" : "asked us to stop our emails";
    return `${name} ${how}${on}. They may be opened again in the chart, once ${name} asks for them. ${other} ${name}.`;
  }
  const word = typeof evidence.word === "string" ? evidence.word : "STOP";
  const visit = instantOf(evidence, "visitAt");
  if (word === "CANCEL" && visit) {
    return `${name} texted only CANCEL. That ends our texts to ${name}, but it may have been meant for ${moment(visit, facts.clinicZone, facts.now)}. The visit is still booked. Call ${name}.`;
  }
  const again = facts.clinicPhone ? `, by texting START to ${formatPhone(facts.clinicPhone)}` : "";
  const how = evidence.phrase ? "in their own words" : `by texting ${word}`;
  return `${name} stopped our ${things(facts)}${on} ${how}. Only ${name} can turn them on again${again}. ${other} ${name}.`;
}
