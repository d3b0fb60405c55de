import { isbot } from "isbot";
import { reasonOfStatus } from "@/lib/providers/mail-status";
import type { FailureReason, Inbound, ReceiptInbound, ReceiptKind } from "@/lib/providers/port";
import { digestOf } from "@/lib/providers/signed";

/** SendGrid's event → our receipt. "blocked" is no event of its own: it is a bounce of type `blocked`. */
export const SENDGRID_EVENTS: Readonly<Record<string, ReceiptKind>> = {
  processed: "queued",
  deferred: "deferred",
  delivered: "delivered",
  bounce: "bounced",
  dropped: "failed",
  open: "opened",
  click: "clicked",
  spamreport: "complained",
  unsubscribe: "unsubscribed",
  group_unsubscribe: "unsubscribed",
  group_resubscribe: "resubscribed",
};

type Ending = Pick<ReceiptInbound, "reason" | "soft" | "closes">;

/** Why SendGrid dropped a mail unsent (its wording, lower case). An entry of its suppression lists closes the address. */
const DROP_REASONS: Readonly<Record<string, Ending>> = {
  "bounced address": { reason: "suppressed_at_vendor", closes: true },
  "spam reporting address": { reason: "opted_out" },
  "unsubscribed address": { reason: "opted_out" },
  invalid: { reason: "address_invalid", closes: true },
  "spam content": { reason: "content_refused" },
  "invalid smtpapi header": { reason: "malformed" },
  "recipient list over package quota": { reason: "rate_limited", soft: true },
};

/** `bounce_classification` → reason, asked when the enhanced status code (RFC 3463) says nothing sharper. */
const CLASSIFICATIONS: Readonly<Record<string, FailureReason>> = {
  "invalid address": "mailbox_unknown",
  "mailbox unavailable": "mailbox_unknown",
  content: "content_refused",
  "frequency or volume too high": "rate_limited",
};

type Event = Record<string, unknown>;

/** SendGrid promises 100 characters; an index takes no more than some thousands. */
const MOST_ID = 200;

const textOf = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);

/** One event of a verified batch. Accounts get other events too, and new ones without notice: those are `unknown`. */
export function fromEvent(value: unknown, now: Date): Inbound {
  const event: Event = typeof value === "object" && value !== null ? (value as Event) : {};
  const named = textOf(event.sg_event_id);
  const eventId = named && named.length <= MOST_ID ? named : digestOf(named ?? written(value));
  const at = instant(event.timestamp, now);
  const word = (textOf(event.event) ?? "").toLowerCase();
  const kind = Object.hasOwn(SENDGRID_EVENTS, word) ? SENDGRID_EVENTS[word] : undefined;
  if (kind === undefined) return { kind: "unknown", eventId, at, status: word, raw: evidenceOf(value) };

  const type = textOf(event.type);
  const key = textOf(event.key);
  const ref = refOf(event);
  const code = textOf(event.status);
  const detail = textOf(event.reason) ?? textOf(event.response);
  const address = textOf(event.email);
  return {
    kind: "receipt",
    receipt: kind,
    eventId,
    at,
    status: word === "bounce" && type ? `bounce/${type}` : word,
    raw: evidenceOf(event),
    ...(key ? { key } : {}),
    ...(ref ? { ref } : {}),
    ...(code ? { code } : {}),
    ...(detail ? { detail: detail.slice(0, 500) } : {}),
    ...(address ? { address } : {}),
    ...ending(kind, event, type),
    ...(isMachine(kind, event) ? { machine: true } : {}),
    ...(isExample(event) ? { test: true as const } : {}),
  };
}

/** What an event without an id is known by. One that nests too deep to be written must not cost its batch. */
function written(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (error instanceof RangeError) return error.name;
    throw error;
  }
}

/** The example events of SendGrid's test bear this address and message id, and none of our custom arguments. */
const isExample = (event: Event) =>
  event.email === "example@test.com" &&
  !event.key &&
  /^14c5d75ce93\./.test(textOf(event.sg_message_id) ?? "");

/** The vendor's fields without what follows a person around: where they clicked, from which address, with what. */
function evidenceOf(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const { url, ip, useragent, ...rest } = value as Event;
  return rest;
}

function ending(kind: ReceiptKind, event: Event, type: string | undefined): Ending {
  if (kind === "deferred") return { soft: true };
  if (kind === "failed") {
    const said = textOf(event.reason)?.trim().toLowerCase() ?? "";
    return { reason: "mail_refused", soft: false, ...DROP_REASONS[said] };
  }
  if (kind !== "bounced") return {};
  // After a bounce (not a block) SendGrid drops everything to this address until someone clears its list.
  const blocked = type === "blocked";
  return { reason: bounceReason(event), soft: blocked, closes: !blocked };
}

function bounceReason(event: Event): FailureReason {
  const byStatus = reasonOfStatus(textOf(event.status) ?? "");
  const classification = textOf(event.bounce_classification)?.toLowerCase() ?? "";
  return byStatus ?? CLASSIFICATIONS[classification] ?? "mail_refused";
}

/** Mail companies that fetch a mail's pictures for their users: they hide who looked, when, and whether anyone did. */
const PROXIES = /GoogleImageProxy|ggpht\.com|YahooMailProxy|BingPreview|Barracuda|Proofpoint|Mimecast/i;

/** Apple's privacy proxy opens every mail, and scanners follow every link: no human act. */
function isMachine(kind: ReceiptKind, event: Event): boolean {
  const program = textOf(event.useragent);
  if (kind === "opened") {
    return event.sg_machine_open === true || event.sg_machine_open === "true" || PROXIES.test(program ?? "");
  }
  return kind === "clicked" && (isbot(program) || PROXIES.test(program ?? ""));
}

/**
 * SendGrid's X-Message-Id, as `send` got it: `sg_message_id` up to its filter suffix, or, on late bounces that lack it,
 * the local part of `smtp-id`.
 */
function refOf(event: Event): string | undefined {
  const full = textOf(event.sg_message_id);
  if (full) return /^(.+?)\.(?:st)?(?:filter|recvd)/.exec(full)?.[1] ?? full;
  return /^<?([^@>]+)@[^>]*ismtpd[^>]*>?$/.exec(textOf(event["smtp-id"]) ?? "")?.[1];
}

/** Seconds, or milliseconds in marketing events, as a number or as digits. */
function instant(value: unknown, now: Date): Date {
  const number = typeof value === "number" ? value : Number(textOf(value) ?? Number.NaN);
  if (!Number.isFinite(number) || number <= 0) return now;
  const at = new Date(number > 1e11 ? number : number * 1_000);
  // A clock that runs ahead would make this the last word about its message for as long.
  return Number.isNaN(at.getTime()) || at > now ? now : at;
}
