import type {
  Inbound,
  InboundAttachment,
  MessageInbound,
  ReceiptInbound,
  ReceiptKind,
  UnknownInbound,
} from "@/lib/providers/port";
import { meaningOf } from "@/lib/providers/twilio-codes";

/** Twilio's word → ours. `failed` never left Twilio; `undelivered` is the carrier's no. Words not here are unknown. */
export const TWILIO_STATUSES: Readonly<Record<string, ReceiptKind>> = {
  accepted: "queued",
  scheduled: "queued",
  queued: "queued",
  sending: "queued",
  sent: "sent",
  partially_delivered: "sent",
  delivered: "delivered",
  undelivered: "failed",
  failed: "failed",
  canceled: "cancelled",
  read: "opened",
};

/** The form's fields as they came, untrimmed; a repeated one becomes a list, as the signature needs it. */
export function formFields(body: string): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = Object.create(null);
  for (const [name, value] of new URLSearchParams(body)) {
    const before = fields[name];
    if (before === undefined) fields[name] = value;
    else fields[name] = [before, value].flat();
  }
  return fields;
}

type Field = (name: string) => string | undefined;

/** Where and when a callback came. `digest` names it when it carries no message id. */
export interface Arrival {
  url: URL;
  /** The only place media is believed to live at. */
  mediaOrigin: string;
  at: Date;
  digest: string;
}

/** A verified callback in our words. */
export function fromForm(form: Record<string, string | string[]>, arrival: Arrival): Inbound {
  const { url, mediaOrigin, at, digest } = arrival;
  const raw = form;
  const field: Field = (name) => [form[name]].flat()[0];
  const sid = field("MessageSid") ?? field("SmsSid");
  const word = field("MessageStatus") ?? field("SmsStatus");
  if (sid && field("From") && (word === undefined || word === "received") && isText(field)) {
    return inboundMessage(field, sid, mediaOrigin, at);
  }
  if (sid && word) return receipt(field, { sid, word, key: url.searchParams.get("key"), at, raw });
  return { kind: "unknown", eventId: digest, at, status: word ?? field("EventType") ?? "", raw };
}

const isText = (field: Field) => field("Body") !== undefined || field("NumMedia") !== undefined;

interface Callback {
  sid: string;
  word: string;
  key: string | null;
  at: Date;
  raw: Record<string, string | string[]>;
}

function receipt(field: Field, { sid, word, key, at, raw }: Callback): ReceiptInbound | UnknownInbound {
  const code = field("ErrorCode");
  const eventId = `${sid}:${word}:${code ?? ""}`;
  const kind = Object.hasOwn(TWILIO_STATUSES, word) ? TWILIO_STATUSES[word] : undefined;
  if (kind === undefined) return { kind: "unknown", eventId, at, status: word, raw };

  // The carrier's own time has minutes only and no zone: evidence, not an instant.
  const done = field("RawDlrDoneDate");
  const detail = [done && `RawDlrDoneDate ${done}`, field("ChannelStatusMessage")].filter(Boolean).join("; ");
  const address = field("To");
  return {
    kind: "receipt",
    receipt: kind,
    eventId,
    at,
    ref: sid,
    status: word,
    raw,
    ...(key ? { key } : {}),
    ...(code ? { code } : {}),
    ...(detail ? { detail } : {}),
    ...(address ? { address } : {}),
    ...(kind === "failed" ? failure(code) : {}),
  };
}

/** What Twilio says of a text when asked, under the same id as the callback that did not come. */
export function statusOf(
  sid: string,
  said: { status: string; errorCode: number | null; to: string | null; dateUpdated: Date | null },
  now: Date,
): ReceiptInbound | UnknownInbound {
  const fields: Record<string, string | undefined> = {
    To: said.to ?? undefined,
    ErrorCode: said.errorCode ? String(said.errorCode) : undefined,
  };
  const at = said.dateUpdated && said.dateUpdated < now ? said.dateUpdated : now;
  const raw = { asked: "true", status: said.status };
  return receipt((name) => fields[name], { sid, word: said.status, key: null, at, raw });
}

function failure(code: string | undefined): Pick<ReceiptInbound, "reason" | "soft" | "closes"> {
  const { reason, retry, closes } = meaningOf(code);
  return { reason, soft: retry, closes: closes ?? false };
}

const OPT_OUT_TYPES = ["STOP", "START", "HELP"] as const;

function inboundMessage(field: Field, sid: string, mediaOrigin: string, at: Date): MessageInbound {
  const optOutType = OPT_OUT_TYPES.find((type) => type === field("OptOutType"));
  const fromName = field("ProfileName");
  return {
    kind: "message",
    channel: "SMS",
    eventId: sid,
    ref: sid,
    at,
    from: field("From") ?? "",
    // A clinic may have the service as its sender, and none of the numbers in it.
    to: [field("To"), field("MessagingServiceSid")].flatMap((address) => address ?? []),
    text: field("Body") ?? "",
    attachments: media(field, mediaOrigin),
    ...(fromName ? { fromName } : {}),
    ...(optOutType ? { optOutType } : {}),
  };
}

function media(field: Field, origin: string): InboundAttachment[] {
  const count = Math.min(Number(field("NumMedia")) || 0, 10);
  return Array.from({ length: count }, (_, index) => {
    const url = field(`MediaUrl${index}`);
    const contentType = field(`MediaContentType${index}`) ?? "application/octet-stream";
    return { url, contentType, filename: `media-${index + 1}` };
  }).flatMap(({ url, ...rest }) => (url && originOf(url) === origin ? [{ ...rest, url }] : []));
}

const originOf = (url: string) => (URL.canParse(url) ? new URL(url).origin : "");
