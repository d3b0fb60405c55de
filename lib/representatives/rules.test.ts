import { expect, test } from "vitest";
import type { PointFact, RelatedFact } from "@/lib/delivery/facts/schema";
import { opensBySignIn } from "@/lib/delivery/rules/people/sign-in";
import type { Facts } from "@/lib/delivery/schema";
import { isAlike, type Shut, whyNot, whyShut } from "@/lib/representatives/rules";
import { factsOf } from "@/lib/testing/facts";

const NOON = new Date("2026-06-16T18:00:00Z");
const mother: RelatedFact = {
  ...{ id: "mother", relation: "guardian", limits: null, from: null, until: null },
  addresses: ["+13035550150"],
  hasPortal: true,
};
const father: RelatedFact = { ...mother, id: "father", addresses: ["+13035550151"], hasPortal: false };
const phone = (value: string, change: Partial<PointFact> = {}): PointFact => ({
  ...{ id: value, kind: "phone", value, isPrimary: false, health: "ok", healthReason: null, healthAt: null },
  ...{ sharedWith: 0, belongsTo: null, ...change },
});
const [hers, his, own] = [phone("+13035550150"), phone("+13035550151"), phone("+13035550142")];
const child = { dateOfBirth: "2015-05-04" };
const factsFor = (facts: Partial<Facts>, patient: Partial<Facts["patient"]> = child) =>
  factsOf({}, { asOf: NOON, related: [mother, father], ...facts, patient });

test.each<[string, Partial<Facts>, boolean]>([
  ["her phone", { points: [hers] }, true],
  ["her phone first, his second", { points: [{ ...hers, isPrimary: true }, his] }, true],
  ["his phone first, who has no sign-in", { points: [hers, { ...his, isPrimary: true }] }, false],
  ["the child's own phone", { points: [{ ...own, isPrimary: true }, hers] }, false],
  ["her phone, confidential", { points: [hers], labels: ["teen_confidential"] }, false],
  ["her phone, limited", { points: [hers], related: [{ ...mother, limits: "no results" }] }, false],
])("a link to %s opens by a sign-in: %#", (_, facts, opens) => {
  expect(opensBySignIn(factsFor(facts), ["SMS"])).toBe(opens);
});

test.each<[string, Parameters<typeof factsFor>, string[], Shut | null]>([
  ["what went to her", [{}], ["+13035550150"], null],
  [
    "what went to a number that the chart says is hers",
    [{ points: [{ ...own, belongsTo: "mother" }] }],
    [own.value],
    null,
  ],
  ["what went to the child's own and to hers", [{}], [own.value, "+13035550150"], null],
  ["what went to the child's own alone", [{}], [own.value], "not_addressed"],
  ["what went to the father", [{}], ["+13035550151"], "not_addressed"],
  ["what went nowhere yet", [{}], [], "not_addressed"],
  ["confidential", [{ labels: ["teen_confidential"] }], ["+13035550150"], "teen_confidential"],
  ["of age", [{}, { dateOfBirth: "2008-06-16" }], ["+13035550150"], "not_represented"],
  ["dead", [{}, { ...child, deceasedAt: NOON }], ["+13035550150"], "not_represented"],
])("reading by the mother: %s", (_, given, sentTo, shut) => {
  const { patient, labels, points } = factsFor(...given);
  expect(whyShut({ patient, labels, points, sentTo, person: mother }, NOON)).toBe(shut);
});

test("staff are told why somebody cannot be given a sign-in", () => {
  const open = {
    hasBirthDate: true,
    deceased: false,
    acts: true,
    relation: "guardian" as const,
    limited: false,
  };
  expect(whyNot(open)).toBeNull();
  expect(whyNot({ ...open, acts: false })).toContain("do not act");
  expect(whyNot({ ...open, acts: false, limited: true })).toContain("limited");
  expect(whyNot({ ...open, acts: false, deceased: true })).toContain("has died");
  expect(whyNot({ ...open, acts: false, relation: "executor" })).toContain("executor");
  expect(whyNot({ ...open, hasBirthDate: false })).toContain("date of birth");
});

test("two lines are taken for one person only by name and address together", () => {
  const rosa = { name: "Rosa Vega", phone: "+13035550150", email: null };
  expect(isAlike(rosa, { ...rosa, name: " rosa  VEGA" })).toBe(true);
  expect(isAlike(rosa, { ...rosa, name: "Luis Vega" })).toBe(false);
  expect(isAlike(rosa, { ...rosa, phone: "+13035550151" })).toBe(false);
  expect(isAlike({ ...rosa, phone: null }, { ...rosa, phone: null })).toBe(false);
});
