import type { z } from "zod";
import { MOST_TRIES } from "@/lib/webhooks/rules";
import type { EventView } from "@/lib/webhooks/workbench/schema";

export interface EventRow {
  id: string;
  provider: string;
  kind: string;
  payload: unknown;
  clinicId: string | null;
  receivedAt: Date;
  processedAt: Date | null;
  attempts: number;
  nextAt: Date;
  error: string | null;
  via: string;
  repeats: number;
}

type View = z.output<typeof EventView>;

const VERDICTS = { webhook: "signed", list: "listed", asked: "asked" } as const;

const field = (payload: unknown, name: string) => {
  const value =
    typeof payload === "object" && payload !== null ? (payload as Record<string, unknown>)[name] : null;
  return typeof value === "string" ? value : "";
};

const isExample = (payload: unknown) =>
  typeof payload === "object" && payload !== null && (payload as Record<string, unknown>).test === true;

const KEPT: Record<string, string> = {
  no_clinic_has_this_address: "Kept: it was sent to a number or address that no clinic here has.",
  no_such_attempt: "Kept: it is about no message of ours.",
};

const FILED =
  "This cannot be done again: its words live in the thread alone, and what they asked for (such as STOP) was obeyed then. Somebody may have changed it since.";

const RECEIPTS: Record<string, string> = {
  queued: "the vendor has it",
  sent: "sent to the carrier",
  deferred: "delayed",
  delivered: "delivered",
  failed: "not delivered",
  bounced: "bounced",
  opened: "opened",
  clicked: "a link in it was opened",
  unsubscribed: "unsubscribed",
  resubscribed: "subscribed again",
  complained: "reported as spam",
  cancelled: "taken back",
};

function stateOf({ processedAt, error, attempts }: EventRow): View["state"] {
  if (error && (processedAt || attempts >= MOST_TRIES)) return "dead";
  if (processedAt) return "done";
  return error ? "retrying" : "waiting";
}

function effectOf(row: EventRow, state: View["state"]): string {
  if (row.kind === "unknown") {
    const read = row.attempts === 0 ? "" : " It was read again, and is still not understood.";
    return field(row.payload, "status") === "unreadable mail"
      ? `Kept as it came: this mail could not be read, and stands in no thread.${read}`
      : `Kept as it came: we do not know this word, so nothing was done.${read}`;
  }
  if (row.error) return KEPT[row.error] ?? `Not applied: ${row.error}. Tried ${row.attempts} times.`;
  if (state === "waiting") return "Waits to be applied.";
  if (row.kind === "message") {
    if (row.clinicId === null) return "Obeyed: it was mailed to an unsubscribe address.";
    if (field(row.payload, "became")) return "Taken as a report about a mail of ours.";
    return row.via === "list"
      ? "Filed in the thread: it had arrived while we were offline."
      : "Filed in the patient's thread.";
  }
  if (isExample(row.payload)) return "A test event that the vendor made up: its signature was right.";
  const said = RECEIPTS[field(row.payload, "receipt")];
  return said ? `Applied to its message: ${said}.` : "Applied to its message.";
}

/** An event as the workbench lists it: what came, whether it was genuine, and what it did. */
export function viewOf(row: EventRow): z.input<typeof EventView> {
  const state = stateOf(row);
  const filed = row.kind === "message" && state === "done";
  return {
    id: row.id,
    provider: row.provider,
    kind: row.kind as View["kind"],
    status: field(row.payload, "status").slice(0, 60),
    receivedAt: row.receivedAt,
    verdict: VERDICTS[row.via as keyof typeof VERDICTS] ?? "signed",
    repeats: row.repeats,
    state,
    effect: effectOf(row, state),
    tries: row.attempts,
    nextAt: row.processedAt ? null : row.nextAt,
    whyNot: filed ? FILED : null,
  };
}

/** Names whose values say nothing about a person, in our words and in the vendors'. Everything else is covered. */
const OPEN = new Set(
  `kind receipt channel test status code eventId ref key at reason soft closes machine wasMissed optOutType raw
  MessageStatus SmsStatus MessageSid SmsSid SmsMessageSid AccountSid ApiVersion MessagingServiceSid ErrorCode NumMedia
  NumSegments OptOutType RawDlrDoneDate asked event type sg_event_id sg_message_id smtp-id timestamp attempt tls
  bounce_classification sg_machine_open asm_group_id data meta payload event_type id record_type direction occurred_at
  attachments contentType errors delivered_to sent_at completed_at received_at`.split(/\s+/),
);

/** The same JSON with every value covered that may name or quote a patient; its shape stays. */
export function masked(value: unknown, name = "raw"): unknown {
  if (Array.isArray(value)) return value.map((item) => masked(item, name));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, masked(inner, key)]));
  }
  if (value === null || typeof value === "boolean" || OPEN.has(name)) return value;
  return "•••";
}
