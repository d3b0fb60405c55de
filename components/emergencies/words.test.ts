import { describe, expect, it, test } from "vitest";
import { allToldWords, headline, standing, takenWords, toldWords } from "@/components/emergencies/words";
import type { EmergencyView } from "@/lib/emergencies/schema";

const ZONE = "America/Denver";
const AT = "2026-06-17T03:40:00.000Z";
const one: EmergencyView = {
  id: "",
  conversationId: "",
  messageId: "",
  channel: "SMS",
  at: AT,
  phrase: "can't breathe",
  phone: { value: "+13035550142", shown: "(303) 555-0142" },
  reply: { state: "delivered", at: AT },
  callNow: false,
  told: [],
  taken: null,
};
const bar = (more: Partial<EmergencyView>) => {
  const view = { ...one, ...more };
  return `${headline(view)} ${standing(view, ZONE)}`;
};

describe("the bar over a possible emergency (words.md 18)", () => {
  it.each([
    [{}, "Possible emergency: “can't breathe”. The 911 text was delivered at 9:40 PM. Nobody has this yet."],
    [{ phrase: null, reply: { state: "none", at: null } }, "Possible emergency. Nobody has this yet."],
    [
      { callNow: true, reply: { state: "blocked", at: null } },
      "Possible emergency: “can't breathe”. We cannot text this patient. Call now. Nobody has this yet.",
    ],
    [
      { channel: "EMAIL", callNow: true, reply: { state: "none", at: null } },
      "Possible emergency: “can't breathe”. We cannot email this patient. Call now. Nobody has this yet.",
    ],
    [
      { channel: "EMAIL", reply: { state: "sent", at: AT } },
      "Possible emergency: “can't breathe”. The 911 email left at 9:40 PM. Nobody has this yet.",
    ],
  ] as const)("%#", (more, words) => {
    expect(bar(more)).toBe(words);
  });
});

test.each([
  ["waiting", "Telling Jordan."],
  ["sent", "Told Jordan 9:40 PM, no receipt yet."],
  ["delivered", "Told Jordan 9:40 PM, delivered."],
  ["failed", "Jordan could not be told at 9:40 PM."],
  ["unknown", "Jordan may have been told at 9:40 PM."],
] as const)("who is on call: %s", (state, words) => {
  expect(toldWords({ name: "Jordan", state, at: AT }, ZONE)).toBe(words);
});

test("after *I have it*: who has it since when, and who was told", () => {
  const taken = { by: "Dana Whitfield", at: "2026-06-17T03:48:00.000Z" };
  const told = [
    { name: "Ana", state: "delivered" as const, at: "2026-06-17T03:41:00.000Z" },
    { name: "Ben", state: "sent" as const, at: "2026-06-17T03:46:00.000Z" },
  ];
  expect(takenWords({ taken }, ZONE)).toBe("Dana Whitfield has it since 9:48 PM.");
  expect(allToldWords({ told }, ZONE)).toBe("Told Ana 9:41 PM, delivered. Told Ben 9:46 PM, no receipt yet.");
  expect(allToldWords({ told: [] }, ZONE)).toBe("Nobody on call was told.");
});
