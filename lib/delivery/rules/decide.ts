import type { Policy } from "@/lib/clinics/schema";
import { deathTold, revocationUnsure } from "@/lib/delivery/rules/asked";
import { bulkPaused } from "@/lib/delivery/rules/bulk-paused";
import { catchingUp } from "@/lib/delivery/rules/catching-up";
import { consent, marketingConsent } from "@/lib/delivery/rules/consent";
import { contactClosed, noContactPoint, noWords } from "@/lib/delivery/rules/contact-point";
import { dailyCap, householdCap, slotOf } from "@/lib/delivery/rules/daily-cap";
import { factsChanged } from "@/lib/delivery/rules/facts-changed";
import { noMms } from "@/lib/delivery/rules/no-mms";
import { isOpenEnded } from "@/lib/delivery/rules/open-ended";
import { optOut } from "@/lib/delivery/rules/opt-out";
import { contactHoursAsked, contactInstruction } from "@/lib/delivery/rules/people/instruction";
import { representation } from "@/lib/delivery/rules/people/representation";
import { deceased, doNotContact, preference } from "@/lib/delivery/rules/person";
import { phi } from "@/lib/delivery/rules/phi";
import { noPostalAddress } from "@/lib/delivery/rules/postal-address";
import { providerTrouble } from "@/lib/delivery/rules/provider-trouble";
import { quietHours } from "@/lib/delivery/rules/quiet-hours";
import { clinicStopped, expired, noSender, providerMissing, scheduled } from "@/lib/delivery/rules/sending";
import { addressOf, channelOf, HUB, senderOf } from "@/lib/delivery/rules/target";
import { timeWords } from "@/lib/delivery/rules/time-words";
import { carriedBy, vendorUnsigned } from "@/lib/delivery/rules/vendor";
import {
  type Answer,
  type Facts,
  type Reason,
  RULE_NAMES,
  type Rule,
  type RuleName,
} from "@/lib/delivery/schema";

const RULES: Record<RuleName, Rule> = {
  deceased,
  do_not_contact: doNotContact,
  no_words: noWords,
  no_contact_point: noContactPoint,
  contact_closed: contactClosed,
  opt_out: optOut,
  consent,
  marketing_consent: marketingConsent,
  no_postal_address: noPostalAddress,
  contact_instruction: contactInstruction,
  contact_hours: contactHoursAsked,
  representation,
  preference,
  facts_changed: factsChanged,
  time_words: timeWords,
  phi,
  no_mms: noMms,
  no_sender: noSender,
  provider_missing: providerMissing,
  vendor_unsigned: vendorUnsigned,
  clinic_stopped: clinicStopped,
  catching_up: catchingUp,
  revocation_unsure: revocationUnsure,
  death_told: deathTold,
  provider_trouble: providerTrouble,
  bulk_paused: bulkPaused,
  scheduled,
  daily_cap: dailyCap,
  household_cap: householdCap,
  quiet_hours: quietHours,
  expired,
};

/** What a person may lift for one message, with a reason. */
const LIFTABLE: readonly RuleName[] = ["quiet_hours", "daily_cap", "household_cap"];

const ALL = RULE_NAMES.map((name) => RULES[name]);
const ALL_TIMED = ALL.filter((rule) => rule.timed);

/** Days of cap and quiet hours chase each other a few times at most; zones that are never open together end here. */
const MOST_STEPS = 60;

interface Held extends Reason {
  until: Date;
}

interface Look {
  blocks: Reason[];
  holds: Held[];
  warnings: Reason[];
  closesAt: Date | null;
}

function look(rules: Rule[], facts: Facts, policy: Policy, hop: number, at: Date): Look {
  const seen: Look = { blocks: [], holds: [], warnings: [], closesAt: null };
  for (const { name, judge } of rules) {
    const verdict = judge(facts, policy, hop, at);
    if (verdict.kind === "open") {
      const { closesAt, warning } = verdict;
      if (warning) seen.warnings.push({ rule: name, ...warning });
      if (closesAt && (!seen.closesAt || closesAt < seen.closesAt)) seen.closesAt = closesAt;
      continue;
    }
    const reason = { rule: name, evidence: verdict.evidence, remedy: verdict.remedy };
    if (verdict.kind === "hold") seen.holds.push({ ...reason, until: verdict.until });
    else seen.blocks.push(reason);
  }
  // The one that holds longest decides.
  if (seen.holds.length > 1) seen.holds.sort((a, b) => b.until.getTime() - a.until.getTime());
  return seen;
}

const plain = ({ rule, evidence, remedy }: Reason): Reason => ({ rule, evidence, remedy });

