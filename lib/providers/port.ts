import type { AccountAnswer, Knocked } from "@/lib/providers/account/schema";
import type { AttemptTrace } from "@/lib/providers/attempt-trace";
import type { InboundQuery } from "@/lib/providers/inbound-query";
import type { MailAbout } from "@/lib/providers/mail-port";
import type { Media } from "@/lib/providers/media";

/**
 * The one way out: what a vendor must be able to do for us, in our words.
 * A refusal by a vendor is a value; only a bug throws.
 */

/** Why a vendor (or the network behind it) did not deliver. Staff read these as sentences (`lib/messages/words`). */
export const FAILURE_REASONS = [
  "landline",
  "number_gone",
  "number_invalid",
  "phone_off",
  "opted_out",
  "carrier_refused",
  "content_refused",
  "sender_not_ready",
  "unreachable_route",
  "expired_in_queue",
  "mailbox_unknown",
  "mailbox_full",
  "address_invalid",
  "mail_refused",
  "suppressed_at_vendor",
  "device_gone",
  "too_large",
  "media_refused",
  "media_unreached",
  "malformed",
  "credentials",
  "rate_limited",
  "daily_limit",
  "service_down",
  "not_configured",
  "unconfirmed",
  "other",
] as const;
export type FailureReason = (typeof FAILURE_REASONS)[number];

/** What became of one hand-off. `notBefore` is the vendor's Retry-After as an instant. */
export type Outcome =
  | { kind: "accepted"; ref: string }
  | {
      kind: "rejected";
      retry: boolean;
      reason: FailureReason;
      notBefore?: Date;
      /** The address itself is dead (no such number, a landline, an app that is gone): close it. */
      closes?: boolean;
      code?: string;
      detail?: string;
    };

/**
 * Ends of the road a vendor can report. `soft` marks a temporary failure. `closes` says the address itself is dead
 * (stop using it until a person confirms it).
 */
export const RECEIPT_KINDS = [
  "queued",
  "sent",
  "deferred",
  "delivered",
  "failed",
  "bounced",
  "opened",
  "clicked",
  "unsubscribed",
  "resubscribed",
  "complained",
  "cancelled",
] as const;
export type ReceiptKind = (typeof RECEIPT_KINDS)[number];

/** A receipt in our words. `key` is our attempt id when the vendor carried it back; `ref` is the vendor's own id. */
export interface ReceiptInbound {
  kind: "receipt";
  receipt: ReceiptKind;
  /** De-duplication key, unique per provider for ever. */
  eventId: string;
  at: Date;
  key?: string;
  ref?: string;
  reason?: FailureReason;
  soft?: boolean;
  closes?: boolean;
  /** An open or click that a machine made (Apple MPP, a scanner). */
  machine?: boolean;
  /** The vendor's own status word and error code, kept as evidence. */
  status: string;
  code?: string;
  detail?: string;
  /** The address the vendor names (E.164 or email), for suppression when no attempt is known. */
  address?: string;
  /** The vendor made it up, to try the way to us: it speaks of nobody. */
  test?: true;
  /** The vendor's own fields, as evidence. */
  raw?: unknown;
}

export interface InboundAttachment {
  filename: string;
  contentType: string;
  /** Exactly one of `content` (mail) and `url` (MMS media at the vendor) is set. */
  content?: Uint8Array;
  url?: string;
  contentId?: string;
}

/** A message from the outside. Nothing in it is trusted: addresses are raw, HTML is unsafe. */
export interface MessageInbound {
  kind: "message";
  channel: "SMS" | "EMAIL";
  eventId: string;
  /** The vendor's id of a text. Of a mail its Message-ID, a blank, and what tells it from others that bear the same one. */
  ref: string;
  at: Date;
  from: string;
  fromName?: string;
  /** All addresses it was delivered to (envelope recipients for mail). */
  to: string[];
  subject?: string;
  text: string;
  html?: string;
  attachments: InboundAttachment[];
  /** Twilio has already acted on and answered this keyword itself (Advanced Opt-Out). */
  optOutType?: "STOP" | "START" | "HELP";
  /** It was read from the vendor's list, because its webhook never reached us. */
  wasMissed?: true;
  mail?: MailAbout;
}

