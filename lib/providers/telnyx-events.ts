import { z } from "zod";
import type { Inbound, InboundAttachment, MessageInbound, ReceiptInbound } from "@/lib/providers/port";
import { TELNYX_STATUSES, telnyxMeaning } from "@/lib/providers/telnyx-codes";

const party = z.looseObject({ phone_number: z.string().default(""), status: z.string().optional() });
const fault = z.looseObject({
  code: z.coerce.string(),
  title: z.string().optional(),
  detail: z.string().optional(),
});
const picture = z.looseObject({ url: z.string(), content_type: z.string().optional() });

const Payload = z.looseObject({
  id: z.string().min(1),
  direction: z.string().optional(),
  from: party.optional(),
  to: z.array(party).default([]),
  text: z.string().nullish(),
  media: z.array(picture).nullish(),
  errors: z.array(fault).nullish(),
  webhook_url: z.string().nullish(),
  received_at: z.string().nullish(),
  autoresponse_type: z.string().nullish(),
});
type Payload = z.infer<typeof Payload>;

const Event = z.looseObject({
  data: z.looseObject({
    event_type: z.string(),
    id: z.string().min(1),
    occurred_at: z.string().optional(),
    payload: Payload,
  }),
});

/** A verified webhook body in our words. `digest` names it when it carries no event id of its own. */
export function fromTelnyx(
  body: unknown,
  arrival: { at: Date; digest: string; isOurs(url: string): boolean },
): Inbound {
  const read = Event.safeParse(body);
  if (!read.success) {
    return { kind: "unknown", eventId: arrival.digest, at: arrival.at, status: "unreadable", raw: body };
  }
  const { event_type: type, id, occurred_at, payload } = read.data.data;
  const told = occurred_at ? new Date(occurred_at) : arrival.at;
  const at = Number.isNaN(told.getTime()) ? arrival.at : told;
  if (type === "message.received") return message(at, payload, arrival.isOurs);
  if (type === "message.sent" || type === "message.finalized") return receipt(id, at, payload, body);
  return { kind: "unknown", eventId: id, at, status: type, raw: body };
}

function receipt(eventId: string, at: Date, payload: Payload, raw: unknown): Inbound {
  const [to] = payload.to;
  const status = to?.status ?? "";
  const kind = Object.hasOwn(TELNYX_STATUSES, status) ? TELNYX_STATUSES[status] : undefined;
  if (kind === undefined) return { kind: "unknown", eventId, at, status, raw };
  const error = payload.errors?.[0];
  const key = keyIn(payload.webhook_url);
  return {
    kind: "receipt",
    receipt: kind,
    eventId,
    at,
    ref: payload.id,
    status,
    raw,
    ...(key ? { key } : {}),
    ...(error ? { code: error.code, detail: (error.detail ?? error.title ?? "").slice(0, 300) } : {}),
    ...(to?.phone_number ? { address: to.phone_number } : {}),
    ...(kind === "failed" ? failure(error?.code) : {}),
  };
}

/** Our attempt id from the address in the signed body; the one the request came to is not signed. */
function keyIn(url: string | null | undefined): string | null {
  return url && URL.canParse(url) ? new URL(url).searchParams.get("key") : null;
}

function failure(code: string | undefined): Pick<ReceiptInbound, "reason" | "soft" | "closes"> {
  const { reason, retry, closes } = telnyxMeaning(code);
  return { reason, soft: retry, closes: closes ?? false };
}

/** A text as Telnyx's API tells it when asked; null: it is none that came in. */
export function toldText(payload: unknown, isOurs: (url: string) => boolean): MessageInbound | null {
  const { data } = Payload.safeParse(payload);
  const at = new Date(data?.received_at ?? "");
  if (data?.direction !== "inbound" || Number.isNaN(at.getTime())) return null;
  return message(at, data, isOurs);
}

const KEYWORDS = ["STOP", "START", "HELP"] as const;

function message(at: Date, payload: Payload, isOurs: (url: string) => boolean): MessageInbound {
  const answered = KEYWORDS.find((word) => word === payload.autoresponse_type?.toUpperCase());
  return {
    kind: "message",
    channel: "SMS",
    // The message's own id, not the event's: asked for later, Telnyx names no event.
    eventId: payload.id,
    ref: payload.id,
    ...(answered ? { optOutType: answered } : {}),
    at,
    from: payload.from?.phone_number ?? "",
    to: payload.to.map(({ phone_number }) => phone_number),
    text: payload.text ?? "",
    attachments: (payload.media ?? [])
      .slice(0, 10)
      .flatMap(({ url, content_type }, index): InboundAttachment[] =>
        isOurs(url)
          ? [{ url, contentType: content_type ?? "application/octet-stream", filename: `media-${index + 1}` }]
          : [],
      ),
  };
}
