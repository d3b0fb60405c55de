import { type CodeMeaning, dead, later, never } from "@/lib/providers/code-meaning";

/** Twilio's codes, synchronous and in callbacks alike. Source: twilio.com/docs/api/errors. */
export const TWILIO_CODES: Readonly<Record<number, CodeMeaning>> = {
  // the recipient, for good
  21211: dead("number_invalid"),
  21214: dead("number_invalid"),
  21217: dead("number_invalid"),
  21614: dead("landline"),
  21612: dead("unreachable_route"),
  30005: dead("number_gone"),
  30006: dead("landline"),
  21610: never("opted_out"),
  30011: never("media_refused"),

  // the recipient, perhaps for a while
  30003: later("phone_off"),
  30004: later("carrier_refused"),
  30008: later("other"),
  30017: later("carrier_refused"),
  30036: later("expired_in_queue"),

  // what we wrote
  21602: never("malformed"),
  21604: never("malformed"),
  21609: never("malformed"),
  21617: never("too_large"),
  21618: never("content_refused"),
  21620: never("media_refused"),
  21623: never("media_refused"),
  21624: never("malformed"),
  30007: never("content_refused"),
  30012: never("malformed"),
  30013: never("malformed"),
  30019: never("too_large"),

  // the files that went with it: not typed as it says, too large for the carrier, or not fetched from us in time
  11200: later("media_unreached"),
  11205: later("media_unreached"),
  11751: never("too_large"),
  12300: never("media_refused"),
  63019: later("media_unreached"),

  // our sender
  21212: never("sender_not_ready"),
  21408: never("unreachable_route"),
  21603: never("sender_not_ready"),
  21606: never("sender_not_ready"),
  21608: never("sender_not_ready"),
  21616: never("sender_not_ready"),
  21621: never("sender_not_ready"),
  21622: never("sender_not_ready"),
  21657: never("sender_not_ready"),
  21659: never("sender_not_ready"),
  21701: never("sender_not_ready"),
  21702: never("sender_not_ready"),
  21703: never("sender_not_ready"),
  21704: never("sender_not_ready"),
  21705: never("sender_not_ready"),
  30010: never("unreachable_route"),
  30018: never("sender_not_ready"),
  30024: never("sender_not_ready"),
  30032: never("sender_not_ready"),
  30033: never("sender_not_ready"),
  30034: never("sender_not_ready"),
  30035: later("sender_not_ready"),

  // our account
  20003: never("credentials"),
  20005: never("credentials"),
  20403: never("credentials"),
  20404: never("credentials"),
  30002: never("credentials"),

  // too much, too fast
  20429: later("rate_limited"),
  21611: later("rate_limited"),
  30001: later("rate_limited"),
  30022: later("rate_limited"),
  30023: later("daily_limit"),
  30027: later("daily_limit"),
  30450: later("carrier_refused"),

  // Twilio or the carrier in trouble
  20500: later("service_down"),
  20503: later("service_down"),
  30020: later("service_down"),
  30021: later("service_down"),
  30410: later("service_down"),
};

/** The meaning of a code; one we have never seen is not retried and closes nothing. */
export function meaningOf(code: number | string | null | undefined): CodeMeaning {
  return TWILIO_CODES[Number(code)] ?? never("other");
}
