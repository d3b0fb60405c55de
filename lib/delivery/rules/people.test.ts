import { describe, expect, it } from "vitest";
import type { InstructionFact, PointFact, RelatedFact } from "@/lib/delivery/facts/schema";
import { decide } from "@/lib/delivery/rules/decide";
import type { Facts, MessageFacts } from "@/lib/delivery/schema";
import { factsOf, POLICY } from "@/lib/testing/facts";

const NOON = new Date("2026-06-16T18:00:00Z");
const TEEN = { dateOfBirth: "2011-05-04" };

const phone = (id: string, change: Partial<PointFact> = {}): PointFact => ({
  id,
  kind: "phone",
  value: `+1303555${id}`,
  isPrimary: false,
  health: "ok",
  healthReason: null,
  healthAt: null,
  sharedWith: 0,
  belongsTo: null,
  ...change,
});
const mother: RelatedFact = {
  id: "mother",
  relation: "guardian",
  limits: null,
  from: null,
  until: null,
  addresses: [],
};
const hers = phone("0150", { belongsTo: "mother", isPrimary: true });
const own = phone("0142");

const ask = (
  given: {
    message?: Partial<MessageFacts>;
    facts?: Partial<Omit<Facts, "message" | "patient">>;
    patient?: Partial<Facts["patient"]>;
  },
  now = NOON,
) =>
  decide(factsOf(given.message, { asOf: now, ...given.facts, patient: given.patient ?? {} }), POLICY, 0, now);

/** Where it goes, or the rule that stops it. */
const goes = (...given: Parameters<typeof ask>) => {
  const answer = ask(...given);
  return answer.kind === "allow" ? answer.to : answer.reasons[0]?.rule;
};

describe("a guardian's phone", () => {
  const family = (person: RelatedFact, points: PointFact[] = [hers]) => ({ related: [person], points });

  it.each<[string, RelatedFact, Partial<Facts["patient"]>, Date, string]>([
    ["stands for a child", mother, TEEN, NOON, hers.value],
    ["until the 18th birthday", mother, { dateOfBirth: "2008-06-17" }, NOON, hers.value],
    ["and no longer on it", mother, { dateOfBirth: "2008-06-16" }, NOON, "representation"],
    [
      "which begins where the patient is",
      mother,
      { dateOfBirth: "2008-06-16" },
      new Date("2026-06-16T05:59:59Z"),
      "quiet_hours",
    ],
    [
      "born on 29 February, on 1 March",
      mother,
      { dateOfBirth: "2008-02-29" },
      new Date("2026-02-28T18:00:00Z"),
      hers.value,
    ],
    [
      "and then no longer",
      mother,
      { dateOfBirth: "2008-02-29" },
      new Date("2026-03-01T18:00:00Z"),
      "representation",
    ],
    [
      "not where the authority is limited",
      { ...mother, limits: "no medical decisions" },
      TEEN,
      NOON,
      "representation",
    ],
    [
      "not before it begins",
      { ...mother, from: new Date("2026-06-17T00:00:00Z") },
      TEEN,
      NOON,
      "representation",
    ],
    ["not after it ended", { ...mother, until: NOON }, TEEN, NOON, "representation"],
    [
      "a ward's, with a time of its own",
      { ...mother, until: new Date("2027-01-01T00:00:00Z") },
      { dateOfBirth: "1980-01-01" },
      NOON,
      hers.value,
    ],
    ["an executor's never", { ...mother, relation: "executor" }, TEEN, NOON, "representation"],
  ])("%s", (_, person, patient, now, expected) => {
    expect(goes({ facts: family(person), patient }, now)).toBe(expected);
  });

  it("is known by its number as well, and gives way to the patient's own", () => {
    const known = { ...mother, addresses: ["+13035550150"] };
    const points = [phone("0150", { isPrimary: true }), own];
    expect(goes({ facts: family(known, points), patient: TEEN })).toBe("+13035550150");
    expect(goes({ facts: family(known, points), patient: { dateOfBirth: "2000-01-01" } })).toBe(own.value);
  });
});

