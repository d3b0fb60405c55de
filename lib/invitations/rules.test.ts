import { expect, test } from "vitest";
import { type InviteFacts, invitationWords, waysOf } from "@/lib/invitations/rules";

const phone = {
  kind: "phone" as const,
  value: "+13035550142",
  isPrimary: true,
  health: "ok" as const,
  shared: false,
  ofOther: false,
};
const facts: InviteFacts = { hasBirthDate: true, deceased: false, restricted: false, points: [phone] };

test.each<[string, Partial<InviteFacts>, (string | null)[]]>([
  ["their own phone", {}, [null, "no working email", null]],
  ["a shared phone", { points: [{ ...phone, shared: true }] }, ["Other patients", "no working email", null]],
  [
    "the mother's phone",
    { points: [{ ...phone, ofOther: true }] },
    ["somebody else's", "no working email", null],
  ],
  [
    "a dead phone",
    { points: [{ ...phone, health: "closed" }] },
    ["no working phone", "no working email", null],
  ],
  [
    "a failing phone",
    { points: [{ ...phone, health: "failing" }] },
    ["fail at the moment", "no working", null],
  ],
  ["a restricted chart", { restricted: true }, ["restricted", "restricted", null]],
  ["no birthday", { hasBirthDate: false }, ["date of birth", "date of birth", "date of birth"]],
  ["deceased", { deceased: true }, ["has died", "has died", "has died"]],
])("ways to invite: %s", (_name, change, problems) => {
  const ways = waysOf({ ...facts, ...change });
  expect(ways.map(({ way }) => way)).toEqual(["SMS", "EMAIL", "code"]);
  ways.forEach(({ problem }, index) => {
    const wanted = problems[index];
    if (wanted === null || wanted === undefined) expect(problem).toBeNull();
    else expect(problem).toContain(wanted);
  });
});

test("the letter is in the patient's language and names the clinic", () => {
  expect(invitationWords("es-MX", "Cedar Lane").body).toMatch(/^Cedar Lane le invita/);
  expect(invitationWords("en", "Cedar Lane").body).toMatch(/^Cedar Lane invites you/);
});