/**
 * May this message go by this hop of its plan now? Any block beats any hold; `until` is the first instant at which all
 * rules are open, and one past `expiresAt` is a block now. All reasons are kept, the deciding one first.
 */
export function decide(facts: Facts, policy: Policy, hop: number, now: Date): Answer {
  const lifted = facts.overrides.filter((name) => LIFTABLE.some((rule) => rule === name));
  const rules = lifted.length === 0 ? ALL : ALL.filter(({ name }) => !lifted.includes(name));
  const present = look(rules, facts, policy, hop, now);
  if (present.blocks.length > 0) {
    return { kind: "block", reasons: [...present.blocks, ...present.holds.map(plain)] };
  }
  const channel = channelOf(facts, hop);
  if (present.holds.length === 0) {
    const sender = senderOf(facts, channel);
    return {
      kind: "allow",
      provider: sender?.provider ?? HUB,
      sender: sender?.address ?? HUB,
      senderId: sender?.id ?? null,
      to: addressOf(facts, channel) ?? "",
      closesAt: present.closesAt,
      takesSlot: slotOf(facts, hop, now),
      carries: carriedBy(facts, hop),
      ...(facts.labels.length > 0 ? { unnamed: true as const } : {}),
      warnings: present.warnings,
    };
  }
  const answer = hold(rules, facts, policy, hop, present.holds, now);
  if (answer.kind === "hold" && channel === "SMS") tellMail(answer.reasons, facts, policy, now);
  return answer;
}

/** Where quiet hours hold one person's text, its evidence says `byMail` when the same words could go by mail now. */
function tellMail([first]: Reason[], facts: Facts, policy: Policy, now: Date): void {
  const { message } = facts;
  if (first?.rule !== "quiet_hours" || message.priority === "bulk" || message.isAutomatic) return;
  const { SMS, EMAIL, phi } = message.content;
  const found = phi?.found.map((one) => ({ ...one, channel: "EMAIL" as const }));
  const content = {
    EMAIL: EMAIL ?? { subject: "", body: SMS?.body ?? "" },
    ...(phi && found ? { phi: EMAIL ? phi : { ...phi, found } } : {}),
  };
  const byMail = { ...facts, message: { ...message, plan: ["EMAIL" as const], content } };
  if (decide(byMail, policy, 0, now).kind === "allow") first.evidence.byMail = true;
}

interface Walk {
  until: Date;
  open: boolean;
  reasons: Reason[];
}

/** From an instant on to the first at which every timed rule is open; `reasons` has those met on the way as well. */
function walk(rules: Rule[], facts: Facts, policy: Policy, hop: number, first: Held[], from: Date): Walk {
  const reasons: Reason[] = first.map(plain);
  const timed = rules === ALL ? ALL_TIMED : rules.filter((rule) => rule.timed);
  let until = from;
  let open = false;
  for (let step = 0; step < MOST_STEPS && !open; step += 1) {
    const { holds, blocks } = look(timed, facts, policy, hop, until);
    open = holds.length === 0;
    // A block that waits at the end of the hold is told now, while a person can still change the words.
    for (const reason of open ? blocks : holds) {
      if (!reasons.some(({ rule }) => rule === reason.rule)) reasons.push(plain(reason));
    }
    until = holds[0]?.until ?? until;
  }
  return { until, open, reasons };
}

function hold(rules: Rule[], facts: Facts, policy: Policy, hop: number, first: Held[], now: Date): Answer {
  const walked = walk(rules, facts, policy, hop, first, first[0]?.until ?? now);
  const { until, open, reasons } = walked;
  const { expiresAt } = facts.message;
  if (!expiresAt || until < expiresAt)
    return open ? { kind: "hold", until, reasons } : { kind: "block", reasons };
  // What may end any moment is no cause to give up: it is looked at again, at the expiry at the latest.
  const endless = first.find(({ rule }) => isOpenEnded(rule));
  if (endless) {
    const known = first.filter(({ rule }) => !isOpenEnded(rule));
    const rest = walk(rules, facts, policy, hop, known, known[0]?.until ?? now);
    if (rest.open && rest.until < expiresAt) {
      const again = new Date(Math.min(endless.until.getTime(), expiresAt.getTime()));
      const others = first.filter((one) => one !== endless);
      return { kind: "hold", until: again, reasons: [endless, ...others].map(plain) };
    }
  }
  const evidence = { expiresAt: expiresAt.toISOString(), opensAt: until.toISOString() };
  return { kind: "block", reasons: [{ rule: "expired", evidence, remedy: "send_again" }, ...reasons] };
}
