import { expect, test } from "vitest";
import { collisionWords, newerMessage } from "@/components/messages/collision";

const from = (id: string, createdBy: string, createdByKind: "staff" | "patient" | "system" = "staff") =>
  ({
    id,
    createdBy,
    createdByKind,
    direction: createdByKind === "patient" ? "INBOUND" : "OUTBOUND",
  }) as const;

test.each([
  ["a colleague's answer", [from("3", "jordan"), from("2", "maria", "patient")], "2", "3"],
  ["the patient's second message", [from("3", "maria", "patient"), from("2", "maria", "patient")], "2", "3"],
  ["one's own from another tab is no surprise", [from("3", "me"), from("2", "maria", "patient")], "2", null],
  ["nor is an automatic reply", [from("3", "hub", "system"), from("2", "maria", "patient")], "2", null],
  [
    "a colleague's under an automatic one",
    [from("4", "hub", "system"), from("3", "jordan"), from("2", "x")],
    "2",
    "3",
  ],
  ["nothing new", [from("2", "maria", "patient")], "2", null],
] as const)("%s", (_, thread, seen, found) => {
  expect(newerMessage(thread, seen, "me")?.id ?? null).toBe(found);
});

test("the words name who was faster", () => {
  expect(collisionWords({ direction: "OUTBOUND", authorName: "Jordan Lee" }, "Maria")).toBe(
    "Jordan answered while you were typing. Your draft is kept. Read the answer above, then send yours or drop it.",
  );
  expect(collisionWords({ direction: "INBOUND", authorName: null }, "Maria")).toContain("Maria wrote again");
});
