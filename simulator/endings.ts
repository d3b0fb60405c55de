/**
 * The magic endings: the recipient chooses what happens. Only +1 500 555 xxxx and @sim.example have one; everyone else
 * is delivered. Times are in beats (one beat is `deliverAfterMs`, 200 ms unless changed).
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

export interface MailStep {
  event:
    | "processed"
    | "delivered"
    | "deferred"
    | "bounce"
    | "dropped"
    | "open"
    | "click"
    | "spamreport"
    | "unsubscribe";
  at: number;
  fields?: Record<string, unknown>;
  /** Late bounces come without SendGrid's own message id. */
  anonymous?: boolean;
}

export interface MailEnding {
  says: string;
  steps: MailStep[];
}

const processed: MailStep = { event: "processed", at: 0.2 };
const arrived: MailStep = {
  event: "delivered",
  at: 1,
  fields: { response: "250 2.0.0 OK", tls: 1, ip: "167.89.17.173" },
};
export const MAIL_DELIVERED: MailStep[] = [processed, arrived];

const bounced = (type: string, status: string, reason: string, classification: string, at = 1): MailStep => ({
  event: "bounce",
  at,
  fields: {
    type,
    reason: `${status.startsWith("4") ? 450 : 550} ${status} ${reason}`,
    status,
    bounce_classification: classification,
  },
});
const unknown = (at = 1) =>
  bounced("bounce", "5.1.1", "This email account does not exist.", "Invalid Address", at);
const full = bounced("blocked", "5.2.2", "The recipient's mailbox is full.", "Mailbox Unavailable");
const refused = bounced("blocked", "5.7.1", "Rejected due to local policy.", "Reputation");
const expired = bounced("blocked", "4.4.7", "Delivery time expired.", "Technical", 8);
const deferred = (at: number, attempt: number): MailStep => ({
  event: "deferred",
  at,
  fields: { response: "451 4.3.0 Temporary server error. Please try again later.", attempt: String(attempt) },
});
const dropped = (reason: string): MailStep[] => [
  { event: "dropped", at: 0.5, fields: { reason, status: "5.0.0" } },
];
/** What SendGrid makes of mail to a mailbox that bounced before, until somebody takes it off the list. */
export const MAIL_DROPPED = dropped("Bounced Address");
const human = { useragent: "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X)", ip: "203.0.113.7" };
const opened: MailStep = { event: "open", at: 3, fields: human };
const openedByMachine: MailStep = {
  event: "open",
  at: 1.5,
  fields: { useragent: "Mozilla/5.0", ip: "17.58.98.1", sg_machine_open: true },
};
const clicked: MailStep = { event: "click", at: 4, fields: human };
const late = { ...unknown(10), anonymous: true };

const mail = (says: string, ...steps: MailStep[]): MailEnding => ({ says, steps });

/** By the part before the @ (up to the first `+`, `-` or `.`) of an @sim.example address. */
export const MAIL_ENDINGS: Record<string, MailEnding> = {
  bounce: mail("unknown mailbox, hard bounce", processed, unknown()),
  full: mail("mailbox full (blocked)", processed, full),
  blocked: mail("refused by policy (blocked)", processed, refused),
  dropped: mail("dropped: bounced before", ...dropped("Bounced Address")),
  droppedspam: mail("dropped: reported spam before", ...dropped("Spam Reporting Address")),
  droppedunsubscribed: mail("dropped: unsubscribed before", ...dropped("Unsubscribed Address")),
  invalid: mail("dropped: not an address", ...dropped("Invalid")),
  deferred: mail("deferred twice, then delivered", processed, deferred(1, 1), deferred(3, 2), {
    ...arrived,
    at: 6,
  }),
  expired: mail(
    "deferred three times, then given up",
    processed,
    deferred(1, 1),
    deferred(3, 2),
    deferred(5, 3),
    expired,
  ),
  silent: mail("accepted, no event ever"),
  processed: mail("processed, and then nothing", processed),
  late: mail("delivered, then a late hard bounce", ...MAIL_DELIVERED, late),
  opens: mail("delivered, then opened", ...MAIL_DELIVERED, opened),
  machine: mail("delivered, then opened by a machine", ...MAIL_DELIVERED, openedByMachine),
  clicks: mail("delivered, opened, first link clicked", ...MAIL_DELIVERED, opened, clicked),
  spam: mail("delivered, then marked as spam", ...MAIL_DELIVERED, { event: "spamreport", at: 3 }),
  unsubscribes: mail("delivered, then unsubscribed", ...MAIL_DELIVERED, { event: "unsubscribe", at: 3 }),
  slow: mail("delivered after 50 beats (10 s)", processed, { ...arrived, at: 50 }),
};

export function mailEnding(to: string): MailEnding | null {
  const local = /^([^@]+)@sim\.example$/i.exec(to)?.[1]?.toLowerCase();
  return local ? (MAIL_ENDINGS[local] ?? MAIL_ENDINGS[local.split(/[-+.]/)[0] ?? ""] ?? null) : null;
}

export interface PushEnding {
  says: string;
  status: number;
  /** FCM's canonical status, its own error code, and its sentence. */
  canonical: string;
  errorCode: string;
  message: string;
}

function push(
  status: number,
  canonical: string,
  errorCode: string,
  message: string,
  says: string,
): PushEnding {
  return { says, status, canonical, errorCode, message };
}
const malformed = "The registration token is not a valid FCM registration token";
const away = "The service is currently unavailable.";
const keyProblem = "Auth error from APNS or Web Push Service";

/** By how the device token begins. */
export const PUSH_ENDINGS: Record<string, PushEnding> = {
  "sim-unregistered": push(
    404,
    "NOT_FOUND",
    "UNREGISTERED",
    "Requested entity was not found.",
    "app removed",
  ),
  "sim-invalid": push(400, "INVALID_ARGUMENT", "INVALID_ARGUMENT", malformed, "malformed token"),
  "sim-mismatch": push(
    403,
    "PERMISSION_DENIED",
    "SENDER_ID_MISMATCH",
    "SenderId mismatch",
    "another project's token",
  ),
  "sim-quota": push(
    429,
    "RESOURCE_EXHAUSTED",
    "QUOTA_EXCEEDED",
    "Quota exceeded.",
    "too many to this device",
  ),
  "sim-unavailable": push(503, "UNAVAILABLE", "UNAVAILABLE", away, "service unavailable"),
  "sim-internal": push(500, "INTERNAL", "INTERNAL", "Internal error encountered.", "internal error"),
  "sim-apns": push(401, "UNAUTHENTICATED", "THIRD_PARTY_AUTH_ERROR", keyProblem, "APNs key problem"),
};

export function pushEnding(token: string): PushEnding | null {
  const prefix = Object.keys(PUSH_ENDINGS).find((name) => token.startsWith(name));
  return prefix ? (PUSH_ENDINGS[prefix] ?? null) : null;
}
