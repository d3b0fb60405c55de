import fc from "fast-check";
import { expect, it } from "vitest";
import { outcomeOf } from "@/lib/bulk/rules/outcome";
import { policyOf } from "@/lib/clinics/schema";
import { decide } from "@/lib/delivery/rules/decide";
import { decidingOf } from "@/lib/delivery/rules/deciding";
import { next, nextWithoutFacts } from "@/lib/delivery/rules/next";
import type { History } from "@/lib/delivery/rules/schema";
import { type Facts, RULE_NAMES } from "@/lib/delivery/schema";
import { factsOf } from "@/lib/testing/facts";

/*
 * The composer and the dry run list `decide` for each way, the preflight reads `outcomeOf(next)`, the worker obeys `next`
 * and, once its blocks are recorded, `next` again: on the same facts they are one answer, whatever the facts.
 */
const NOTHING: History = { attempts: [], blocked: [] };
const TIMED = ["contact_hours", "scheduled", "daily_cap", "household_cap", "quiet_hours"];
/** Files in texts have a property of their own. */
const ELSEWHERE: readonly string[] = ["no_mms"];
const HOUR = 3_600_000;
const at = (iso: string) => new Date(iso);
const seldom = <T>(value: T, other: T) => fc.nat(5).map((n) => (n === 0 ? value : other));
const some = <T>(...values: T[]) => fc.subarray(values);

const NOWS = [
  "2026-06-16T18:00:00Z",
  "2026-06-17T02:30:00Z",
  "2026-06-17T05:00:00Z",
  "2026-11-01T07:30:00Z",
  // A Sunday and Thanksgiving, on which some states let nobody solicit.
  "2026-06-14T18:00:00Z",
  "2026-11-26T18:00:00Z",
];
const POLICIES = [
  {},
  { quietHours: { overlays: "all" }, dailyReserve: 2, bulkCap: 3 },
  {
    quietHours: {
      push: true,
      days: { "3": "closed" },
      channels: { EMAIL: { start: "22:00", end: "07:00" } },
    },
  },
  { phi: { strict: true }, householdCap: 1, replyWindowMinutes: 0 },
].map((settings) => policyOf(settings));

const message = fc.record({
  plan: fc.constantFrom(["SMS"], ["EMAIL"], ["SMS", "EMAIL"], ["PUSH", "SMS"], ["IN_APP", "EMAIL", "SMS"]),
  category: fc.constantFrom("treatment", "appointment", "billing", "marketing"),
  priority: fc.constantFrom("normal", "urgent", "bulk"),
  createdByKind: fc.constantFrom("staff", "key", "system"),
  fallbackOnHold: fc.boolean(),
  inHours: fc.constantFrom(null, null, 1, 10, 30),
  expiresIn: fc.constantFrom(null, null, -1, 2, 11),
  words: fc.constantFrom("plain", "plain", "name", "tomorrow", "private", "none", "records"),
  automatic: seldom<"" | "after_hours" | "keyword">("after_hours", "").chain((one) =>
    one ? fc.constantFrom("after_hours", "keyword") : fc.constant(""),
  ),
  bound: seldom(true, false),
});
const person = fc.record({
  zones: fc.constantFrom(["America/Denver"], ["America/New_York", "America/Phoenix"], ["Asia/Kathmandu"]),
  states: some("CO", "FL", "TX", "AL", "UT"),
  born: fc.constantFrom(null, "2012-02-29", "1970-01-01"),
  deceased: seldom(true, false),
  doNotContact: seldom(true, false),
  health: seldom("closed", "ok"),
  shared: fc.constantFrom(0, 0, 3),
  owner: fc.constantFrom(null, null, "guardian", "caregiver", "executor"),
  limits: seldom("no results", null),
  labels: some("teen_confidential", "mental_health").chain((labels) => seldom(labels, [])),
  asked: fc.constantFrom(null, null, "point", "hours", "names"),
  opted: seldom("stop", null),
  consent: some("contact revoke", "marketing grant", "marketing revoke", "texting_risk grant"),
  refuses: seldom(true, false),
  used: fc.constantFrom(0, 0, 3, 6, 9, 10),
  household: fc.constantFrom(0, 1, 20),
  wrote: fc.constantFrom(null, null, 5, 90),
});
const house = fc.record({
  stopped: seldom(true, false),
  unread: seldom(true, false),
  halted: seldom(true, false),
  revoked: seldom<"stop" | "death" | null>("stop", null).chain((one) =>
    one ? fc.constantFrom("stop" as const, "death" as const) : fc.constant(null),
  ),
  sender: fc.constantFrom("ok", "ok", "ok", "unregistered", "care only", "none"),
  provider: seldom("missing", "here"),
  signed: seldom(false, true),
  route: fc.constantFrom("well", "well", "paused", "tripped"),
  postal: seldom(false, true),
  overrides: some("quiet_hours", "daily_cap", "household_cap", "phi").chain((all) => seldom(all, [])),
});
type Of<A> = A extends fc.Arbitrary<infer T> ? T : never;

