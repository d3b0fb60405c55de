import type { Permission } from "@/lib/auth/permissions";
import type { MessageView } from "@/lib/messages/schema";

export type Remedy =
  | "send_now"
  | "cancel"
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
const otherWays = new Set(["carrier_refused", "content_refused", "sender_not_ready", "opt_out", "opted_out"]);

/** A patient who wrote this recently is waiting: anybody may answer past quiet hours and cap (as the API judges). */
const WAITING_MS = 60 * 60_000;

const lifts: Record<string, { rule: "quiet_hours" | "daily_cap"; permission: Permission }> = {
  quiet_hours: { rule: "quiet_hours", permission: "quiet.override" },
  daily_cap: { rule: "daily_cap", permission: "cap.release" },
};

export interface RemedyFacts {
  permissions: readonly Permission[];
  lastInboundAt: string | null;
  phone: string | null;
  now: Date;
}

/** The rule that a person may lift, when one of the two holds it. */
export function liftable(reason: string | null) {
  return reason === null ? undefined : lifts[reason];
}

/** Whether the patient wrote within the last hour. */
export function isWaiting(lastInboundAt: string | null, now: Date): boolean {
  return lastInboundAt !== null && now.getTime() - Date.parse(lastInboundAt) <= WAITING_MS;
}

/** Whether this person may lift this rule now. */
export function mayLift(reason: string | null, facts: Omit<RemedyFacts, "phone">): boolean {
  const lift = liftable(reason);
  if (lift === undefined || !facts.permissions.includes("message.send")) return false;
  return facts.permissions.includes(lift.permission) || isWaiting(facts.lastInboundAt, facts.now);
}

type Judged = Pick<MessageView, "direction" | "status" | "reason">;

/** What can be done about a message, the best first. Empty: nothing needs doing. */
export function remediesOf(message: Judged, facts: RemedyFacts): Remedy[] {
  if (message.direction === "INBOUND") return [];
  const maySend = facts.permissions.includes("message.send");
  const mayCancel = facts.permissions.includes("message.cancel");
  const unknown = message.status === "PENDING" && message.reason === "unknown";
  const failed = message.status === "FAILED" || message.status === "BOUNCED";
  const remedies: Remedy[] = [];
  if (message.status === "SCHEDULED" && mayLift(message.reason, facts)) remedies.push("send_now");
  const deadEnd = deadEnds.has(message.reason ?? "");
  const stopped = message.reason === "opt_out" || message.reason === "opted_out";
  if (failed && maySend && !deadEnd && !stopped) remedies.push("send_again");
  if (failed && maySend && (deadEnd || otherWays.has(message.reason ?? ""))) remedies.push("other_way");
  if (failed && deadEnd && facts.permissions.includes("patient.write")) remedies.push("fix_contact");
  if (unknown && maySend) remedies.push("send_again_twice");
  if ((failed || unknown) && facts.phone !== null) remedies.push("call");
  if (failed && maySend) remedies.push("handled");
  if (message.status === "SCHEDULED" && mayCancel) remedies.push("cancel");
  return remedies;
}
