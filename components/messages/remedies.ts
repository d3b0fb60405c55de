import type { Permission } from "@/lib/auth/permissions";
import type { LiftRule, MessageView } from "@/lib/messages/schema";

export type Remedy =
  | "send_now"
  | "send_now_waiting"
  | "cancel"
  | "send_planned"
  | "move"
  | "edit"
  | "edit_words"
  | "open_chart"
  | "set_postal_address"
  | "send_again"
  | "send_again_twice"
  | "other_way"
  | "fix_contact"
  | "handled"
  | "call";

/** The number or address itself is the cause: the same words there again would fail again. */
const deadEnds = new Set([
  "landline",
  "number_gone",
  "number_invalid",
  "mailbox_unknown",
  "address_invalid",
  "suppressed_at_vendor",
  "device_gone",
  "contact_closed",
  "no_contact_point",
]);
/** Our rules or the phone company refuse this way; another one may go. */
const otherWays = new Set([
  "carrier_refused",
  "daily_limit",
  "content_refused",
  "media_refused",
  "no_mms",
  "sender_not_ready",
  "opt_out",
  "opted_out",
  "consent",
  "marketing_consent",
  "preference",
  "contact_instruction",
  "no_sender",
  "provider_missing",
  "not_configured",
  "credentials",
  "mailbox_full",
  "mail_refused",
  "unreachable_route",
]);

/** The words themselves are the cause. */
const reworded = new Set(["time_words", "facts_changed", "no_words", "content_refused", "phi", "too_large"]);
/** What the chart says is the cause; it may change there. */
const charted = new Set([
  "consent",
  "marketing_consent",
  "preference",
  "contact_instruction",
  "representation",
  "do_not_contact",
]);
/** The same words to the same patient would be stopped again. */
const refused = new Set([
  ...deadEnds,
  ...reworded,
  ...charted,
  "media_refused",
  "no_mms",
  "opt_out",
  "opted_out",
  "deceased",
]);
/** Nobody answers there any more. */
const nobody = new Set(["number_gone", "number_invalid"]);
/** Nothing of ours reaches this patient any more. */
const silent = new Set(["deceased", "do_not_contact"]);

const lifts: Record<LiftRule, Permission> = {
  quiet_hours: "quiet.override",
  daily_cap: "cap.release",
  household_cap: "cap.release",
};

/** Kept with a reply that goes out because the patient is waiting. */
export const WAITING_REASON = "The patient wrote and is waiting for an answer.";

export interface RemedyFacts {
  permissions: readonly Permission[];
  /** Who looks. */
  me: string;
  phone: string | null;
  /** A mail address that is not closed stands in the chart. */
  hasEmail: boolean;
  now: Date;
}

/** The rule that a person may lift, when one of these holds it. */
export function liftable(reason: string | null): LiftRule | undefined {
  return reason !== null && reason in lifts ? (reason as LiftRule) : undefined;
}

/** Whether the rules let whoever answers send now, because the patient is waiting. */
export function isWaiting(waitingUntil: unknown, now: Date): boolean {
  return typeof waitingUntil === "string" && now.getTime() <= Date.parse(waitingUntil);
}

/** How this person may lift this rule: with one click for a patient who waits, with a reason, or not at all. */
export function liftOf(
  reason: string | null,
  about: { permissions: readonly Permission[]; waiting: boolean; own: boolean },
): "waiting" | "reason" | null {
  const rule = liftable(reason);
  if (rule === undefined || !about.permissions.includes("message.send")) return null;
  if (about.waiting && (rule === "quiet_hours" || about.own)) return "waiting";
  return about.permissions.includes(lifts[rule]) ? "reason" : null;
}

type Judged = Pick<MessageView, "channel" | "direction" | "status" | "reason" | "waitingUntil" | "createdBy">;

/** What can be done about a message, the best first. Empty: nothing needs doing. */
export function remediesOf(message: Judged, facts: RemedyFacts): Remedy[] {
  if (message.direction === "INBOUND") return [];
  const maySend = facts.permissions.includes("message.send");
  const mayCancel = facts.permissions.includes("message.cancel");
  const unknown = message.status === "PENDING" && message.reason === "unknown";
  const failed = message.status === "FAILED" || message.status === "BOUNCED";
  const remedies: Remedy[] = [];
  const waiting = isWaiting(message.waitingUntil, facts.now);
  const about = { permissions: facts.permissions, waiting, own: message.createdBy === facts.me };
  const lift = message.status === "SCHEDULED" ? liftOf(message.reason, about) : null;
  if (lift !== null) remedies.push(lift === "waiting" ? "send_now_waiting" : "send_now");
  const reason = message.reason ?? "";
  const deadEnd = deadEnds.has(reason);
  if (failed && maySend && !refused.has(reason)) remedies.push("send_again");
  if (failed && maySend && reworded.has(reason)) remedies.push("edit_words");
  const hasOther = message.channel === "EMAIL" ? facts.phone !== null : facts.hasEmail;
  if (failed && maySend && hasOther && (deadEnd || otherWays.has(reason))) remedies.push("other_way");
  if (failed && deadEnd && facts.permissions.includes("patient.write")) remedies.push("fix_contact");
  if (failed && charted.has(reason)) remedies.push("open_chart");
  if (failed && reason === "no_postal_address" && facts.permissions.includes("settings.write")) {
    remedies.push("set_postal_address");
  }
  if (unknown && maySend) remedies.push("send_again_twice");
  const callable = facts.phone !== null && !silent.has(reason) && !nobody.has(reason);
  if ((failed || unknown) && callable) remedies.push("call");
  if (failed && maySend) remedies.push("handled");
  if (message.status === "SCHEDULED") remedies.push(...waitingRemedies(reason, { maySend, mayCancel }));
  return remedies;
}

/** What can be done about a message that waits: it is not sent yet, so everything. */
function waitingRemedies(reason: string, may: { maySend: boolean; mayCancel: boolean }): Remedy[] {
  const planned = reason === "" || reason === "scheduled";
  return [
    ...(may.maySend && planned ? (["send_planned"] as const) : []),
    ...(may.maySend ? (["move"] as const) : []),
    ...(may.maySend && may.mayCancel ? (["edit"] as const) : []),
    ...(may.mayCancel ? (["cancel"] as const) : []),
  ];
}
