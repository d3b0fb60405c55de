import { describe, expect, test } from "vitest";
import { RULE_NAMES } from "@/lib/delivery/schema";
import { badgeOf } from "@/lib/messages/words/badge";
import type { WordFacts } from "@/lib/messages/words/facts";
import { FAILURE_REASONS } from "@/lib/providers/port";

const DENVER = "America/Denver";
/** Monday 15 June 2026, 10:04 AM in Denver. */
const NOW = new Date("2026-06-15T16:04:00Z");

const facts = (changes: Partial<WordFacts>): WordFacts => ({
  channel: "SMS",
  status: "FAILED",
  reason: null,
  evidence: {},
  name: "Maria",
  zone: DENVER,
  clinicZone: DENVER,
  clinicPhone: "+13035550100",
  to: "+13035550142",
  until: null,
  lastInboundAt: null,
  unknownSince: null,
  openedAt: null,
  clickedAt: null,
  now: NOW,
  ...changes,
});

/** The table of words.md (staff, 1 to 14). The hub keeps no pronoun of a patient, so the name stands for it. */
const TABLE: [string, Partial<WordFacts>, string][] = [
  [
    "landline",
    { reason: "landline" },
    "Not delivered: (303) 555-0142 is a landline and cannot get texts. Email Maria, call, or add a mobile number.",
  ],
  [
    "number gone",
    { reason: "number_gone", name: "Tom" },
    "Not delivered: this number is no longer in service. We stopped texting it. Ask Tom for a new one.",
  ],
  [
    "phone off, still trying",
    { reason: "phone_off", status: "PENDING", until: new Date("2026-06-15T20:40:00Z") },
    "Not delivered yet: Maria's phone was off or out of range. We will try again at 2:40 PM.",
  ],
  [
    "carrier refusal",
    { reason: "carrier_refused" },
    "Not delivered: the phone company refused this text. Maria's number is fine. Try email; your admin sees the cause in Setup health.",
  ],
  [
    "mistyped mail domain",
    { reason: "mailbox_unknown", status: "BOUNCED", channel: "EMAIL", to: "maria@gnail.com" },
    "Not delivered: maria@gnail.com does not exist. Did Maria mean gmail.com? Fix and send again.",
  ],
  [
    "mailbox full, still trying",
    {
      reason: "mailbox_full",
      status: "PENDING",
      channel: "EMAIL",
      evidence: { giveUpAt: "2026-06-18T16:04:00Z" },
    },
    "Not delivered yet: Maria's mailbox is full. We will keep trying until Thursday 10:04 AM.",
  ],
  [
    "refused by the phone company, still trying",
    { reason: "carrier_refused", status: "PENDING", until: new Date("2026-06-15T20:40:00Z") },
    "Not delivered yet: the phone company refused this text. Maria's number is fine. We will try again at 2:40 PM.",
  ],
  [
    "service down",
    { reason: "service_down", status: "PENDING" },
    "Waiting: the text service is not answering. Your message is safe and goes out when it is back. Please do not send it again.",
  ],
  [
    "held",
    {
      reason: "quiet_hours",
      status: "SCHEDULED",
      name: "Nora",
      zone: "Europe/Madrid",
      now: new Date("2026-06-15T04:12:00Z"),
      until: new Date("2026-06-15T06:00:00Z"),
      evidence: { byMail: true },
    },
    "It is 6:12 AM for Nora (Madrid). This text goes out at 8:00 AM Nora's time. Email can go now.",
  ],
  [
    "held, but she wrote",
    {
      reason: "quiet_hours",
      status: "SCHEDULED",
      now: new Date("2026-06-16T03:52:00Z"),
      lastInboundAt: new Date("2026-06-16T03:40:00Z"),
      evidence: { waitingUntil: "2026-06-16T04:40:00.000Z" },
      until: new Date("2026-06-16T14:00:00Z"),
    },
    "It is 9:52 PM for Maria. Maria wrote 12 minutes ago. This waits until 8:00 AM unless you choose “Send now, Maria is waiting”.",
  ],
  [
    "cap",
    {
      reason: "daily_cap",
      status: "SCHEDULED",
      name: "Ken",
      evidence: { used: 10, waitingUntil: "2026-06-15T16:59:00.000Z" },
      until: new Date("2026-06-16T14:00:00Z"),
      lastInboundAt: new Date("2026-06-15T15:59:00Z"),
    },
    "Ken has had 10 messages from us today. This one can go tomorrow at 8:00 AM Ken's time. Ken wrote 5 minutes ago: “Send this answer anyway”.",
  ],
  [
    "opted out",
    { reason: "opt_out", evidence: { since: "2026-03-03T21:14:00Z", word: "STOP" } },
    "Maria stopped our texts on March 3 at 2:14 PM by texting STOP. Only Maria can turn them on again, by texting START to (303) 555-0100. Email or call Maria.",
  ],
  [
    "marketing by text ended, which no preference page brings back",
    { reason: "marketing_consent", name: "Tom", evidence: { channel: "SMS", since: "2026-03-03T21:14:00Z" } },
    "Not sent: this is marketing, and Tom ended marketing texts on March 3 at 2:14 PM. Tom can turn them on again at the desk or on paper.",
  ],
  [
    "unsubscribed from mail",
    { reason: "opt_out", channel: "EMAIL", evidence: { reason: "unsubscribe" } },
    "Maria unsubscribed from our emails. Maria can turn them on again on the preference page. Text or call Maria.",
  ],
  [
    "mail marked as spam, which no preference page opens",
    { reason: "opt_out", channel: "EMAIL", evidence: { reason: "complaint" } },
    "Maria marked our emails as spam. They may be opened again in the chart, once Maria asks for them. Text or call Maria.",
  ],
  [
    "stopped by mail",
    { reason: "opt_out", channel: "EMAIL", evidence: { reason: "stop" } },
    "Maria asked us to stop our emails. They may be opened again in the chart, once Maria asks for them. Text or call Maria.",
  ],
  [
    "a bare CANCEL",
    {
      reason: "opt_out",
      name: "Grace",
      evidence: { since: "2026-06-15T15:00:00Z", word: "CANCEL", visitAt: "2026-06-19T20:30:00Z" },
    },
    "Grace texted only CANCEL. That ends our texts to Grace, but it may have been meant for Friday 2:30 PM. The visit is still booked. Call Grace.",
  ],
  [
    "marketing",
    { reason: "marketing_consent", name: "Tom" },
    "Not sent: this is marketing, and Tom has not agreed to marketing texts. Tom can agree on the preference page or on paper.",
  ],
  [
    "unknown",
    { status: "PENDING", unknownSince: NOW, name: "Asha" },
    "May have been sent. The text service did not answer at 10:04 AM. We are checking; this usually takes under 5 minutes. Sending again could reach Asha twice.",
  ],
  [
    "unknown for long",
    { status: "PENDING", unknownSince: new Date(NOW.getTime() - 3_600_000), name: "Asha" },
    "May have been sent. The text service did not answer at 9:04 AM. We could not find out yet. If it matters, call Asha. Sending again could reach Asha twice.",
  ],
  [
    "unknown by mail",
    { status: "PENDING", channel: "EMAIL", unknownSince: NOW, name: "Asha" },
    "May have been sent. The email service did not answer at 10:04 AM. We cannot ask it; a report may still come. If it matters, call Asha. Sending again could reach Asha twice.",
  ],
  [
    "a consent taken back",
    { reason: "consent", evidence: { since: "2026-03-03T21:14:00Z" } },
    "Not sent: Maria took back the agreement to texts on March 3 at 2:14 PM. Record a new one, or try another way.",
  ],
  [
    "private words on a restricted chart",
    { reason: "phi", evidence: { kinds: "lab", place: "restricted", link: false } },
    "This names a test result, and this chart is restricted. Call Maria, or invite them to the portal.",
  ],
  [
    "wrong number",
    { reason: "opt_out", name: "Harold", evidence: { reason: "wrong_number" } },
    "Someone at this number says it is not Harold's. We stopped all messages to it. Ask Harold for a new number.",
  ],
];

