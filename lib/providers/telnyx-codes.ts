import { type CodeMeaning, dead, later, never } from "@/lib/providers/code-meaning";
import type { ReceiptKind } from "@/lib/providers/port";

/** Telnyx's word → ours. Without a carrier's receipt (`delivery_unconfirmed`) a text may have arrived: it rests at sent. */
export const TELNYX_STATUSES: Readonly<Record<string, ReceiptKind>> = {
  queued: "queued",
  sending: "queued",
  sent: "sent",
  delivery_unconfirmed: "sent",
  delivered: "delivered",
  read: "opened",
  sending_failed: "failed",
  delivery_failed: "failed",
  expired: "failed",
};

/** Telnyx's codes, synchronous and in webhooks alike. Source: docs/providers/telnyx.md, [err]. */
export const TELNYX_CODES: Readonly<Record<number, CodeMeaning>> = {
  // the recipient, for good
  10002: dead("number_invalid"),
  10016: dead("number_invalid"),
  40001: dead("landline"),
  40012: dead("number_invalid"),
  40310: dead("number_invalid"),
  40300: never("opted_out"),
  40309: never("unreachable_route"),

  // the recipient, perhaps for a while
  40004: later("carrier_refused"),
  40005: later("phone_off"),
  40006: later("phone_off"),
  40007: never("unreachable_route"),
  40008: later("carrier_refused"),
  40014: later("expired_in_queue"),

  // what we wrote
  10003: never("malformed"),
  10004: never("malformed"),
  10015: never("malformed"),
  10023: never("malformed"),
  40002: later("content_refused"),
  40009: never("content_refused"),
  40015: never("content_refused"),
  40301: never("malformed"),
  40302: never("too_large"),
  40316: never("malformed"),
  40317: never("media_refused"),
  40319: never("malformed"),
  40322: never("content_refused"),
  40328: never("too_large"),

  // our sender
  10001: never("sender_not_ready"),
  40003: never("sender_not_ready"),
  40010: never("sender_not_ready"),
  40013: never("sender_not_ready"),
  40305: never("sender_not_ready"),
  40308: never("sender_not_ready"),
  40311: never("sender_not_ready"),
  40312: never("sender_not_ready"),
  40313: never("sender_not_ready"),
  40315: later("sender_not_ready"),
  40320: later("sender_not_ready"),
  40321: later("sender_not_ready"),
  40329: never("sender_not_ready"),
  40330: never("sender_not_ready"),

  // our account
  10009: never("credentials"),
  10010: never("credentials"),
  40314: never("credentials"),
  40331: never("credentials"),
  40333: never("credentials"),

  // too much, too fast
  10011: later("rate_limited"),
  40011: later("rate_limited"),
  40318: later("rate_limited"),

  // Telnyx in trouble
  10007: later("service_down"),
  10008: later("service_down"),
};

/** The meaning of a code; one we have never seen is not retried and closes nothing. */
export function telnyxMeaning(code: number | string | null | undefined): CodeMeaning {
  return TELNYX_CODES[Number(code)] ?? never("other");
}
