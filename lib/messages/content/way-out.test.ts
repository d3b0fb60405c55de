import { expect, test } from "vitest";
import { compose } from "@/lib/messages/content/compose";
import { measureText } from "@/lib/messages/content/segments";
import { withWayOut } from "@/lib/messages/content/way-out";

const EN = "\nReply STOP to end, HELP for help.";
const ES = "\nResponda STOP para salir, AYUDA para ayuda.";

test.each([
  ["Flu shots are here. Walk in until Friday.", "en", EN],
  ["Ya hay vacunas contra la gripe.", "es", ES],
  ["Вакцины уже здесь.", "ru", EN],
  ["Don't stop your vitamins! Our shop has them.", "en", EN],
  ["We never stop caring. Open day on Sunday.", "en", EN],
  ["Flu shots are here. STOP to end.", "en", ""],
  ["Flu shots are here. Reply with “stop” to end.", "en", ""],
  ["Flu shots are here. Text QUIT and we stop.", "en", ""],
  ["Ya hay vacunas. Envíe alto para salir.", "es", ""],
])("%s → how to end such texts stands in it once", (text, language, added) => {
  const whole = withWayOut(text, language);
  expect(whole).toBe(text + added);
  expect(withWayOut(whole, language)).toBe(whole);
});

test.each([EN, ES])("%s keeps a text in GSM-7", (words) => {
  expect(measureText(`Flu shots${words}`).encoding).toBe("GSM-7");
});

test("only marketing by text carries it, and it counts", () => {
  const own = { subject: "Flu shots", body: `Flu shots ${"are here ".repeat(15)}` };
  const about = { clinicName: "Cedar Lane", language: "en" };
  const said = (category: "marketing" | "treatment") =>
    compose(["SMS", "EMAIL"], own, null, {}, { ...about, category }).content;
  expect(said("treatment").SMS?.body).not.toContain("STOP");
  const { SMS: text, EMAIL: mail } = said("marketing");
  expect(text?.body.endsWith(EN)).toBe(true);
  expect(mail?.body).not.toContain("STOP");
  expect(measureText(said("treatment").SMS?.body ?? "").segments).toBe(1);
  expect(measureText(text?.body ?? "").segments).toBe(2);
});
