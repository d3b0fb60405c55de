import { expect, it } from "vitest";
import { PATIENCE_MS, type Unread, unreadOf } from "@/lib/delivery/rules/catching-up";
import { decide } from "@/lib/delivery/rules/decide";
import { factsOf, POLICY } from "@/lib/testing/facts";

const NOW = new Date("2026-06-16T18:00:00Z");
const unread = (tried: boolean, agoMs = 1_000): Unread => ({
  since: new Date(NOW.getTime() - agoMs),
  provider: "twilio",
  tried,
});
const answer = (message: Parameters<typeof factsOf>[0], waits: Unread | null) =>
  decide(factsOf(message, { unread: waits }), POLICY, 0, NOW).kind;

it.each([
  ["typed by a person", {}, "hold", "allow"],
  ["of a machine", { createdByKind: "system" }, "hold", "hold"],
  ["of a program with a key", { createdByKind: "key" }, "hold", "hold"],
  ["of a bulk", { priority: "bulk" }, "hold", "hold"],
  ["an automatic answer", { isAutomatic: true }, "hold", "hold"],
  ["urgent", { createdByKind: "system", priority: "urgent" }, "hold", "allow"],
  ["the answer to STOP", { isAutomatic: true, isKeywordReply: true }, "allow", "allow"],
] as const)("while the list is read everything waits; where it cannot be: %s", (_, message, first, later) => {
  expect(answer(message, unread(false))).toBe(first);
  expect(answer(message, unread(true))).toBe(later);
  expect(answer(message, unread(false, PATIENCE_MS))).toBe(later);
  expect(answer(message, null)).toBe("allow");
});

it("is over when a pass that began after the last start was read to its end", () => {
  const at = (minute: number) => new Date(NOW.getTime() + minute * 60_000);
  const row = { provider: "twilio", neededAt: at(10), triedAt: at(5), readAt: at(5) };
  expect(unreadOf([])).toBeNull();
  expect(unreadOf([{ ...row, neededAt: null }])).toBeNull();
  expect(unreadOf([row])).toMatchObject({ tried: false });
  expect(unreadOf([{ ...row, triedAt: at(11) }])).toMatchObject({ tried: true });
  expect(unreadOf([{ ...row, triedAt: at(11), readAt: at(11) }])).toBeNull();
});
