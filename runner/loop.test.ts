import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Bell } from "@/runner/bell";
import { loop, type Stop } from "@/runner/loop";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

function started(everyMs: number, answers: boolean[] = [], gatherMs?: number) {
  const bell = new Bell();
  const stop: Stop = { asked: false };
  const at: number[] = [];
  const work = async () => {
    at.push(Math.round(performance.now()));
    return answers.shift() ?? false;
  };
  const ended = loop("test", everyMs, work, { bell, stop, gatherMs });
  const end = async () => {
    stop.asked = true;
    bell.ring();
    await vi.advanceTimersByTimeAsync(everyMs);
    await ended;
  };
  return { bell, at, end };
}

it("obeys a ring after a silence at once, and looks by itself when nobody rings", async () => {
  const { bell, at, end } = started(1_000);
  await vi.advanceTimersByTimeAsync(300);
  const rang = performance.now();
  bell.ring();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(at.slice(1)).toEqual([rang, rang + 1_000].map(Math.round));
  await end();
});

it("does the work of many rings in one pass", async () => {
  const { bell, at, end } = started(1_000);
  for (let ms = 0; ms < 500; ms += 5) {
    bell.ring();
    await vi.advanceTimersByTimeAsync(5);
  }
  expect(at.length).toBeGreaterThanOrEqual(5);
  expect(at.length).toBeLessThanOrEqual(6);
  await end();
});

it("goes on at once while there is more to do", async () => {
  const { at, end } = started(1_000, [true, true, true]);
  await vi.advanceTimersByTimeAsync(0);
  expect(at).toHaveLength(4);
  await end();
});

it("lets what comes meanwhile share the next pass, where one costs as much for one as for ten", async () => {
  const { bell, at, end } = started(1_000, [false, true, true], 50);
  await vi.advanceTimersByTimeAsync(700);
  const rang = Math.round(performance.now());
  for (let ms = 0; ms < 140; ms += 5) {
    bell.ring();
    await vi.advanceTimersByTimeAsync(5);
  }
  expect(at.slice(1)).toEqual([rang, rang + 50, rang + 100]);
  await end();
});
