/**
 * The magic endings of texts: the recipient chooses what happens. Only +1 500 555 xxxx has one; everyone else is
 * delivered. Times are in beats (one beat is `deliverAfterMs`, 200 ms unless changed).
 */

export type FinalStatus = "sent" | "delivered" | "undelivered" | "failed";

export interface TextStep {
  status: FinalStatus;
  at: number;
  code?: number;
}

export interface TextEnding {
  says: string;
  /** Refused at once with this Twilio error code. */
  refuse?: number;
  /** One list of steps for each send to the number, in turn. */
  turns?: TextStep[][];
  /** The API itself answers this late, in ms. */
  answerAfterMs?: number;
  /** Every callback is posted this many times. */
  copies?: number;
  /** Callbacks are posted in the wrong order. */
  reversed?: boolean;
}

const sent: TextStep = { status: "sent", at: 0.3 };
const delivered: TextStep = { status: "delivered", at: 1 };
const fails = (code: number, at = 1): TextStep => ({ status: "undelivered", at, code });

export const DELIVERED: TextStep[] = [sent, delivered];

/** By the last four digits of +1 500 555 xxxx. */
export const TEXT_ENDINGS: Record<string, TextEnding> = {
  "0001": { says: "invalid number, refused at once (21211)", refuse: 21211 },
  "0002": { says: "no route, refused at once (21612)", refuse: 21612 },
  "0003": { says: "country not allowed, refused at once (21408)", refuse: 21408 },
  "0004": { says: "opted out, refused at once (21610)", refuse: 21610 },
  "0009": { says: "not a mobile, refused at once (21614)", refuse: 21614 },
  "0429": { says: "too many requests, refused at once (20429)", refuse: 20429 },
  "3003": { says: "phone off or out of range (30003)", turns: [[sent, fails(30003)]] },
  "3004": { says: "blocked by the phone company (30004)", turns: [[sent, fails(30004)]] },
  "3005": { says: "number gone, permanent (30005)", turns: [[sent, fails(30005)]] },
  "3006": { says: "landline (30006)", turns: [[sent, fails(30006)]] },
  "3007": { says: "filtered by the phone company (30007)", turns: [[sent, fails(30007)]] },
  "3008": { says: "unknown error (30008)", turns: [[sent, fails(30008)]] },
  "3034": { says: "unregistered sender (30034)", turns: [[fails(30034)]] },
  "3036": {
    says: "waited too long in the queue (30036)",
    turns: [[{ status: "failed", at: 3, code: 30036 }]],
  },
  "2610": { says: "opted out, told afterwards (21610)", turns: [[{ status: "failed", at: 1, code: 21610 }]] },
  "4001": {
    says: "phone off at every first try, delivered at every second",
    turns: [[sent, fails(30003)], DELIVERED],
  },
  "4002": { says: "silence: accepted, no receipt ever", turns: [[]] },
  "4003": { says: "sent, and then nothing", turns: [[sent]] },
  "4004": {
    says: "undelivered, then delivered after all",
    turns: [[sent, fails(30008), { ...delivered, at: 5 }]],
  },
  "4005": { says: "delivered, then a late failure (30005)", turns: [[...DELIVERED, fails(30005, 10)]] },
  "4006": {
    says: "slow: delivered after 50 beats (10 s)",
    turns: [
      [
        { ...sent, at: 25 },
        { ...delivered, at: 50 },
      ],
    ],
  },
  "4007": { says: "the API answers after 5 s, then delivered", turns: [DELIVERED], answerAfterMs: 5000 },
  "4008": { says: "receipts in the wrong order", turns: [DELIVERED], reversed: true },
  "4009": { says: "every receipt three times", turns: [DELIVERED], copies: 3 },
};

/** +1 500 555 3NNN not in the table fails with 30NNN, +1 500 555 1NNN is refused with 21NNN. */
export function textEnding(to: string): TextEnding | null {
  const digits = /^\+1500555(\d{4})$/.exec(to)?.[1];
  if (!digits) return null;
  const named = TEXT_ENDINGS[digits];
  if (named) return named;
  const code = Number(digits.slice(1));
  if (digits.startsWith("3") && code > 0)
    return { says: `fails with ${30_000 + code}`, turns: [[sent, fails(30_000 + code)]] };
  if (digits.startsWith("1") && code > 0)
    return { says: `refused with ${21_000 + code}`, refuse: 21_000 + code };
  return null;
}
