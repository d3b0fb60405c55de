import { expect, test } from "vitest";
import { compose } from "@/lib/messages/content/compose";
import { knownVariables } from "@/lib/templates/known/rules";
import { versionIn, wordsIn } from "@/lib/templates/language/rules";

test("a reader's region or script does not turn their language into English", () => {
  const versions = ["en", "es", "zh-Hant"].map((language) => ({ language }));
  const read = (language: string) => versionIn(versions, language)?.language;
  expect(["es-MX", "es-419", "ES", "zh-Hant-TW", "zh-Hans", "est", "fr", "en-GB"].map(read)).toEqual([
    "es",
    "es",
    "es",
    "zh-Hant",
    "en",
    "en",
    "en",
    "en",
  ]);
  expect(versionIn([{ language: "es" }], "fr")).toBeUndefined();
  expect(wordsIn({ en: 1, es: 2 }, "constructor")).toBe(1);
});

test("nor in what the hub says by itself", () => {
  const about = { clinicName: "Cedro", language: "es-MX", category: "marketing" as const };
  const { content } = compose(["SMS", "EMAIL", "PUSH"], { body: "Vacunas gratis" }, null, {}, about);
  expect(content.SMS?.body).toContain("Responda STOP");
  expect(content.EMAIL?.subject).toBe("Un mensaje de Cedro");
  expect(content.PUSH?.body).toMatch(/^Tiene un mensaje nuevo/);
  const visit = { startsAt: new Date("2026-06-19T20:30:00Z"), provider: "Dr. Lee", location: null };
  const clinic = { name: "Cedro", timeZone: "America/Denver", phone: null };
  const known = knownVariables({ firstName: "Ana", lastName: "", language: "es-MX" }, clinic, visit);
  expect(known.appointmentDate).toBe("viernes 19 de junio");
});
