import { expect, test } from "vitest";
import { arrange, neighbour, nothingArranged } from "@/components/inbox/list-order";

const rows = (...ids: string[]) =>
  ids.map((id, at) => ({ id, lastMessageAt: `2026-06-16T18:${String(59 - at).padStart(2, "0")}:00.000Z` }));
const first = arrange(nothingArranged, rows("a", "b", "c"), { still: false, keep: null });

test("a list nobody is reading follows the server", () => {
  expect(arrange(first, rows("n", "a", "b", "c"), { still: false, keep: null })).toMatchObject({
    order: ["n", "a", "b", "c"],
    news: 0,
  });
});

test("a list somebody is reading stays where it is and counts what is new", () => {
  const later = [{ id: "c", lastMessageAt: "2026-06-16T19:00:00.000Z" }, ...rows("n", "a", "b")];
  expect(arrange(first, later, { still: true, keep: null })).toMatchObject({
    order: ["a", "b", "c"],
    news: 2,
  });
});

test("new words in a thread that keeps its place are no news: its row shows them", () => {
  const later = rows("a", "b", "c").map((row) =>
    row.id === "b" ? { ...row, lastMessageAt: "2026-06-16T19:00:00.000Z" } : row,
  );
  expect(arrange(first, later, { still: true, keep: null }).news).toBe(0);
});

test("older threads loaded by scrolling are added at the end and are not news", () => {
  expect(arrange(first, rows("a", "b", "c", "d", "e"), { still: true, keep: null })).toMatchObject({
    order: ["a", "b", "c", "d", "e"],
    news: 0,
  });
});

test("the open thread keeps its place when it leaves the view, the others go", () => {
  expect(arrange(first, rows("a"), { still: false, keep: "b" }).order).toEqual(["a", "b"]);
  expect(arrange(first, rows("a"), { still: true, keep: "b" }).order).toEqual(["a", "b"]);
});

test("the next thread, with ends that hold", () => {
  expect(neighbour(first.order, null, 1)).toBe("a");
  expect(neighbour(first.order, "a", 1)).toBe("b");
  expect(neighbour(first.order, "a", -1)).toBeNull();
  expect(neighbour(first.order, "c", 1)).toBeNull();
});
