import { expect, it } from "vitest";
import { STATES } from "@/lib/delivery/rules/quiet/overlays";
import codes from "@/lib/patients/states/area-codes.json";
import { statesOf } from "@/lib/patients/states/rules";

const nobody = { address: null, phones: [], clinicAddress: null };

it.each<[string, Partial<Parameters<typeof statesOf>[0]>, string[]]>([
  ["the address's ZIP", { address: { zip: "33101", state: "NY" }, phones: ["+12065550142"] }, ["FL"]],
  ["a ZIP that lost its zero", { address: { zip: "2903" } }, ["RI"]],
  ["a state's name", { address: { state: " Rhode Island" } }, ["RI"]],
  [
    "a state's code, though we keep no hours for it",
    { address: { state: "co" }, phones: ["+13055550142"] },
    ["CO"],
  ],
  ["every area code", { phones: ["+13055550142", "+12065550142", "+13035550142"] }, ["FL", "WA"]],
  [
    "an area code elsewhere, not the clinic's",
    { phones: ["+13035550142"], clinicAddress: { zip: "33101" } },
    [],
  ],
  [
    "the clinic's, where nothing else is known",
    { phones: ["+4420555501"], clinicAddress: { zip: "33101" } },
    ["FL"],
  ],
  ["nothing", { address: "12 Elm St" }, []],
])("a patient's states are known by %s", (_, given, states) => {
  expect(statesOf({ ...nobody, ...given })).toEqual(states);
});

it.each(Object.entries(STATES))("%s is known by its name as people write it out", (code, { name }) => {
  expect(statesOf({ ...nobody, address: { state: name } })).toEqual([code]);
});

it("knows the area codes of every state that keeps stricter hours, each of one state only", () => {
  expect(Object.keys(codes.states).sort()).toEqual(Object.keys(STATES).sort());
  const areas = Object.values(codes.states).flatMap((list) => list.split(" "));
  expect(new Set(areas).size).toBe(areas.length);
  expect(areas.every((area) => /^[2-9]\d\d$/.test(area))).toBe(true);
});
