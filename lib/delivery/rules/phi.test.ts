import { expect, test } from "vitest";
import { decide } from "@/lib/delivery/rules/decide";
import type { Facts } from "@/lib/delivery/schema";
import { markPhi } from "@/lib/phi/content/rules";
import type { Origin } from "@/lib/phi/schema";
import { factsOf, POLICY } from "@/lib/testing/facts";
import type { Channel } from "@/prisma/generated/enums";

const NOW = new Date("2026-06-16T18:00:00Z");
const RESULT = "Your A1c came back at 7.2.";
const accepted: Facts["consents"] = (["SMS", "EMAIL"] as const).map((channel) => ({
  purpose: "texting_risk",
  channel,
  address: null,
  act: "grant",
  at: new Date("2026-06-01T18:00:00Z"),
}));

function ask(
  channel: Channel,
  origin: Origin,
  changes: Parameters<typeof factsOf>[1] & { words?: string; subject?: string; strict?: boolean } = {},
) {
  const { words = RESULT, subject = "Your visit", strict = false, ...facts } = changes;
  const content = {
    SMS: { body: words },
    EMAIL: { subject, body: words },
    PUSH: { title: "Test Clinic", body: words },
    IN_APP: { body: words },
  };
  const phi = markPhi(content, origin, "Test Clinic");
  const message = { plan: [channel], content: { ...content, ...(phi ? { phi } : {}) } };
  return decide(factsOf(message, facts), { ...POLICY, phi: { strict } }, 0, NOW);
}

const cases: [string, ReturnType<typeof ask>, string, string?][] = [
  ["a staff text, risk accepted", ask("SMS", "personal", { consents: accepted }), "warn", "risk_accepted"],
  ["a staff mail, risk accepted", ask("EMAIL", "personal", { consents: accepted }), "warn", "risk_accepted"],
  ["a staff text, risk not accepted", ask("SMS", "personal"), "block", "risk_not_accepted"],
  ["a staff text, the writer says why", ask("SMS", "personal", { overrides: ["phi"] }), "warn", "kept"],
  [
    "a staff text, risk revoked since",
    ask("SMS", "personal", {
      consents: [...accepted, { ...accepted[0], act: "revoke", at: NOW } as Facts["consents"][number]],
    }),
    "block",
    "risk_not_accepted",
  ],
  ["a strict clinic", ask("SMS", "personal", { consents: accepted, strict: true }), "block", "clinic_rule"],
  [
    "a subject, risk accepted",
    ask("EMAIL", "personal", { consents: accepted, subject: "Your A1c is 7.2" }),
    "block",
    "subject",
  ],
  [
    "a restricted chart, risk accepted and a reason",
    ask("SMS", "personal", { consents: accepted, overrides: ["phi"], labels: ["hiv"] }),
    "block",
    "restricted",
  ],
  ["bulk", ask("SMS", "bulk", { consents: accepted, overrides: ["phi"] }), "block", "bulk"],
  ["an API key", ask("EMAIL", "api", { consents: accepted, overrides: ["phi"] }), "block", "api"],
  ["a template", ask("SMS", "template", { consents: accepted, overrides: ["phi"] }), "block", "template"],
  ["a notification", ask("PUSH", "personal", { consents: accepted }), "block", "notification"],
  ["the hub's own page", ask("IN_APP", "bulk"), "allow"],
  ["nothing private", ask("SMS", "bulk", { words: "See you then" }), "allow"],
];

test.each(cases)("%s", (_name, answer, expected, place) => {
  const seen =
    answer.kind === "allow"
      ? answer.warnings.find(({ rule }) => rule === "phi")
      : answer.kind === "block"
        ? answer.reasons.find(({ rule }) => rule === "phi")
        : undefined;
  const kind = answer.kind === "allow" && seen ? "warn" : answer.kind;
  expect([kind, seen?.evidence.place]).toEqual([expected, place]);
  if (seen) {
    expect(seen.remedy).toBe(place === "restricted" ? "use_other_channel" : "secure_link");
    // Kinds, never words.
    expect(seen.evidence.kinds).toBe("lab");
    expect(JSON.stringify(answer)).not.toContain("7.2");
  }
});

