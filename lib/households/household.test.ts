import { describe, expect, it } from "vitest";
import { guessMember, memberNames, namedIn, namesSeveral, type Relative } from "@/lib/households/rules";

const AT = new Date("2026-06-16T18:00:00Z");
const relative = (firstName: string, given: Partial<Relative> = {}): Relative => ({
  patientId: firstName.toLowerCase(),
  firstName,
  lastName: "Morales",
  restricted: false,
  deceased: false,
  adult: false,
  ...given,
});
const [ana, leo, mia] = [relative("Ana"), relative("Leo"), relative("Mía")];
const visit = (patientId: string, days: number) => ({
  patientId,
  startsAt: new Date(AT.getTime() + days * 86_400_000),
});

describe("whom a text from a shared phone is about", () => {
  it.each([
    ["our last text there", [ana, leo], "leo", [visit("ana", 1)], { patientId: "leo", guess: "last_text" }],
    [
      "the nearest visit",
      [ana, leo],
      null,
      [visit("leo", 9), visit("ana", 20)],
      { patientId: "leo", guess: "next_visit" },
    ],
    [
      "a visit just past",
      [ana, leo],
      null,
      [visit("leo", 9), visit("ana", -1)],
      { patientId: "ana", guess: "next_visit" },
    ],
    [
      "a text about someone who moved out",
      [ana, leo],
      "tom",
      [],
      { patientId: "ana", guess: "nobody_nearer" },
    ],
    [
      "never about who died",
      [relative("Ana", { deceased: true }), leo],
      "ana",
      [visit("ana", 1)],
      { patientId: "leo", guess: "nobody_nearer" },
    ],
  ] as const)("by %s", (_, members, last, visits, guess) => {
    expect(guessMember([...members], last, [...visits], AT)).toEqual(guess);
  });
});

it("names two of one name in full, and a restricted chart never", () => {
  const names = memberNames([
    leo,
    relative("Leo", { patientId: "old", lastName: "Reyes" }),
    relative("Sofía", { restricted: true }),
  ]);
  expect([...names.values()]).toEqual(["Leo Morales", "Leo Reyes", "Restricted chart"]);
});

it.each([
  ["Hi Ana, Leo is due", false],
  ["Hi Ana, Leo and Mía are due", true],
  ["Ana and Tom, you are due", true],
])("a list of names is %j: %s", (words, several) => {
  const home = [relative("Ana", { adult: true }), relative("Tom", { adult: true }), leo, mia];
  expect(namesSeveral(words, home)).toBe(several);
});

it.each([
  ["Leo and Mia are due for shots", ["Leo", "Mía"]],
  ["LEO, you are due", ["Leo"]],
  ["Leopold is a name of its own", []],
])("hears who is named in %j", (words, named) => {
  expect(
    namedIn(words, [ana, leo, mia, relative("Leo", { patientId: "x" })]).map((one) => one.firstName),
  ).toEqual(named);
});