describe("what staff read", () => {
  test.each(TABLE)("%s", (_, changes, sentence) => {
    expect(badgeOf(facts(changes)).sentence).toBe(sentence);
  });
});

test.each([
  [{ status: "DELIVERED" }, "Delivered", "success"],
  [{ status: "DELIVERED", openedAt: new Date("2026-06-15T16:06:00Z") }, "Opened 10:06 AM", "success"],
  [{ status: "SENT" }, "Sent", "progress"],
  [{ status: "PENDING" }, "Sending", "progress"],
  [
    { status: "SCHEDULED", reason: "scheduled", until: new Date("2026-06-16T14:00:00Z") },
    "Goes out tomorrow at 8:00 AM",
    "neutral",
  ],
  [
    { status: "SCHEDULED", reason: "quiet_hours", until: new Date("2026-06-16T14:00:00Z") },
    "Held until tomorrow at 8:00 AM",
    "warning",
  ],
  [{ status: "PENDING", reason: "phone_off", until: NOW }, "Not delivered yet", "warning"],
  [{ status: "PENDING", reason: "service_down" }, "Waiting", "warning"],
  [{ status: "CANCELLED", reason: "cancelled" }, "Cancelled", "neutral"],
  [{ status: "FAILED", reason: "marketing_consent" }, "Not sent", "danger"],
  [{ status: "BOUNCED", reason: "mailbox_unknown" }, "Not delivered", "danger"],
] as [Partial<WordFacts>, string, string][])("the badge of %j says %s", (changes, label, tone) => {
  expect(badgeOf(facts(changes))).toMatchObject({ label, tone });
});

test.each(RULE_NAMES)("the rule %s says in words why it waits or was stopped", (reason) => {
  const { sentence } = badgeOf(facts({ reason }));
  expect(sentence).toMatch(/\.$/);
  expect(sentence).not.toMatch(/_|undefined|null/);
});

test.each(FAILURE_REASONS)("a failure by %s has a cause and a next step, and no code", (reason) => {
  const { sentence } = badgeOf(facts({ reason }));
  expect(sentence?.split(/[.:;] /).length).toBeGreaterThanOrEqual(2);
  expect(sentence).toMatch(/\.$/);
  expect(sentence).not.toMatch(/_|\d{5}/);
});
