import { expect, it } from "vitest";
import { Courtesy } from "@/lib/delivery/lanes/courtesy";

const at = (ms: number) => new Date(Date.UTC(2026, 2, 3, 18) + ms);
const items = (priority: number, count: number) => Array.from({ length: count }, () => ({ priority }));

it("bounds no crowd while nobody writes, also not after another crowd", () => {
  const courtesy = new Courtesy();
  courtesy.note(items(3, 100), at(0));
  expect(courtesy.room(at(1))).toBeGreaterThan(1_000);
});

it("lets a crowd go at a hundred a second while people write, and freely two seconds after", () => {
  const courtesy = new Courtesy();
  let gone = 0;
  for (let ms = 0; ms < 10_000; ms += 40) {
    courtesy.note(items(2, 1), at(ms));
    const room = Math.min(100, courtesy.room(at(ms)));
    courtesy.note(items(3, room), at(ms));
    gone += room;
  }
  expect(gone).toBeGreaterThanOrEqual(990);
  expect(gone).toBeLessThanOrEqual(1_030);
  expect(courtesy.room(at(11_900))).toBeLessThanOrEqual(25);
  expect(courtesy.room(at(12_100))).toBeGreaterThan(1_000);
});

it.each([0, 1, 2])("counts what is more urgent than a crowd (%i) as a person at work", (priority) => {
  const courtesy = new Courtesy();
  courtesy.note(items(priority, 1), at(0));
  expect(courtesy.room(at(0))).toBe(25);
});
