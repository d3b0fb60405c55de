import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { decide } from "@/lib/delivery/rules/decide";
import type { Facts } from "@/lib/delivery/schema";
import { factsOf, POLICY } from "@/lib/testing/facts";

const ZONE = "America/Denver";
const at = (text: string) => DateTime.fromISO(text, { zone: ZONE }).toJSDate();
const NOON = at("2026-06-16T12:00:00");
const NIGHT = at("2026-06-16T22:00:00");
const since = at("2026-03-03T14:14:00");
const phone = "+13035550142";
const STOP = { channel: "SMS" as const, address: phone, reason: "stop", since };

const rulesOf = (facts: Facts, now = NOON, hop = 0) => {
  const answer = decide(facts, POLICY, hop, now);
  return [answer.kind, ...(answer.kind === "allow" ? [] : answer.reasons.map((reason) => reason.rule))];
};

describe("what blocks", () => {
  it.each<[string, Facts]>([
    ["deceased", factsOf({}, { patient: { deceasedAt: since } })],
    ["do_not_contact", factsOf({}, { patient: { doNotContact: true } })],
    ["no_words", factsOf({ content: { EMAIL: { subject: "Hi", body: "Hello" } } })],
    ["no_contact_point", factsOf({}, { points: [] })],
    ["opt_out", factsOf({}, { suppressions: [STOP] })],
    [
      "consent",
      factsOf(
        {},
        { consents: [{ purpose: "contact", channel: "SMS", address: phone, act: "revoke", at: since }] },
      ),
    ],
    ["marketing_consent", factsOf({ category: "marketing" })],
    [
      "no_postal_address",
      factsOf(
        { category: "marketing", plan: ["EMAIL"] },
        {
          clinic: { ...factsOf().clinic, postalAddress: null },
          consents: [{ purpose: "marketing", channel: "EMAIL", address: null, act: "grant", at: since }],
        },
      ),
    ],
    ["preference", factsOf({}, { preferences: [{ channel: "SMS", category: "treatment", allowed: false }] })],
    ["no_sender", factsOf({}, { senders: [] })],
    ["provider_missing", factsOf({}, { providers: [] })],
    ["expired", factsOf({ expiresAt: NOON })],
  ])("%s", (rule, facts) => {
    expect(rulesOf(facts)).toEqual(["block", rule]);
  });

  it("a contact point that is dead by evidence, unless another of the kind is open", () => {
    const [first] = factsOf().points;
    if (!first) throw new Error("The fixture has a phone.");
    const dead = { ...first, health: "closed" as const, healthReason: "landline", healthAt: since };
    expect(rulesOf(factsOf({}, { points: [dead] }))).toEqual(["block", "contact_closed"]);
    const other = { ...first, id: "other", value: "+13035550143", isPrimary: false };
    expect(decide(factsOf({}, { points: [dead, other] }), POLICY, 0, NOON)).toMatchObject({
      kind: "allow",
      to: "+13035550143",
    });
  });

  it("an opt-out from texts does not close mail, and another number's does not close this one", () => {
    expect(rulesOf(factsOf({ plan: ["SMS", "EMAIL"] }, { suppressions: [STOP] }), NOON, 1)).toEqual([
      "allow",
    ]);
    expect(rulesOf(factsOf({}, { suppressions: [{ ...STOP, address: "+13035550199" }] }))).toEqual(["allow"]);
  });

  it("only the answer to a keyword passes an opt-out; an emergency reply does not", () => {
    const stopped = { suppressions: [STOP] };
    expect(rulesOf(factsOf({ isAutomatic: true, isKeywordReply: true }, stopped))).toEqual(["allow"]);
    expect(rulesOf(factsOf({ isAutomatic: true }, stopped))).toEqual(["block", "opt_out"]);
  });

  it("the latest word of the ledger counts, and of two at once the revocation", () => {
    const line = { purpose: "marketing" as const, channel: "SMS" as const, address: null };
    const marketing = (consents: Facts["consents"]) =>
      rulesOf(factsOf({ category: "marketing" }, { consents }))[0];
    const later = new Date(since.getTime() + 1);
    expect(marketing([{ ...line, act: "grant", at: since }])).toBe("allow");
    expect(
      marketing([
        { ...line, act: "revoke", at: later },
        { ...line, act: "grant", at: since },
      ]),
    ).toBe("block");
    expect(
      marketing([
        { ...line, act: "revoke", at: since },
        { ...line, act: "grant", at: later },
      ]),
    ).toBe("allow");
    expect(
      marketing([
        { ...line, act: "grant", at: since },
        { ...line, act: "revoke", at: since },
      ]),
    ).toBe("block");
  });
});

