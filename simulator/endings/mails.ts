/** The magic endings of mail: only @sim.example has one; everyone else is delivered. Times are in beats. */

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