/** One world of facts; `turned`: every list that has no order in the other order. */
function world(
  m: Of<typeof message>,
  p: Of<typeof person>,
  h: Of<typeof house>,
  now: Date,
  turned: boolean,
): Facts {
  const later = (hours: number | null) => (hours === null ? null : new Date(now.getTime() + hours * HOUR));
  const turn = <T>(list: T[]) => (turned ? list.toReversed() : list);
  const body = { name: "Maria, see you", tomorrow: "See you tomorrow" }[m.words as string] ?? "See you";
  const isPrivate = m.words === "private";
  const found = {
    part: "body" as const,
    kind: "lab" as const,
    start: 0,
    end: 3,
    severity: "moderate" as const,
  };
  const base = factsOf();
  const days = ["2026-06-15", "2026-06-16", "2026-06-17", "2026-10-31", "2026-11-01"];
  const since = at("2026-06-10T00:00:00Z");
  const answers = p.wrote === null ? null : new Date(now.getTime() - p.wrote * 60_000);
  const route = {
    weight: 100,
    level: 100,
    pausedAt: h.route === "paused" ? since : null,
    pausedReason: null,
    trippedUntil: h.route === "tripped" ? later(1) : null,
  };
  const point = { health: p.health as "ok" | "closed", healthReason: "landline", healthAt: since };
  return factsOf(
    {
      plan: [...m.plan] as Facts["message"]["plan"],
      category: m.category as "treatment",
      priority: m.priority as "normal",
      createdByKind: m.createdByKind as "staff",
      createdAt: m.words === "tomorrow" ? at("2026-06-14T18:00:00Z") : now,
      fallbackOnHold: m.fallbackOnHold,
      scheduledAt: later(m.inHours),
      expiresAt: later(m.expiresIn),
      isAutomatic: m.automatic !== "",
      isAfterHoursReply: m.automatic === "after_hours",
      isKeywordReply: m.automatic === "keyword",
      inReplyToId: answers ? "theirs" : null,
      basis: m.words === "records" ? { appointmentTime: "2:30 PM" } : null,
      ...(m.bound ? { toAddress: "+13035550142", isBound: true } : {}),
      content: {
        ...(m.words === "none" ? {} : { SMS: { body } }),
        EMAIL: { subject: "Hi", body },
        PUSH: {},
        IN_APP: { body },
        ...(isPrivate ? { phi: { origin: "personal", found: [{ ...found, channel: "SMS" }] } } : {}),
      },
    },
    {
      asOf: now,
      clinic: {
        ...base.clinic,
        stoppedAt: h.stopped ? since : null,
        stoppedReason: h.stopped ? "fire" : null,
        postalAddress: h.postal ? "410 Cedar Lane" : null,
      },
      patient: {
        zones: [...p.zones],
        states: p.states,
        dateOfBirth: p.born,
        deceasedAt: p.deceased ? since : null,
        doNotContact: p.doNotContact,
      },
      points: base.points
        .filter(({ kind }) => kind !== "device" || p.used > 0)
        .map((one) => ({
          ...one,
          ...(one.kind === "phone" ? point : {}),
          sharedWith: one.kind === "phone" ? p.shared : 0,
          belongsTo: p.owner && one.kind === "phone" ? "person" : null,
        })),
      labels: turn(p.labels) as Facts["labels"],
      related: p.owner
        ? [
            {
              id: "person",
              relation: p.owner as "guardian",
              limits: p.limits,
              from: null,
              until: null,
              addresses: [],
            },
          ]
        : [],
      instructions: p.asked
        ? [
            {
              contactPointIds: p.asked === "point" ? ["p2"] : [],
              hours: p.asked === "hours" ? [{ days: [1, 3], from: "13:00", to: "14:00" }] : [],
              noNames: p.asked === "names",
              since,
            },
          ]
        : [],
      answers: answers ? { channel: "SMS", address: "+13035550142", at: answers } : null,
      suppressions: p.opted ? [{ channel: "SMS", address: "+13035550142", reason: p.opted, since }] : [],
      consents: turn(p.consent).map((line) => {
        const [purpose, act] = line.split(" ");
        const kinds = { purpose: purpose as "contact", act: act as "grant" };
        return { ...kinds, channel: "SMS" as const, address: null, at: since };
      }),
      preferences: p.refuses ? [{ channel: "SMS", category: m.category as "billing", allowed: false }] : [],
      senders: base.senders
        .filter(({ channel }) => h.sender !== "none" || channel !== "SMS")
        .map((one) => ({
          ...one,
          registered: h.sender !== "unregistered" || one.channel !== "SMS",
          ...(h.sender === "care only" ? { purpose: "care" as const } : {}),
        })),
      providers: turn(h.provider === "here" ? base.providers : ["sendgrid", "fcm"]),
      signed: turn(h.signed ? base.signed : ["fcm"]),
      routes: [{ ...route, provider: "twilio", channel: "SMS" }],
      used: Object.fromEntries(turn(days).map((day) => [day, p.used])),
      household: { "+13035550142": Object.fromEntries(days.map((day) => [day, p.household])) },
      overrides: turn(h.overrides),
      halted: h.halted ? { name: "Recall", since } : null,
      unread: h.unread ? { since: now, provider: "twilio", tried: m.bound } : null,
      asked: h.revoked
        ? [
            {
              ...{
                kind: h.revoked,
                channel: "SMS",
                address: "+13035550142",
                patientId: "patient",
                word: "no more",
              },
              ...{ since, dueAt: now, wallAt: now },
            },
          ]
        : [],
      known: m.words === "records" ? { appointmentTime: "3:30 PM" } : null,
    },
  );
}

