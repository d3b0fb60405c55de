import { expect, test } from "vitest";
import { type Draft, EMPTY, inputOf } from "@/components/bulk/draft";
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

test("each patient's own order has no way of the sender's", () => {
  expect(inputOf({ ...EMPTY, list, body: "x", channel: "own", next: "fails" })).not.toHaveProperty("plan");
});