/** Something signed that we do not understand: stored and shown, never guessed at. */
export interface UnknownInbound {
  kind: "unknown";
  eventId: string;
  at: Date;
  status: string;
  /** What came, so that a person or a later version can read it: the vendor's fields, or the body as base64. */
  raw?: unknown;
}

export type Inbound = ReceiptInbound | MessageInbound | UnknownInbound;

/** A webhook request exactly as it came: `url` is the public URL (PUBLIC_URL + path + query), `body` the raw bytes. */
export interface SignedRequest {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: Uint8Array;
}

export interface SmsMessage {
  channel: "SMS";
  to: string;
  /** E.164 sender, or a Messaging Service id (MG…). */
  from: string;
  body: string;
  /** Where the vendor fetches what goes with it. With one it is an MMS: one message, never split. */
  mediaUrls?: string[];
  /** Seconds the vendor may keep it queued; ends before the patient's sending window does. */
  validitySeconds?: number;
}

export interface EmailMessage {
  channel: "EMAIL";
  to: { email: string; name?: string };
  from: { email: string; name?: string };
  replyTo?: { email: string; name?: string };
  subject: string;
  text: string;
  html?: string;
  /** Mail headers (List-Unsubscribe, References …). */
  headers?: Record<string, string>;
  attachments?: { filename: string; contentType: string; content: Uint8Array; contentId?: string }[];
  trackOpens?: boolean;
  trackClicks?: boolean;
}

export interface PushMessage {
  channel: "PUSH";
  token: string;
  title: string;
  body: string;
  data?: Record<string, string>;
  badge?: number;
  collapseKey?: string;
  link?: string;
  /** How long it may wait for a device that is off; not given: as long as the vendor keeps it. */
  validitySeconds?: number;
}

export type OutboundMessage = SmsMessage | EmailMessage | PushMessage;

export interface Provider<M extends OutboundMessage = OutboundMessage> {
  readonly name: string;
  /** The clinic whose own account this is; absent: the installation's. */
  readonly ownerId?: string;
  readonly channel: M["channel"];
  /** How an unknown outcome can be settled. */
  readonly proof: "receipt" | "list" | "collapse" | "none";
  /** `key` is our attempt id. `null`: the request left, no answer came; the outcome is unknown. */
  send(message: M, options: { key: string; signal?: AbortSignal }): Promise<Outcome | null>;
  /** Verifies the signature on the raw body (throws `SignatureError`), then speaks our words. */
  receive?(request: SignedRequest): Promise<Inbound[]>;
  /** What `receive` could not understand then (`UnknownInbound`), read with the words that this version knows. */
  reread?(kept: UnknownInbound): Inbound | Promise<Inbound>;
  find?(attempt: AttemptTrace): Promise<{ ref: string } | "absent" | "cannot tell">;
  /**
   * What patients wrote to one of our addresses (a Messaging Service: to any number in it) since then and we do not have,
   * oldest first, marked `wasMissed`. Throws when the list cannot be read. Absent where the vendor keeps no such list.
   */
  listInbound?(query: InboundQuery): Promise<MessageInbound[]>;
  /** What became of something it accepted, as the receipt that did not come; null: it cannot say now. */
  ask?(ref: string): Promise<ReceiptInbound | UnknownInbound | null>;
  /** The bytes behind the address of an inbound attachment. Never asks an address that is not the vendor's own. */
  fetchMedia?(url: string): Promise<Media>;
  cancel?(ref: string): Promise<void>;
  erase?(ref: string): Promise<void>;
  /** Whether these credentials work. */
  check?(): Promise<AccountAnswer>;
  /** What the vendor says of the way to this address of ours; where it can, it posts a signed test event there now. */
  knock?(url: string): Promise<Knocked>;
  /**
   * Takes an address off the vendor's own lists of refused ones: of those only that tell of a dead mailbox, or of what its
   * owner said there as well. Throws `VendorRefusal`.
   */
  reopen?(address: string, lists: "bounces" | "all"): Promise<void>;
}