const worlds = fc.tuple(message, person, house, fc.constantFrom(...NOWS), fc.constantFrom(...POLICIES));

it("says the same to everybody who asks, in whatever order the facts came, and again once it is recorded", () => {
  const heard = new Set<string>();
  fc.assert(
    fc.property(worlds, ([m, p, h, iso, policy]) => {
      const now = at(iso);
      const facts = world(m, p, h, now, false);
      const worker = next(NOTHING, facts, policy, now);
      // The composer and the dry run: each way's own answer.
      for (const { hop, answer } of worker.decisions) {
        expect(decide(facts, policy, hop, now)).toEqual(answer);
        for (const { rule } of answer.kind === "allow" ? answer.warnings : answer.reasons) heard.add(rule);
      }
      expect(next(NOTHING, world(m, p, h, now, true), policy, now)).toEqual(worker);
      expect(nextWithoutFacts(NOTHING, facts.message, policy, now)).toBeNull();
      // The preflight.
      const last = decidingOf(worker)?.answer;
      if (last && last.kind !== "allow") expect(last.reasons[0]?.rule).toBe(worker.reason);
      if (last?.kind === "hold") expect(worker.act).toEqual({ kind: "wait", until: last.until });
      const outcome = outcomeOf(worker);
      if (outcome.kind === "go") expect(worker.act.kind).toBe("send");
      if (outcome.kind === "held") expect(worker.act).toEqual({ kind: "wait", until: outcome.until });
      if (worker.act.kind === "rest") expect(outcome.kind).toBe("excluded");
      // The worker who comes back: what it said before stands among the facts.
      const blocked = worker.decisions.flatMap(({ hop, answer }) =>
        answer.kind === "block" ? [{ hop, rule: answer.reasons[0]?.rule ?? "" }] : [],
      );
      const { status, reason, act } = next({ attempts: [], blocked }, facts, policy, now);
      expect({ status, reason, act }).toEqual({
        status: worker.status,
        reason: worker.reason,
        act: worker.act,
      });
      // A hold ends at an instant at which no rule about time holds it.
      if (worker.act.kind !== "wait") return;
      const then = decide(facts, policy, worker.hop, worker.act.until);
      const still = then.kind === "hold" ? then.reasons.map(({ rule }) => rule) : [];
      expect(still.filter((rule) => TIMED.includes(rule))).toEqual([]);
    }),
    { numRuns: 1_500, seed: 20_261_123 },
  );
  expect(RULE_NAMES.filter((rule) => !heard.has(rule) && !ELSEWHERE.includes(rule))).toEqual([]);
});
