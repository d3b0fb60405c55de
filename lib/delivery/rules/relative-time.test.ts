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
    ["C u tmr at 9", "tmr"],
    ["See you 2morrow", "2morrow"],
    ["tommorow works", "tommorow"],
    ["The office is open 2nite", "2nite"],
    ["Thanks for calling last night", "last night"],
    ["The doctor calls within the hour", "within the hour"],
    ["In the next 2 hours we call", "In the next 2 hours"],
    ["in a couple of hours", "in a couple of hours"],
    ["two days from now", "two days from now"],
    ["Le llamamos en 30 min", "en 30 min"],
    ["Listo en 2 hrs.", "en 2 hrs"],
    ["Le llamamos en la próxima hora", "en la próxima hora"],
    ["Gracias por venir anteayer", "anteayer"],
    ["Lo esperamos pasado mañana", "mañana"],
    ["La farmacia cierra esta madrugada", "esta madrugada"],
    ["Cita mié a las 3", "mié"],
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
    ["Tome una tableta cada mañana"],
    ["See you next week"],
    ["Lo vemos el próximo mes"],
    ["Your visit is Mar 17 at 9"],
    ["Hi Dom, your results are ready."],
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

  it("knows when a week or a month is over", () => {
    const [sunday, monday] = ["2026-06-14", "2026-06-15"];
    for (const words of [
      "next week",
      "this weekend",
      "esta semana",
      "la próxima semana",
      "este fin de semana",
    ]) {
      expect(staleWord(`We see you ${words}.`, sunday, monday)).toBe(words);
      expect(staleWord(`We see you ${words}.`, monday, TUE)).toBeNull();
    }
    expect(staleWord("Su cita es el próximo mes", "2026-06-30", "2026-07-01")).toBe("el próximo mes");
    expect(staleWord("Your next visit is this month", "2026-06-30", "2026-07-01")).toBe("this month");
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

  it("takes a plan that had passed already for none", () => {
    const facts = factsOf({ content, createdAt: morning, scheduledAt: new Date("2026-06-16T14:00:00Z") });
    expect(decide(facts, POLICY, 0, morning).kind).toBe("allow");
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
