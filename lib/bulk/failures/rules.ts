/** What a cause means for the clinic and what helps, as for a single message (lib/messages/words), in a line for many. */
const CAUSES: Record<string, { words: string; helps: string }> = {
  landline: { words: "Landlines, which get no texts", helps: "Email or call them, or add a mobile number." },
  number_gone: { words: "Numbers no longer in service", helps: "Ask them for a new one." },
  number_invalid: { words: "Numbers that cannot exist", helps: "Ask them for the right one." },
  phone_off: { words: "Phones that stayed off or out of range", helps: "Call, or send again." },
  opted_out: {
    words: "Blocked, because they stopped our texts",
    helps: "Only they can turn texts on again.",
  },
  carrier_refused: { words: "Refused by the phone company", helps: "Their numbers are fine: try email." },
  content_refused: { words: "Refused for its words", helps: "Change the words; Setup health has the cause." },
  sender_not_ready: { words: "Our number is not registered", helps: "An admin mends it in Setup health." },
  unreachable_route: { words: "Numbers that cannot be reached from here", helps: "Try email, or call." },
  mailbox_unknown: { words: "Mail addresses that do not exist", helps: "Ask them for a new one." },
  mailbox_full: { words: "Full mailboxes", helps: "Text or call them." },
  address_invalid: { words: "Mail addresses that cannot exist", helps: "Ask them for the right one." },
  mail_refused: { words: "Refused by the mail company", helps: "Text or call them." },
  service_down: { words: "The service did not answer for too long", helps: "Send again." },
  credentials: { words: "Our account was refused", helps: "An admin mends it in Setup health." },
  expired: { words: "Could not go before it expired", helps: "Send again if it still matters." },
};
const OTHER = { words: "Not delivered for other causes", helps: "Look at each one." };

/** The cause of many failures at once, and its remedy. */
export const causeOf = (reason: string) => CAUSES[reason] ?? OTHER;
