import { expect, test } from "vitest";
import type { AskedFact } from "@/lib/delivery/rules/asked";
import { decide } from "@/lib/delivery/rules/decide";
import type { MessageFacts } from "@/lib/delivery/schema";
import { factsOf, POLICY } from "@/lib/testing/facts";

const now = new Date("2026-06-16T18:00:00Z");
const said = {
  channel: "SMS",
  address: "+13035550142",
  patientId: "patient",
  word: "keep_texting",
  since: now,
  dueAt: new Date("2026-06-17T18:00:00Z"),
  wallAt: new Date("2026-06-30T18:00:00Z"),
} as const;
const unsure = { ...said, kind: "stop" as const };
const death = { ...said, kind: "death" as const, address: "+13035559999" };

const ruleOf = (message: Partial<MessageFacts>, asked: AskedFact[]) => {
  const answer = decide(factsOf(message, { asked }), POLICY, 0, now);
  return answer.kind === "allow" ? "goes" : answer.reasons[0]?.rule;
};

test.each<[string, Partial<MessageFacts>, string | undefined, string | undefined]>([
  ["what staff type to her", {}, "goes", "goes"],
  ["a reminder of the practice system", { createdByKind: "key" }, "revocation_unsure", "death_told"],
  ["a bulk of staff", { priority: "bulk" }, "revocation_unsure", "death_told"],
  ["the hub's own", { createdByKind: "system" }, "revocation_unsure", "death_told"],
  ["mail, after words by text", { createdByKind: "key", plan: ["EMAIL"] }, "goes", "death_told"],
  [
    "the after-hours answer",
    { createdByKind: "system", isAutomatic: true, isAfterHoursReply: true },
    "revocation_unsure",
    "death_told",
  ],
  ["the answer to an emergency", { createdByKind: "system", isAutomatic: true }, "goes", "goes"],
  [
    "the answer to STOP",
    { createdByKind: "system", isAutomatic: true, isKeywordReply: true },
    "goes",
    "goes",
  ],
])("%s", (_, message, whileUnsure, whileTold) => {
  expect(ruleOf(message, [unsure])).toBe(whileUnsure);
  expect(ruleOf(message, [death])).toBe(whileTold);
});

test("words from another number or about another patient hold nothing", () => {
  const others = [
    { ...unsure, address: "+13035550199" },
    { ...death, patientId: "somebody else" },
  ];
  expect(ruleOf({ createdByKind: "key" }, others)).toBe("goes");
});
