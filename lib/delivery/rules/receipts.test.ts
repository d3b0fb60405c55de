import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stateOf } from "@/lib/delivery/rules/attempt";
import { project } from "@/lib/delivery/rules/receipts";
import type { AttemptFact, ReceiptFact } from "@/lib/delivery/rules/schema";
import { RECEIPT_KINDS, type ReceiptKind } from "@/lib/providers/port";
import type { Channel } from "@/prisma/generated/enums";

const T0 = Date.UTC(2026, 5, 16, 18);
const NOW = new Date(T0 + 3_600_000);

const receipt = (kind: ReceiptKind, changes: Partial<ReceiptFact> = {}): ReceiptFact => ({
  eventId: `${kind}-1`,
  kind,
  status: kind,
  code: null,
  reason: null,
  detail: null,
  soft: false,
  machine: false,
  at: new Date(T0 + 1_000),
  recordedAt: new Date(T0 + 1_000),
  ...changes,
});

const attempt = (
  channel: Channel,
  receipts: ReceiptFact[],
  changes: Partial<AttemptFact> = {},
): AttemptFact => ({
  id: "a",
  hop: 0,
  attempt: 1,
  channel,
  claimedAt: new Date(T0),
  outcome: "accepted",
  outcomeAt: new Date(T0 + 500),
  outcomeReason: null,
  outcomeRetry: false,
  notBefore: null,
  receipts,
  ...changes,
});

const ofKinds = (channel: Channel, kinds: ReceiptKind[]) => {
  const one = attempt(
    channel,
    kinds.map((kind, minutes) => receipt(kind, { at: new Date(T0 + minutes * 60_000) })),
  );
  return [stateOf(one, NOW).kind, project(one).status];
};

describe("what receipts mean together", () => {
  it.each<[Channel, ReceiptKind[], string, string]>([
    ["SMS", [], "accepted", "SENT"],
    ["SMS", ["queued"], "accepted", "SENT"],
    ["SMS", ["queued", "sent"], "accepted", "SENT"],
    ["SMS", ["sent", "delivered"], "delivered", "DELIVERED"],
    ["SMS", ["sent", "failed"], "failed", "FAILED"],
    ["SMS", ["failed", "delivered"], "delivered", "DELIVERED"],
    ["EMAIL", ["queued", "deferred", "delivered"], "delivered", "DELIVERED"],
    ["EMAIL", ["delivered", "bounced"], "failed", "BOUNCED"],
    ["EMAIL", ["delivered", "opened"], "delivered", "OPENED"],
    ["EMAIL", ["opened", "clicked"], "delivered", "CLICKED"],
    ["EMAIL", ["delivered", "complained"], "delivered", "COMPLAINED"],
    ["EMAIL", ["failed"], "failed", "FAILED"],
    ["PUSH", ["opened"], "delivered", "OPENED"],
  ])("%s %s: %s", (channel, kinds, state, status) => {
    expect(ofKinds(channel, kinds)).toEqual([state, status]);
  });

  it("do not depend on the order in which they came, nor on how often", () => {
    const any = fc.record({
      kind: fc.constantFrom(...RECEIPT_KINDS),
      soft: fc.boolean(),
      machine: fc.boolean(),
      second: fc.integer({ min: 0, max: 3 }),
      n: fc.integer({ min: 0, max: 5 }),
    });
    const property = fc.property(
      fc.constantFrom<Channel>("SMS", "EMAIL", "PUSH"),
      fc.uniqueArray(any, { maxLength: 7, selector: ({ kind, n }) => `${kind}${n}` }),
      fc.infiniteStream(fc.nat()),
      (channel, given, random) => {
        const receipts = given.map(({ kind, soft, machine, second, n }) =>
          receipt(kind, {
            eventId: `${kind}${n}`,
            soft,
            machine,
            reason: `r${n}`,
            at: new Date(T0 + second * 1_000),
          }),
        );
        const keys = new Map(receipts.map((one) => [one, random.next().value ?? 0]));
        const shuffled = [...receipts, ...receipts].sort((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0));
        const [a, b] = [attempt(channel, receipts), attempt(channel, shuffled)];
        expect(stateOf(b, NOW)).toEqual(stateOf(a, NOW));
        expect(project(b)).toEqual(project(a));
      },
    );
    fc.assert(property, { numRuns: 2_000 });
  });

  it("an opening in the second of its arrival is a machine's; what the server said then stays whatever is read", () => {
    const at = (seconds: number) => ({ at: new Date(T0 + seconds * 1_000) });
    const taken = receipt("delivered", { ...at(10), detail: "250 OK" });
    const scanned = attempt("EMAIL", [taken, receipt("opened", at(10)), receipt("clicked", at(11))]);
    expect(project(scanned)).toMatchObject({ status: "DELIVERED", openedAt: null, clickedAt: null });
    const read = attempt("EMAIL", [
      taken,
      receipt("opened", at(10)),
      receipt("opened", { ...at(40), eventId: "o2" }),
    ]);
    expect(project(read)).toMatchObject({
      status: "OPENED",
      openedAt: new Date(T0 + 40_000),
      deliveredAt: taken.at,
      webhookData: { status: "delivered", detail: "250 OK" },
    });
    const complained = attempt("EMAIL", [taken, receipt("complained", at(90))]);
    expect(project(complained)).toMatchObject({ deliveredAt: taken.at, webhookData: { detail: "250 OK" } });
    const text = attempt("SMS", [receipt("delivered", at(10)), receipt("opened", at(11))]);
    expect(project(text).status).toBe("OPENED");
  });

  it("a temporary bounce never takes back a delivery, a machine's opening counts as arrived only", () => {
    const blocked = attempt("EMAIL", [receipt("delivered"), receipt("bounced", { soft: true })]);
    expect(stateOf(blocked, NOW).kind).toBe("delivered");
    const proxy = attempt("EMAIL", [receipt("opened", { machine: true })]);
    expect(project(proxy)).toMatchObject({ status: "DELIVERED", openedAt: null });
    const bounced = attempt("EMAIL", [receipt("opened", { machine: true }), receipt("bounced")]);
    expect(stateOf(bounced, NOW)).toMatchObject({ kind: "failed", bounced: true });
  });
});

describe("an attempt without an outcome", () => {
  const silent = attempt("SMS", [], { outcome: null, outcomeAt: null });

  it("is in flight for 40 seconds, then unknown", () => {
    expect(stateOf(silent, new Date(T0 + 39_999)).kind).toBe("in_flight");
    expect(stateOf(silent, new Date(T0 + 40_000)).kind).toBe("unknown");
  });

  it("is proven by any receipt", () => {
    const proven = { ...silent, receipts: [receipt("sent")] };
    expect(stateOf(proven, new Date(T0 + 90_000)).kind).toBe("accepted");
    expect(project(proven).status).toBe("SENT");
  });

  it("was never sent when it expired in the vendor's queue", () => {
    const expired = attempt("SMS", [receipt("failed", { reason: "expired_in_queue" })]);
    expect(stateOf(expired, NOW).kind).toBe("released");
  });
});