describe("what holds", () => {
  const full = { used: { "2026-06-16": 10 } };

  it("the eleventh message of the patient's day, until her next day is open", () => {
    const answer = decide(factsOf({}, full), POLICY, 0, NOON);
    expect(answer).toMatchObject({ kind: "hold", until: at("2026-06-17T08:00:00") });
    expect(rulesOf(factsOf({}, full))).toEqual(["hold", "daily_cap", "quiet_hours"]);
    const mail = factsOf({ plan: ["EMAIL"] }, full);
    expect(decide(mail, POLICY, 0, NOON)).toMatchObject({ kind: "hold", until: at("2026-06-17T00:00:00") });
  });

  it("counts the patient's own calendar day", () => {
    const facts = factsOf({ plan: ["EMAIL"] }, { ...full, patient: { zones: ["Asia/Kathmandu"] } });
    expect(decide(facts, POLICY, 0, new Date("2026-06-16T18:14:59Z")).kind).toBe("hold");
    expect(decide(facts, POLICY, 0, new Date("2026-06-16T18:15:00Z")).kind).toBe("allow");
  });

  it("does not count a slot the message holds already, nor automatic replies", () => {
    expect(rulesOf(factsOf({}, { ...full, slots: ["0/2026-06-16"] }))).toEqual(["allow"]);
    expect(rulesOf(factsOf({ isAutomatic: true }, full), NIGHT)).toEqual(["allow"]);
  });

  it("a stop of the clinic, a time to come, the night: all are kept, the one that holds longest first", () => {
    const facts = factsOf({ scheduledAt: at("2026-06-18T10:00:00") }, full);
    expect(rulesOf(facts, NIGHT)).toEqual(["hold", "scheduled", "quiet_hours", "daily_cap"]);
    expect(decide(facts, POLICY, 0, NIGHT)).toMatchObject({ until: at("2026-06-18T10:00:00") });
  });

  it("`until` is where all rules are open: scheduled for the night means the morning after", () => {
    const facts = factsOf({ scheduledAt: at("2026-06-18T23:00:00") });
    expect(decide(facts, POLICY, 0, NOON)).toMatchObject({ kind: "hold", until: at("2026-06-19T08:00:00") });
  });

  it("lifts for one message what a person lifted, and nothing else", () => {
    const facts = (overrides: string[]) => factsOf({}, { ...full, overrides });
    expect(rulesOf(facts(["quiet_hours"]), NIGHT)).toEqual(["hold", "daily_cap"]);
    expect(rulesOf(facts(["quiet_hours", "daily_cap"]), NIGHT)).toEqual(["allow"]);
    expect(rulesOf(factsOf({}, { suppressions: [STOP], overrides: ["opt_out"] }))).toEqual([
      "block",
      "opt_out",
    ]);
  });
});

describe("together", () => {
  it("any block beats any hold, and every reason is kept", () => {
    expect(rulesOf(factsOf({}, { suppressions: [STOP] }), NIGHT)).toEqual([
      "block",
      "opt_out",
      "quiet_hours",
    ]);
  });

  it("a hold past the expiry is a block now", () => {
    const facts = factsOf({ expiresAt: at("2026-06-17T07:00:00") });
    const answer = decide(facts, POLICY, 0, NIGHT);
    expect(answer).toMatchObject({
      kind: "block",
      reasons: [
        { rule: "expired", evidence: { opensAt: at("2026-06-17T08:00:00").toISOString() } },
        { rule: "quiet_hours" },
      ],
    });
  });

  it("what may end any moment is waited for until the expiry, and no longer", () => {
    const stopped = (expiresAt: Date, now: Date) => {
      const facts = factsOf({ expiresAt });
      return decide({ ...facts, clinic: { ...facts.clinic, stoppedAt: since } }, POLICY, 0, now);
    };
    const soon = at("2026-06-16T12:03:00");
    const reasons = [{ rule: "clinic_stopped" }];
    expect(stopped(soon, NOON)).toMatchObject({ kind: "hold", until: soon, reasons });
    expect(stopped(soon, soon)).toMatchObject({ kind: "block", reasons: [{ rule: "expired" }, ...reasons] });
    // Looked at again past nine it would wait for the morning: whoever resumes before lets it go.
    const [late, evening] = [at("2026-06-16T20:57:00"), at("2026-06-16T22:30:00")];
    const again = at("2026-06-16T21:02:00");
    expect(stopped(evening, late)).toMatchObject({ kind: "hold", until: again, reasons });
    const over = ["expired", "quiet_hours", "clinic_stopped"].map((rule) => ({ rule }));
    expect(stopped(evening, again)).toMatchObject({ kind: "block", reasons: over });
  });

  it("a text stays with the number its thread used last, while that number may still send", () => {
    const [first] = factsOf().senders;
    if (!first) throw new Error("The fixture has a sender.");
    const second = { ...first, id: "second", address: "+13035550101", isDefault: false };
    const senders = [first, second];
    const lastSender = { SMS: "+13035550101" };
    const sender = (facts: Facts) => decide(facts, POLICY, 0, NOON);
    expect(sender(factsOf({}, { senders, lastSender }))).toMatchObject({ sender: "+13035550101" });
    const retired = [first, { ...second, registered: false }];
    expect(sender(factsOf({}, { senders: retired, lastSender }))).toMatchObject({ sender: "+13035550100" });
  });
});
