import { expect, test } from "vitest";
import { threadChunks, threadItems } from "@/components/conversations/thread-items";
import type { MessageView } from "@/lib/messages/schema";

const zone = "America/Denver";
const now = new Date("2026-06-16T18:00:00.000Z");

function message(id: string, at: string, change: Partial<MessageView> = {}): MessageView {
  return {
    id,
    patientId: "p",
    conversationId: "c",
    channel: "SMS",
    plan: ["SMS"],
    direction: "INBOUND",
    subject: null,
    body: id,
    htmlBody: null,
    category: "treatment",
    priority: "normal",
    status: "DELIVERED",
    reason: null,
    badge: { label: "Received", tone: "neutral", sentence: null },
    waitingUntil: null,
    templateId: null,
    scheduledAt: null,
    scheduledFor: null,
    fallbackOnHold: false,
    fallbackMinutes: null,
    sentAt: null,
    deliveredAt: null,
    nextAt: null,
    expiresAt: null,
    createdAt: at,
    updatedAt: at,
    createdBy: "p",
    createdByKind: "patient",
    authorName: null,
    tags: [],
    metadata: null,
    secure: null,
    links: [],
    attachments: [],
    ...change,
  };
}

const shape = (items: ReturnType<typeof threadItems>) =>
  items.map((item) => {
    if (item.kind === "day") return item.words;
    if (item.kind === "note") return `note ${item.note.id}`;
    if (item.kind === "reaction") return `${item.emoji} ${item.message.id}`;
    return `${item.first ? "[" : ""}${item.message.id}${item.last ? "]" : ""}`;
  });

test("days are the clinic's, not the computer's: 11 PM and 1 AM in Denver are two days", () => {
  const items = threadItems(
    [message("b", "2026-06-16T07:00:00.000Z"), message("a", "2026-06-16T05:00:00.000Z")],
    [],
    { now, zone, whole: true },
  );
  expect(shape(items)).toEqual(["Yesterday", "[a]", "Today", "[b]"]);
});

test("messages of one person in a few minutes are one group; a note or another channel parts them", () => {
  const ours = { direction: "OUTBOUND", createdBy: "dana" } as const;
  const items = threadItems(
    [
      message("f", "2026-06-16T16:08:00.000Z", { channel: "EMAIL" }),
      message("e", "2026-06-16T16:07:00.000Z"),
      message("c", "2026-06-16T16:03:00.000Z", ours),
      message("b", "2026-06-16T16:01:00.000Z"),
      message("a", "2026-06-16T16:00:00.000Z"),
    ],
    [{ id: "n", body: "call her", authorName: "Dana", createdAt: "2026-06-16T16:05:00.000Z" }],
    { now, zone, whole: true },
  );
  expect(shape(items)).toEqual(["Today", "[a", "b]", "[c]", "note n", "[e]", "[f]"]);
});

test("a note from before what is loaded waits until that far is loaded", () => {
  const notes = [{ id: "n", body: "old", authorName: "Dana", createdAt: "2026-06-01T16:00:00.000Z" }];
  const loaded = [message("a", "2026-06-16T16:00:00.000Z")];
  expect(shape(threadItems(loaded, notes, { now, zone, whole: false }))).toEqual(["Today", "[a]"]);
  expect(shape(threadItems(loaded, notes, { now, zone, whole: true }))[1]).toBe("note n");
});

test("weeks stay the same pieces when older messages come above and a new one below", () => {
  const pieces = (...dates: string[]) => {
    const newestFirst = dates.map((date) => message(date, `${date}T16:00:00.000Z`)).reverse();
    return threadChunks(threadItems(newestFirst, [], { now, zone, whole: true })).map(({ key, items }) => [
      key,
      shape(items).length,
    ]);
  };
  const before = pieces("2026-06-01", "2026-06-02", "2026-06-15");
  const after = pieces("2026-05-01", "2026-06-01", "2026-06-02", "2026-06-15", "2026-06-16");
  expect(before.map(([key]) => key)).toEqual(after.map(([key]) => key).slice(1));
  expect(before[0]).toEqual(after[1]);
});

test("a reaction stands on our message, its newest counts, and one on an unknown text is a line", () => {
  const reacted = (id: string, minute: string, emoji: string, onId: string | null, removed = false) =>
    message(id, `2026-06-16T16:${minute}:00.000Z`, { reaction: { emoji, removed, onId } });
  const ours = { direction: "OUTBOUND", createdBy: "dana" } as const;
  const items = threadItems(
    [
      reacted("r4", "14", "👎", null),
      reacted("r3", "13", "❤️", "b", true),
      reacted("r2", "12", "❤️", "b"),
      reacted("r1", "11", "👍", "a"),
      message("b", "2026-06-16T16:02:00.000Z", ours),
      message("a", "2026-06-16T16:00:00.000Z", ours),
    ],
    [],
    { now, zone, whole: true },
  );
  expect(shape(items)).toEqual(["Today", "[a", "b]", "👎 r4"]);
  const on = items.flatMap((item) => (item.kind === "message" ? [item.reaction] : []));
  expect(on).toEqual(["👍", null]);
});
