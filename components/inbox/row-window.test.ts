import { expect, test } from "vitest";
import { rowsInSight, scrollTo } from "@/components/inbox/row-window";

const rows = { count: 100_000, rowPx: 64 };

test.each([
  ["at the top", 0, { start: 0, end: 18 }],
  ["pulled beyond the top by a rubber band", -80, { start: 0, end: 18 }],
  ["in the middle", 640_000, { start: 9_992, end: 10_018 }],
  ["at the end", 6_399_360, { start: 99_982, end: 100_000 }],
])("%s only the rows around what is seen exist", (_, top, window) => {
  expect(rowsInSight({ top, height: 640 }, rows)).toEqual(window);
});

test("a list that became shorter than where it stood shows its end", () => {
  expect(rowsInSight({ top: 6_400, height: 640 }, { count: 3, rowPx: 64 })).toEqual({ start: 0, end: 3 });
});

test.each([
  ["above what is seen", 2, 128],
  ["below", 30, 1_344],
  ["whole in sight already", 12, 640],
])("a row %s comes into sight with the least movement", (_, index, top) => {
  expect(scrollTo(index, { top: 640, height: 640 }, 64)).toBe(top);
});
