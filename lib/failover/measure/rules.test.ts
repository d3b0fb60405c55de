import { expect, it } from "vitest";
import { type HandedOff, handedOff, type Received, received } from "@/lib/failover/measure/rules";
import type { FailureReason, Outcome } from "@/lib/providers/port";

const at = new Date("2026-03-03T17:00:59.999Z");
const minute = new Date("2026-03-03T17:00:00.000Z");
const no = (reason: FailureReason, retry = true): Outcome => ({ kind: "rejected", retry, reason });
const handed = (outcome: HandedOff["outcome"], provider = "twilio"): HandedOff => ({ provider, outcome, at });

it.each<[string, HandedOff["outcome"], [number, number, number] | null]>([
  ["taken", { kind: "accepted", ref: "1" }, [1, 0, 1]],
  ["no answer", null, [1, 1, 0]],
  ["out of service", no("service_down"), [1, 1, 0]],
  ["our keys do not work", no("credentials", false), [1, 1, 0]],
  ["our number is not registered there", no("sender_not_ready", false), [1, 1, 0]],
  ["asked to slow down: our pace", no("rate_limited"), [1, 0, 0]],
  ["a landline: the patient's number", no("landline", false), [1, 0, 0]],
  ["opted out", no("opted_out", false), [1, 0, 0]],
  ["our words", no("content_refused", false), [1, 0, 0]],
  ["released: it never reached the vendor", { kind: "released" }, null],
])("a hand-off: %s", (_, outcome, expected) => {
  const lines = handedOff([handed(outcome)]).map(({ handed: n, errors, accepted }) => [n, errors, accepted]);
  expect(lines).toEqual(expected ? [expected] : []);
});

it("gathers a batch by vendor and minute", () => {
  const batch = [
    handed(null),
    handed({ kind: "accepted", ref: "1" }),
    handed(null, "telnyx"),
    { ...handed(null), at: new Date(at.getTime() + 1) },
  ];
  expect(handedOff(batch)).toEqual([
    expect.objectContaining({ provider: "twilio", minute, handed: 2, errors: 1, accepted: 1 }),
    expect.objectContaining({ provider: "telnyx", minute, handed: 1 }),
    expect.objectContaining({ provider: "twilio", minute: new Date(at.getTime() + 1), handed: 1 }),
  ]);
});

const receipt = (seconds: number, more: Partial<Received> = {}): Received => ({
  provider: "twilio",
  channel: "SMS",
  claimedAt: at,
  receipt: "delivered",
  at: new Date(at.getTime() + seconds * 1_000),
  ...more,
});

it.each<[string, Received, [number, number] | null]>([
  ["in time", receipt(300), [1, 300_000]],
  ["late", receipt(301), [0, 301_000]],
  [
    "a phone that was off is an answer too",
    receipt(20, { receipt: "failed", reason: "phone_off" }),
    [1, 20_000],
  ],
  ["mail takes longer", receipt(900, { channel: "EMAIL", receipt: "bounced" }), [1, 900_000]],
  ["not the last one", receipt(1, { receipt: "sent" }), null],
  [
    "its window ended in the vendor's queue: never sent",
    receipt(7_200, { receipt: "failed", reason: "expired_in_queue" }),
    [1, 7_200_000],
  ],
  ["a clock that is ahead of ours", receipt(-5), [1, 0]],
])("a receipt: %s", (_, one, expected) => {
  const lines = received([one]).map(({ prompt, delayMs }) => [prompt, delayMs]);
  expect(lines).toEqual(expected ? [expected] : []);
});
