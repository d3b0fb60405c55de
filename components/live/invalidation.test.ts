import { expect, test } from "vitest";
import { staleMatcher } from "@/components/live/invalidation";
import type { LiveChange } from "@/lib/live/schema";

const change = (kind: LiveChange["kind"], conversationId: string | null = "c1"): LiveChange => ({
  id: "1",
  kind,
  subjectId: "s1",
  conversationId,
  at: "2026-06-16T18:00:00.000Z",
});

test("a message renews its thread, the lists and the counts, and no other thread", () => {
  const stale = staleMatcher([change("message")]);
  expect(stale(["messages", "c1", { limit: 50 }])).toBe(true);
  expect(stale(["message", "s1"])).toBe(true);
  expect(stale(["conversations", "waiting"])).toBe(true);
  expect(stale(["conversation", "c1"])).toBe(true);
  expect(stale(["counts"])).toBe(true);
  expect(stale(["messages", "c2"])).toBe(false);
  expect(stale(["conversation", "c2"])).toBe(false);
  expect(stale(["patients"])).toBe(false);
});

test("a message whose thread is not told renews every thread", () => {
  const stale = staleMatcher([change("message", null)]);
  expect(stale(["messages", "c2"])).toBe(true);
});

test("presence renews presence alone", () => {
  const stale = staleMatcher([change("presence")]);
  expect(stale(["presence", "c1"])).toBe(true);
  expect(stale(["conversations"])).toBe(false);
  expect(stale(["conversation", "c1"])).toBe(false);
});

test("several changes are one question", () => {
  const stale = staleMatcher([change("note"), change("import")]);
  expect(stale(["notes", "c1"])).toBe(true);
  expect(stale(["imports"])).toBe(true);
  expect(stale(["import", "s1"])).toBe(true);
});

test("a question about a patient's words renews the questions everywhere and its thread", () => {
  const stale = staleMatcher([change("question")]);
  expect(stale(["questions", "late"])).toBe(true);
  expect(stale(["questions", "open"])).toBe(true);
  expect(stale(["conversation", "c1"])).toBe(true);
  expect(stale(["messages", "c1"])).toBe(false);
});
