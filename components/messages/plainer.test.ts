import { expect, test } from "vitest";
import { makePlain, plainerFor } from "@/components/messages/plainer";

test.each([
  ["“It’s OK” – see you…", ["“", "’", "”", "–", "…"], '"It\'s OK" - see you...'],
  ["Está aquí, mañana", ["á", "í"], "Esta aqui, mañana"],
  ["See you 😀", ["😀"], "See you "],
])("%s becomes %s", (words, characters, plain) => {
  expect(makePlain(words, characters)).toBe(plain);
});

test("a character of another script has no plain form and is left out only when asked", () => {
  expect(plainerFor("你")).toBe("");
});
