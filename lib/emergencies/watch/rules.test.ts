import { expect, test } from "vitest";
import { ALERT_HOURS, NEXT_PERSON_MINUTES } from "@/lib/emergencies/schema";
import { nextAlertAt, turnsDue } from "@/lib/emergencies/watch/rules";

const START = Date.parse("2026-06-17T03:00:00Z");
const MINUTE = 60_000;

interface One {
  id: number;
  at: Date;
  alertDue: Date | null;
  step: number;
}

/** A night minute by minute: emergencies open at these minutes and nobody takes them. Every text, in order. */
function night(opened: readonly number[], people: number, minutes: number) {
  const open: One[] = [];
  const texts: { minute: number; turn: number; about: number[] }[] = [];
  for (let minute = 0; minute < minutes; minute += 1) {
    const now = new Date(START + minute * MINUTE);
    opened.forEach((at, id) => {
      if (at === minute) open.push({ id, at: now, alertDue: now, step: 0 });
    });
    for (const [turn, ones] of turnsDue(open, { open: false, stopped: false, people }, now)) {
      texts.push({ minute, turn, about: ones.map(({ id }) => id) });
      for (const one of ones) Object.assign(one, { step: one.step + 1, alertDue: nextAlertAt(now) });
    }
  }
  return texts;
}

/** A made-up night, the same for the same number. */
function openings(seed: number): number[] {
  let state = seed * 2_654_435_761;
  const next = () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 1) >>> 0;
    return state;
  };
  return Array.from({ length: 1 + (next() % 8) }, () => next() % 40);
}

test("in 60 nights nobody hears of anything later than if it were alone, and nobody gets two texts in a minute", () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const opened = openings(seed);
    const people = 1 + (seed % 4);
    const texts = night(opened, people, 60);
    expect(new Set(texts.map(({ minute, turn }) => `${minute}/${turn}`)).size).toBe(texts.length);
    opened.forEach((at, id) => {
      const told = texts.filter(({ about }) => about.includes(id));
      expect(told[0]).toMatchObject({ minute: at, turn: 0 });
      told.forEach(({ minute, turn }, step) => {
        expect(turn).toBe(step % people);
        expect(minute).toBeLessThanOrEqual(at + step * NEXT_PERSON_MINUTES);
      });
      expect(told.length).toBeGreaterThanOrEqual(Math.ceil((60 - at) / NEXT_PERSON_MINUTES));
    });
  }
});

test("ten at once are as many texts as one", () => {
  const one = night([0], 3, 30);
  expect(
    night(
      Array.from({ length: 10 }, () => 0),
      3,
      30,
    ),
  ).toHaveLength(one.length);
});

test("the desk's own, a stopped clinic's, an empty list's and a day-old one are nobody's turn", () => {
  const now = new Date(START);
  const fresh: One = { id: 1, at: now, alertDue: null, step: 0 };
  const due = { ...fresh, alertDue: now };
  const old = { ...due, at: new Date(START - ALERT_HOURS * 3_600_000 - 1) };
  const clinic = { open: false, stopped: false, people: 2 };
  expect(turnsDue([fresh], { ...clinic, open: true }, now).size).toBe(0);
  expect(turnsDue([due], { ...clinic, stopped: true }, now).size).toBe(0);
  expect(turnsDue([due], { ...clinic, people: 0 }, now).size).toBe(0);
  expect(turnsDue([old], clinic, now).size).toBe(0);
  expect(turnsDue([fresh], clinic, now).get(0)).toEqual([fresh]);
});
