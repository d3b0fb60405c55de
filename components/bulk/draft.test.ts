import { expect, test } from "vitest";
import { ApiError } from "@/components/auth/request";
import { type Draft, EMPTY, inputOf, wordsProblem } from "@/components/bulk/draft";
import { notStarted } from "@/components/bulk/words";
import { CheckBulk } from "@/lib/bulk/schema";

const id = "0199f0a0-0000-7000-8000-000000000001";
const list = { filename: "", text: "Phone\n3035550142", base64: "" };
const SMS = { body: "Call us." };

test.each<[string, Partial<Draft>, object]>([
  ["one way", {}, { channel: "SMS", content: { SMS } }],
  [
    "a text, then the email",
    { next: "fails", subject: "Hi" },
    { plan: ["SMS", "EMAIL"], fallbackOnHold: false, content: { SMS, EMAIL: { ...SMS, subject: "Hi" } } },
  ],
  [
    "an email, then the text after an hour",
    { channel: "EMAIL", next: "fails", patience: 60 },
    { plan: ["EMAIL", "SMS"], fallbackMinutes: { EMAIL: 60 } },
  ],
  ["the email already when the text has to wait", { next: "waits" }, { fallbackOnHold: true }],
  ["a template by two ways", { templateId: id, next: "fails" }, { templateId: id, plan: ["SMS", "EMAIL"] }],
  [
    "those whom another did not reach",
    { audience: "again", again: id, againUnknown: true },
    { audience: { kind: "again", bulkId: id, confirmUnknown: true } },
  ],
])("the API takes %s as the steps gathered it", (_, changes, said) => {
  const input = inputOf({ ...EMPTY, list, body: SMS.body, ...changes });
  expect(CheckBulk.parse(input)).toMatchObject(said);
});

test("each patient's own order has no way of the sender's, and words for text and mail", () => {
  const input = inputOf({ ...EMPTY, list, body: "x", channel: "own", next: "fails", subject: "Hi" });
  expect(input).not.toHaveProperty("plan");
  expect(input.content).toEqual({ SMS: { body: "x" }, EMAIL: { body: "x", subject: "Hi" } });
});

test("what the hub would refuse without a word for people is said before it is asked", () => {
  const draft = { ...EMPTY, list, name: "Moved", body: "x".repeat(1_601) };
  expect(wordsProblem(draft)).toMatch(/at most 1,600 characters, and this has 1,601/);
  expect(wordsProblem({ ...draft, channel: "EMAIL" })).toBeNull();
  expect(wordsProblem({ ...draft, channel: "EMAIL", next: "fails" })).toMatch(/1,600/);
  const later = { ...draft, body: "x", when: "later" as const, date: "2026-06-16" };
  expect([wordsProblem(later), wordsProblem({ ...later, time: "" })]).toEqual([
    null,
    "Choose the day and the time.",
  ]);
});

test("a start that was refused says why, and one without an answer does not claim that nothing was sent", () => {
  const refused = new ApiError(422, "invalid", "time_passed", "The time it was planned for has passed.");
  expect(notStarted(refused)).toMatch(/nothing was sent\. The time it was planned for has passed/);
  expect(notStarted(new ApiError(0, "offline", "offline", "No answer."))).not.toMatch(/nothing was sent/);
});
