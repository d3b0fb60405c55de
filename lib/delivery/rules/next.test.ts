import { describe, expect, it } from "vitest";
import { next } from "@/lib/delivery/rules/next";
import type { AttemptFact, History } from "@/lib/delivery/rules/schema";
import type { Facts } from "@/lib/delivery/schema";
import { factsOf, POLICY } from "@/lib/testing/facts";

const T0 = Date.UTC(2026, 5, 16, 18);
const seconds = (n: number) => new Date(T0 + n * 1_000);
const minutes = (n: number) => seconds(n * 60);

const tried = (changes: Partial<AttemptFact> = {}): AttemptFact => ({
  id: `attempt-${changes.hop ?? 0}-${changes.attempt ?? 1}`,
  hop: 0,
  attempt: 1,
  channel: "SMS",
  claimedAt: seconds(0),
  outcome: "accepted",
  outcomeAt: seconds(1),
  outcomeReason: null,
  outcomeRetry: false,
  notBefore: null,
  receipts: [],
  ...changes,
});
const said = (
  kind: "delivered" | "failed" | "bounced" | "opened",
  at: Date,
  reason: string | null = null,
  soft = false,
) => ({
  eventId: `${kind}-${at.getTime()}`,
  kind,
  status: kind,
  code: null,
  reason,
  detail: null,
  soft,
  machine: false,
  at,
  recordedAt: at,
});
const both = factsOf({ plan: ["SMS", "EMAIL"] });
const of = (attempts: AttemptFact[], blocked: History["blocked"] = []): History => ({ attempts, blocked });
const ask = (history: History, now: Date, facts: Facts = both) => next(history, facts, POLICY, now);
const flying = { outcome: null, outcomeAt: null };
const refused = (reason: string, retry: boolean) => ({
  outcome: "rejected" as const,
  outcomeReason: reason,
  outcomeRetry: retry,
});

