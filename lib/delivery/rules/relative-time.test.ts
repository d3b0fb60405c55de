import { describe, expect, it } from "vitest";
import { decide } from "@/lib/delivery/rules/decide";
import { staleWord } from "@/lib/delivery/rules/relative-time";
import { factsOf, POLICY } from "@/lib/testing/facts";

/** A Tuesday and the days after it. */
const TUE = "2026-06-16";
const WED = "2026-06-17";
const THU = "2026-06-18";
const FRI = "2026-06-19";

describe("words that are wrong on another day", () => {
  it.each([
    ["See you tomorrow at 9", "tomorrow"],
    ["Come in today, please", "today"],
    ["TONIGHT at 7", "TONIGHT"],
    ["We call you in an hour", "in an hour"],
    ["Ready in 2 hours.", "in 2 hours"],
    ["This afternoon works", "This afternoon"],
    ["Nos vemos mañana a las 9", "mañana"],
    ["Nos vemos manana", "manana"],
    ["Venga hoy, por favor", "hoy"],
    ["Le llamamos en una hora", "en una hora"],
    ["Esta noche cerramos", "Esta noche"],
    ["See you Tuesday at 2:30 PM", "Tuesday"],
    ["Until Wednesday!", "Wednesday"],
    ["Hasta el miércoles", "miércoles"],
    ["Wed at 9 works", "Wed"],
  ])("%s → %s", (text, word) => expect(staleWord(text, TUE, WED)).toBe(word));

  it.each([
    ["See you Friday"],
    ["Your visit is Wednesday, June 17 at 2:30 PM"],
    ["Su cita es el miércoles 17 de junio"],
    ["Wednesday the 17th at 9"],
    ["We are open Monday to Friday, 8 to 5"],
    ["Abrimos de lunes a viernes"],
    ["Cerramos los miércoles"],
    ["Take one por la mañana"],
    ["The tomorrows we share"],
    ["He sat down; the sun came out"],
    ["Your results are ready. Call us at 303-555-0100."],
    [""],
  ])("%s stays true", (text) => expect(staleWord(text, TUE, WED)).toBeNull());

  it("knows which weekdays have come", () => {
    expect(staleWord("See you Friday", TUE, THU)).toBeNull();
    expect(staleWord("See you Friday", THU, FRI)).toBe("Friday");
    expect(staleWord("See you Friday", TUE, "2026-06-30")).toBe("Friday");
  });

  it("says nothing on the same day", () => expect(staleWord("today", TUE, TUE)).toBeNull());
});

describe("the rule", () => {
  const content = { SMS: { body: "See you tomorrow at 9" } };
  // 9:30 PM on Tuesday in Denver.
  const written = new Date("2026-06-17T03:30:00Z");
  const morning = new Date("2026-06-17T14:00:00Z");

  it("forewarns while it waits for the morning, and stops it there", () => {
    const facts = factsOf({ content, createdAt: written });
    const night = decide(facts, POLICY, 0, written);
    expect(night).toMatchObject({ kind: "hold", until: morning });
    expect(night.kind === "hold" && night.reasons.map(({ rule }) => rule)).toEqual([
      "quiet_hours",
      "time_words",
    ]);
    expect(decide(facts, POLICY, 0, morning)).toMatchObject({
      kind: "block",
      reasons: [
        {
          rule: "time_words",
          evidence: { word: "tomorrow", writtenFor: TUE, date: WED },
          remedy: "edit_words",
        },
      ],
    });
  });

  it("lets a text planned for that day go: it was written for it", () => {
    const facts = factsOf({ content, createdAt: written, scheduledAt: morning });
    expect(decide(facts, POLICY, 0, morning).kind).toBe("allow");
    expect(decide(facts, POLICY, 0, new Date("2026-06-18T14:00:00Z")).kind).toBe("block");
  });

  it("reads the patient's calendar, not the clinic's", () => {
    // Wednesday morning in Guam is Tuesday afternoon in Denver.
    const guam = { patient: { zones: ["Pacific/Guam"] } };
    const facts = factsOf({ content, createdAt: new Date("2026-06-16T23:00:00Z") }, guam);
    expect(decide(facts, POLICY, 0, new Date("2026-06-17T04:00:00Z")).kind).toBe("allow");
  });

  it("stops a template whose facts changed, and says which", () => {
    const basis = { firstName: "Maria", appointmentTime: "2:30 PM" };
    const moved = factsOf(
      { basis, createdAt: written },
      { known: { firstName: "Maria", appointmentTime: "4:00 PM" } },
    );
    expect(decide(moved, POLICY, 0, morning)).toMatchObject({
      kind: "block",
      reasons: [
        { rule: "facts_changed", evidence: { field: "appointmentTime", was: "2:30 PM", now: "4:00 PM" } },
      ],
    });
    const gone = factsOf({ basis, createdAt: written }, { known: { firstName: "Maria" } });
    expect(decide(gone, POLICY, 0, morning)).toMatchObject({ reasons: [{ evidence: { now: null } }] });
    const same = factsOf({ basis, createdAt: written }, { known: { ...basis, lastName: "Alvarez" } });
    expect(decide(same, POLICY, 0, morning).kind).toBe("allow");
  });
});
