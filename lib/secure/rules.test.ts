import { expect, test } from "vitest";
import { withLinks } from "@/lib/delivery/link/rules";
import { measureText } from "@/lib/messages/content/segments";
import { dayFor } from "@/lib/secure/days/rules";
import { isBirthDate, neutralContent, stateOf, termsFor } from "@/lib/secure/rules";

const WHERE = { publicUrl: "https://hub.cedarlane.example", secret: "of the test" };
const LINK_LENGTH = "https://hub.cedarlane.example/portal/m/".length + 22;
const words = {
  SMS: { body: "Your A1c is 7.2" },
  EMAIL: { subject: "A1c", body: "7.2" },
  PUSH: { body: "A1c" },
};

function leaves(language: string, restricted = false, name = "Cedar Lane") {
  const until = dayFor(new Date("2026-06-12T18:00:00Z"), "America/Denver", language);
  const from = { name, phone: "+13035550100", language, until, restricted, linkLength: LINK_LENGTH };
  return withLinks(neutralContent(words, { SMS: "one", EMAIL: "two" }, from), WHERE);
}

test("the sentence is the clinic's, one segment, and each way has a link of its own", () => {
  const english = leaves("en");
  expect(english.SMS?.body).toMatch(
    /^Cedar Lane: You have a private message from us\. Open it here: https:\S+ It works until Fri, Jun 12\.$/,
  );
  const spanish = leaves("es");
  expect(spanish.SMS?.body).toMatch(
    /^Cedar Lane: Tiene un mensaje privado\. Puede abrirlo hasta el viernes 12 de junio: https:\S+/,
  );
  for (const { SMS } of [english, spanish]) {
    expect(measureText(SMS?.body ?? "")).toMatchObject({ encoding: "GSM-7", segments: 1 });
  }
  expect(english.EMAIL?.body).toContain("303-555-0100");
  expect(english.EMAIL?.body.match(/m\/([\w-]{22})/)?.[1]).not.toBe(
    english.SMS?.body.match(/m\/([\w-]{22})/)?.[1],
  );
  expect(JSON.stringify([english, spanish])).not.toMatch(/A1c|7\.2/);
});

test("restricted content names nobody, anywhere", () => {
  const content = leaves("en", true, "Denver Behavioral Health");
  expect(content.unnamed).toBe(true);
  expect(JSON.stringify(content)).not.toMatch(/Denver|Behavioral|A1c/);
  expect(content.EMAIL?.subject).toBe("You have a private message");
});

test("a Saturday goes by its date, because its Spanish name would cost a second segment", () => {
  const saturday = new Date("2026-06-13T18:00:00Z");
  expect(dayFor(saturday, "America/Denver", "es")).toBe("13 de junio");
  // 11 PM in Denver is still the 12th there.
  expect(dayFor(new Date("2026-06-13T05:00:00Z"), "America/Denver", "en")).toBe("Fri, Jun 12");
});

test.each([
  ["alone, birthday known", false, false, true, false, ["date_of_birth", "none"]],
  ["alone, birthday unknown", false, false, false, false, ["none"]],
  ["alone, with a sign-in", false, false, true, true, ["date_of_birth", "portal", "none"]],
  ["shared", true, false, true, false, []],
  ["restricted", false, true, true, false, []],
  ["shared and restricted", true, true, false, false, []],
  ["shared, with a sign-in", true, false, true, true, ["portal"]],
  ["restricted, with a sign-in", false, true, true, true, ["portal"]],
  ["shared and restricted, with a sign-in", true, true, true, true, ["portal"]],
])("proofs: %s", (_name, shared, restricted, hasBirthDate, hasPortal, proofs) => {
  const terms = termsFor({ shared, restricted, hasBirthDate, hasPortal });
  expect(terms.proofs).toEqual(proofs);
  expect(terms.suggested).toBe(proofs[0] ?? null);
  expect(terms.problem === null).toBe(proofs.length > 0);
  expect(terms.remedy).toBe(proofs.length > 0 ? null : "invite_to_portal");
  if (terms.problem) expect(terms.problem).toContain("to the portal, or call");
});

test("a link is open until the instant it ends, and what was opened stays opened", () => {
  const at = (iso: string) => new Date(iso);
  const link = { expiresAt: at("2026-06-12T18:00:00Z"), openedAt: null, lockedAt: null };
  expect(stateOf(link, at("2026-06-12T17:59:59.999Z"))).toBe("ready");
  expect(stateOf(link, at("2026-06-12T18:00:00Z"))).toBe("expired");
  expect(stateOf({ ...link, lockedAt: at("2026-06-10T18:00:00Z") }, at("2026-06-11T18:00:00Z"))).toBe(
    "locked",
  );
  expect(stateOf({ ...link, openedAt: at("2026-06-10T18:00:00Z") }, at("2027-01-01T00:00:00Z"))).toBe(
    "opened",
  );
});

test("no birthday on file is nobody's birthday", () => {
  expect(isBirthDate("", null)).toBe(false);
  expect(isBirthDate("", "1961-11-23")).toBe(false);
  expect(isBirthDate("1961-11-23", "1961-11-23")).toBe(true);
});