describe("a message with a text and a mail to fall back to", () => {
  it("starts with the text", () => {
    expect(ask(of([]), seconds(0))).toMatchObject({
      status: "PENDING",
      act: { kind: "send", hop: 0, attempt: 1, answer: { provider: "twilio", to: "+13035550142" } },
    });
  });

  it("waits while the text is in flight, and looks again when it would be unknown", () => {
    expect(ask(of([tried(flying)]), seconds(5))).toMatchObject({
      status: "PENDING",
      act: { kind: "wait", until: seconds(40) },
    });
  });

  it("may have been sent: waits out the silence, then tries mail, never the same channel", () => {
    const unknown = of([tried(flying)]);
    expect(ask(unknown, seconds(60))).toMatchObject({
      status: "PENDING",
      reason: "unknown",
      act: { kind: "wait", until: minutes(30) },
    });
    expect(ask(unknown, minutes(30))).toMatchObject({ act: { kind: "send", hop: 1 } });
    expect(ask(unknown, minutes(30), factsOf())).toMatchObject({ reason: "unknown", act: { kind: "rest" } });
  });

  it("goes to mail at once on a hard failure", () => {
    const hard = of([tried({ receipts: [said("failed", seconds(9), "landline")] })]);
    expect(ask(hard, seconds(9))).toMatchObject({
      act: { kind: "send", hop: 1, answer: { provider: "sendgrid" } },
    });
    const sync = of([tried(refused("number_invalid", false))]);
    expect(ask(sync, seconds(2))).toMatchObject({ act: { kind: "send", hop: 1 } });
  });

  it("goes to mail after 30 minutes of silence; a receipt that comes first cancels that", () => {
    const silent = of([tried()]);
    expect(ask(silent, minutes(1))).toMatchObject({
      status: "SENT",
      act: { kind: "wait", until: new Date(T0 + 1_801_000) },
    });
    expect(ask(silent, minutes(31))).toMatchObject({ act: { kind: "send", hop: 1 } });
    const heard = of([tried({ receipts: [said("delivered", minutes(29))] })]);
    expect(ask(heard, minutes(31))).toMatchObject({
      status: "DELIVERED",
      act: { kind: "rest" },
      deliveredAt: minutes(29),
    });
  });

  it("is delivered when the text arrives after all, while the mail is under way", () => {
    const late = of([
      tried({ receipts: [said("delivered", minutes(40))] }),
      tried({ hop: 1, channel: "EMAIL", claimedAt: minutes(31), outcomeAt: minutes(31) }),
    ]);
    expect(ask(late, minutes(41))).toMatchObject({ status: "DELIVERED", hop: 0, act: { kind: "rest" } });
  });

  it("bounces late: the mail came back after it was delivered", () => {
    const mail = factsOf({ plan: ["EMAIL"] });
    const back = of([
      tried({
        channel: "EMAIL",
        receipts: [said("delivered", seconds(3)), said("bounced", minutes(9), "mailbox_unknown")],
      }),
    ]);
    expect(ask(back, minutes(10), mail)).toMatchObject({
      status: "BOUNCED",
      reason: "mailbox_unknown",
      act: { kind: "rest" },
    });
  });

  it("tries the same channel again when the vendor says not now, not before it asks to", () => {
    const later = of([tried({ ...refused("rate_limited", true), notBefore: seconds(90) })]);
    expect(ask(later, seconds(2))).toMatchObject({
      status: "PENDING",
      reason: "rate_limited",
      act: { kind: "wait", until: seconds(90) },
    });
    expect(ask(later, seconds(90))).toMatchObject({ act: { kind: "send", hop: 0, attempt: 2 } });
  });

  it("gives a channel up after five refusals, and the message after the last channel", () => {
    const five = [1, 2, 3, 4, 5].map((attempt) => tried({ attempt, ...refused("service_down", true) }));
    expect(ask(of(five), minutes(5))).toMatchObject({ act: { kind: "send", hop: 1 } });
    expect(ask(of(five), minutes(5), factsOf())).toMatchObject({
      status: "FAILED",
      reason: "service_down",
      act: { kind: "rest" },
    });
  });

  it("tries a phone that was off again half an hour later, when there is no other way", () => {
    const off = of([tried({ receipts: [said("failed", minutes(1), "phone_off", true)] })]);
    const answer = ask(off, minutes(2), factsOf());
    expect(answer).toMatchObject({ status: "PENDING", reason: "phone_off", act: { kind: "wait" } });
    if (answer.act.kind !== "wait") return;
    expect(answer.act.until.getTime()).toBeGreaterThanOrEqual(minutes(25).getTime());
    expect(answer.act.until.getTime()).toBeLessThanOrEqual(minutes(37).getTime());
  });

  it("decides a released claim again at once, and it costs no try", () => {
    const released = of([tried({ outcome: "released" })]);
    expect(ask(released, seconds(3))).toMatchObject({ act: { kind: "send", hop: 0, attempt: 2 } });
  });

  it("taken back before it left, or dropped by a queue at the end of the day, has not been tried: nothing runs out", () => {
    const released = tried({ outcome: "released" });
    const dropped = tried({ receipts: [said("failed", minutes(1), "expired_in_queue")] });
    for (const first of [released, dropped]) {
      // A long weekend later, at noon: past what a clinic gives up after.
      expect(ask(of([first]), minutes(96 * 60))).toMatchObject({ act: { kind: "send", hop: 0, attempt: 2 } });
      // And a refusal then is tried again by the same way before the next one follows.
      const later = minutes(20 * 60);
      const second = tried({
        attempt: 2,
        claimedAt: later,
        outcomeAt: later,
        ...refused("rate_limited", true),
      });
      const answer = ask(of([first, second]), later);
      expect(answer).toMatchObject({
        status: "PENDING",
        reason: "rate_limited",
        act: { kind: "wait" },
        hop: 0,
      });
    }
    const failed = of([tried({ ...refused("rate_limited", true) })]);
    expect(ask(failed, minutes(96 * 60), factsOf())).toMatchObject({
      status: "FAILED",
      act: { kind: "rest" },
    });
  });

  it("takes a block to the next channel, and never back, even when the rule opens again", () => {
    const answer = ask(of([], [{ hop: 0, rule: "opt_out" }]), seconds(0));
    expect(answer).toMatchObject({ act: { kind: "send", hop: 1 } });
    const all = of(
      [],
      [
        { hop: 0, rule: "opt_out" },
        { hop: 1, rule: "contact_closed" },
      ],
    );
    expect(ask(all, seconds(0))).toMatchObject({
      status: "FAILED",
      reason: "opt_out",
      act: { kind: "rest" },
    });
  });

  it("does not take a hold to the next channel", () => {
    const night = new Date(Date.UTC(2026, 5, 17, 4));
    expect(ask(of([]), night)).toMatchObject({
      status: "SCHEDULED",
      reason: "quiet_hours",
      act: { kind: "wait", until: new Date(Date.UTC(2026, 5, 17, 14)) },
    });
  });

  it("cancelled, starts nothing more; what was out already tells its own end", () => {
    const facts = factsOf({ plan: ["SMS", "EMAIL"], cancelledAt: seconds(2), cancelledBy: "opt_out" });
    expect(ask(of([]), seconds(3), facts)).toMatchObject({
      status: "CANCELLED",
      reason: "opt_out",
      act: { kind: "rest" },
    });
    expect(ask(of([tried(flying)]), seconds(3), facts)).toMatchObject({
      status: "PENDING",
      act: { kind: "wait" },
    });
    expect(ask(of([tried()]), minutes(60), facts)).toMatchObject({ status: "SENT", act: { kind: "rest" } });
    const failed = of([tried({ receipts: [said("failed", seconds(9))] })]);
    expect(ask(failed, minutes(60), facts)).toMatchObject({ status: "CANCELLED", act: { kind: "rest" } });
  });

  it("by the portal is out until she has looked, where another way may follow", () => {
    const facts = factsOf({ plan: ["IN_APP", "SMS"], fallbackMinutes: { IN_APP: 60 } });
    const put = tried({ channel: "IN_APP" });
    expect(ask(of([put]), minutes(59), facts)).toMatchObject({ status: "SENT", act: { kind: "wait" } });
    expect(ask(of([put]), minutes(62), facts)).toMatchObject({ act: { kind: "send", hop: 1 } });
    const looked = tried({ channel: "IN_APP", receipts: [said("opened", minutes(30))] });
    expect(ask(of([looked]), minutes(62), facts)).toMatchObject({
      status: "DELIVERED",
      act: { kind: "rest" },
    });
  });

  it("waits for midnight on the Pacific coast where a carrier took all it takes in a day, and for her morning then", () => {
    // T0 is 11 AM there; her night in Denver ends at 8 AM.
    const midnight = new Date("2026-06-17T07:00:00Z");
    const capped = of([tried({ receipts: [said("failed", seconds(9), "daily_limit", true)] })]);
    const waits = { status: "PENDING", reason: "daily_limit", act: { kind: "wait", until: midnight } };
    expect(ask(capped, minutes(200), factsOf())).toMatchObject(waits);
    expect(ask(of([tried(refused("daily_limit", true))]), minutes(200), factsOf())).toMatchObject(waits);
    expect(ask(capped, midnight, factsOf())).toMatchObject({ status: "SCHEDULED", reason: "quiet_hours" });
    expect(ask(capped, seconds(9), both)).toMatchObject({ act: { kind: "send", hop: 1 } });
  });

  it("is delivered at once where the hub itself carries it", () => {
    const own = of([tried({ channel: "IN_APP" })]);
    expect(ask(own, seconds(2), factsOf({ plan: ["IN_APP"] }))).toMatchObject({
      status: "DELIVERED",
      act: { kind: "rest" },
    });
  });
});
