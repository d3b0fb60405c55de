import { expect, test } from "vitest";
import { SendMessage } from "@/lib/messages/schema";

const parse = (given: object) =>
  SendMessage.safeParse({ patientId: "0199f0a0-0000-7000-8000-000000000001", body: "Hello", ...given });

test("variables take what a script has: a number is its digits, and false fills nothing", () => {
  const variables = { firstName: "Ana", count: 3, insured: true, waitlisted: false };
  expect(parse({ variables }).data?.variables).toEqual({
    firstName: "Ana",
    count: "3",
    insured: "true",
    waitlisted: "",
  });
});

test("metadata is any JSON object of at most 8 kB that the database can keep", () => {
  const nested = { visit: { id: 1, codes: ["a", null, { deep: true }] }, path: "C:\\u0000" };
  expect(parse({ metadata: nested }).data?.metadata).toEqual(nested);
  expect(parse({ metadata: { note: "é".repeat(4_000) } }).success).toBe(true);
  for (const note of ["é".repeat(4_200), "a\u0000b", "half \ud83d"]) {
    expect(parse({ metadata: { note } }).success).toBe(false);
  }
  expect(parse({ metadata: ["a list"] }).success).toBe(false);
});