describe("what is confidential to a teenager", () => {
  const confidential = { labels: ["teen_confidential" as const], related: [mother] };

  it("goes to the teenager's own phone, whichever is the primary one", () => {
    expect(goes({ facts: { ...confidential, points: [hers, own] }, patient: TEEN })).toBe(own.value);
  });

  it.each<[string, PointFact[]]>([
    ["only the mother's phone", [hers]],
    ["a phone shared with a brother", [phone("0142", { sharedWith: 1 })]],
  ])("is not sent where there is %s", (_, points) => {
    expect(ask({ facts: { ...confidential, points }, patient: TEEN })).toMatchObject({
      kind: "block",
      reasons: [{ rule: "representation", evidence: { cause: "not_confidential" } }],
    });
  });
});

describe("a patient's own instruction", () => {
  const asked = (change: Partial<InstructionFact>) => ({
    instructions: [{ contactPointIds: [], hours: [], noNames: false, since: NOON, ...change }],
    points: [own, phone("0143", { isPrimary: true })],
  });

  it("names the only contact points that are used", () => {
    expect(goes({ facts: asked({ contactPointIds: ["0142"] }) })).toBe(own.value);
    expect(goes({ facts: asked({ contactPointIds: ["elsewhere"] }) })).toBe("contact_instruction");
  });

  it("is decided before preferences", () => {
    const preferences = [{ channel: "SMS" as const, category: "treatment" as const, allowed: false }];
    const answer = ask({ facts: { ...asked({ contactPointIds: ["elsewhere"] }), preferences } });
    expect(answer).toMatchObject({ reasons: [{ rule: "contact_instruction" }, { rule: "preference" }] });
  });

  it.each([
    ["Your visit is booked.", "allow"],
    ["Maria, your visit is booked.", "block"],
    ["For MRS ALVAREZ: call us.", "block"],
    ["Ave Marias at noon.", "allow"],
  ])("without names, “%s” is: %s", (body, kind) => {
    expect(ask({ message: { content: { SMS: { body } } }, facts: asked({ noNames: true }) }).kind).toBe(kind);
  });

  it.each([
    [{ title: "Test Clinic", body: "Hi Maria, a message waits." }, "block"],
    [{ title: "For Maria Alvarez", body: "A message waits." }, "block"],
    [{ title: "Test Clinic", body: "A message waits." }, "allow"],
  ])("without names, a notification %j is: %s", (PUSH, kind) => {
    const device = { ...own, id: "d1", kind: "device" as const, value: "maria-phone:1" };
    const facts = { ...asked({ noNames: true }), points: [device] };
    expect(ask({ message: { plan: ["PUSH"], content: { PUSH } }, facts }).kind).toBe(kind);
  });

  it("holds to the hours it names, and no person may lift that", () => {
    const hours = [
      { days: [1, 2, 3, 4, 5], from: "09:00", to: "11:00" },
      { days: [2], from: "15:00", to: "16:00" },
    ];
    const facts = { ...asked({ hours }), overrides: ["contact_hours", "quiet_hours"] };
    expect(ask({ facts })).toMatchObject({ kind: "hold", until: new Date("2026-06-16T21:00:00Z") });
    expect(ask({ facts }, new Date("2026-06-16T22:00:00Z"))).toMatchObject({
      until: new Date("2026-06-17T15:00:00Z"),
    });
    expect(ask({ facts }, new Date("2026-06-17T15:00:00Z"))).toMatchObject({
      kind: "allow",
      closesAt: new Date("2026-06-17T17:00:00Z"),
    });
  });
});

describe("a vendor without a signed agreement", () => {
  it("carries a notice only, and the decision says so", () => {
    expect(ask({ facts: { signed: [] } })).toMatchObject({
      kind: "allow",
      carries: "notice",
      warnings: [{ rule: "vendor_unsigned", evidence: { provider: "twilio" }, remedy: "sign_agreement" }],
    });
    expect(ask({})).toMatchObject({ carries: "words", warnings: [] });
    expect(ask({ message: { plan: ["IN_APP"] }, facts: { signed: [] } })).toMatchObject({ carries: "words" });
  });
});