test("where no proof could guard a link, none is offered: on a shared number it is for a call", () => {
  const points = factsOf().points.map((point) => ({ ...point, sharedWith: point.kind === "phone" ? 1 : 0 }));
  expect(ask("SMS", "personal", { points })).toMatchObject({
    kind: "block",
    reasons: [
      { rule: "phi", evidence: { place: "risk_not_accepted", link: false }, remedy: "use_other_channel" },
    ],
  });
  expect(ask("EMAIL", "personal", { points })).toMatchObject({ reasons: [{ remedy: "secure_link" }] });
  const signsIn = { ...factsOf().patient, hasPortal: true };
  expect(ask("SMS", "personal", { points, patient: signsIn })).toMatchObject({
    reasons: [{ rule: "phi", remedy: "secure_link" }],
  });
});

test("a clinic's own name says nothing about a patient", () => {
  const name = "Denver Behavioral Health";
  const body = `${name}: your visit is on Friday.`;
  expect(markPhi({ SMS: { body } }, "bulk", name)).toBeNull();
  expect(markPhi({ SMS: { body } }, "bulk", "Cedar Lane")?.found).toHaveLength(1);
});

test("a mail's HTML is read without its markup, in its own places", () => {
  const htmlBody = '<p title="x">Your <b>A1c</b> was 7.2</p>';
  const marks = markPhi({ EMAIL: { subject: "Hi", body: "Hi", htmlBody } }, "personal", "Clinic");
  expect(marks?.found).toMatchObject([{ part: "html", kind: "lab" }]);
  const [first] = marks?.found ?? [];
  expect(htmlBody.slice(first?.start, first?.end)).toBe("A1c</b> was 7.2");
});

test.each([
  ["<p>Your <b>met</b>formin is ready</p>", "met</b>formin"],
  ['<p>See</p><img alt="Your HIV test" src="https://x.example/y.png">', "HIV"],
  ['<a href="https://x.example" title="Your HIV test">Open</a>', "HIV"],
])("reads %s as its reader does", (htmlBody, words) => {
  const marks = markPhi({ EMAIL: { subject: "Hi", body: "Hi", htmlBody } }, "personal", "Clinic");
  const [found] = marks?.found ?? [];
  expect(htmlBody.slice(found?.start, found?.end)).toContain(words);
  const apart = "<td>met</td><td>formin</td>";
  expect(markPhi({ EMAIL: { subject: "Hi", body: "Hi", htmlBody: apart } }, "personal", "Clinic")).toBeNull();
});

test("a link goes only where it still opens, and names nobody on a chart that was restricted since", () => {
  const linked = (content: object, labels: Facts["labels"], sharedWith: number) => {
    const facts = factsOf(
      { content: { SMS: { body: "{link}" }, links: { SMS: "id" }, ...content } },
      { labels },
    );
    const points = facts.points.map((point) => ({ ...point, sharedWith }));
    const answer = decide({ ...facts, points }, POLICY, 0, NOW);
    return answer.kind === "block" ? answer.reasons[0]?.evidence.place : answer.kind;
  };
  expect(linked({ proof: "date_of_birth" }, [], 0)).toBe("allow");
  expect(linked({ proof: "date_of_birth" }, [], 1)).toBe("link_shared");
  expect(linked({ proof: "none" }, [], 1)).toBe("link_shared");
  expect(linked({ proof: "portal" }, [], 1)).toBe("allow");
  expect(linked({ proof: "portal" }, ["hiv"], 0)).toBe("link_restricted");
  expect(linked({ proof: "portal", unnamed: true }, ["hiv"], 1)).toBe("allow");
});
