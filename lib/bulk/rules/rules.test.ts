import { expect, test } from "vitest";
import { planColumns, readRow, whoIsMeant } from "@/lib/bulk/list/rules";
import { bucketsOf, plan } from "@/lib/bulk/rules/curve";
import { findRepeats } from "@/lib/bulk/rules/exclusions";
import { readSheet } from "@/lib/imports/reading/rules";

const HOUR = 3_600_000;

const pointers = (text: string) => {
  const sheet = readSheet(new TextEncoder().encode(text));
  const columns = planColumns(sheet);
  return { columns, rows: sheet.rows.map((row) => readRow(columns, row)) };
};

test("a list says who is meant by whatever it has, with or without a header", () => {
  const headed = pointers("Mobile;Visit date;Visit date\n303.555.0142;June 9;x\n;;\n12;June 9;x");
  expect(headed.rows).toMatchObject([
    { phones: ["+13035550142"], variables: { visitDate: "June 9" }, problem: null },
    { problem: { column: 0, problem: "This number has too few or too many digits." } },
  ]);
  expect(headed.columns.problems).toEqual([
    { column: 2, problem: "“Visit date” stands over two columns. The first one counts." },
  ]);
  expect(pointers("(303) 555-0142, Ana\n720-555-0199, Bo").rows.map((row) => row.phones)).toEqual([
    ["+13035550142"],
    ["+17205550199"],
  ]);
  expect(pointers("maria@example.org\nbo@example.org").rows[1]).toMatchObject({ emails: ["bo@example.org"] });
  expect(() => pointers("Colour\nred\nblue stripes")).toThrow("No column holds a phone number");
});

test("columns about a doctor, an emergency contact or a last visit do not say who is meant", () => {
  const { columns } = pointers(
    "Last visit,Provider last name,Emergency phone,Parent first name,Parent phone,MRN\nJune 9,Shaw,303-555-0142,Ann,303-555-0143,7",
  );
  expect(columns.fields).toEqual([null, null, null, null, "phone", "externalId"]);
});

test("a formula that failed is no word, and a spreadsheet's day numbers are told", () => {
  const { rows, columns } = pointers(
    "Phone,Visit date,Provider\n303-555-0142,46182,#N/A\n303-555-0143,46183.5,#REF!\n303-555-0144,,Shaw",
  );
  expect(rows.map(({ variables }) => variables.provider)).toEqual([undefined, undefined, "Shaw"]);
  expect(columns.problems).toEqual([
    {
      column: 1,
      problem:
        "“Visit date” holds a spreadsheet's day numbers, such as 46182: format the column as dates first.",
    },
  ]);
  expect(pointers("Phone,Visit date\n303-555-0142,June 9").columns.problems).toEqual([]);
});

test("a row whose chart number, phone and name do not agree means nobody", () => {
  const anna = { id: "anna", firstName: "Anna", lastName: "Doe" };
  const tim = { id: "tim", firstName: "Tim", lastName: "Doe" };
  const bob = { id: "bob", firstName: "Bob", lastName: "Smith" };
  const other = { left: "other_name" };
  const several = { left: "several_patients" };
  expect(whoIsMeant([[anna]], [])).toEqual({ id: "anna" });
  expect(whoIsMeant([[anna]], ["bob", "smith"])).toEqual(other);
  expect(whoIsMeant([[anna], [anna, tim]], [])).toEqual({ id: "anna" });
  expect(whoIsMeant([[anna], [bob]], [])).toEqual(several);
  expect(whoIsMeant([[anna], [bob]], ["bob"])).toEqual({ id: "bob" });
  expect(whoIsMeant([[anna, tim]], ["doe"])).toEqual(several);
  expect(whoIsMeant([[anna, tim]], ["tim", "doe"])).toEqual({ id: "tim" });
  expect(whoIsMeant([[anna, tim]], ["smith"])).toEqual(other);
});

test("nobody is meant twice, and no shared phone rings unless it may", () => {
  const line = (number: number, patientId: string, address: string | null) => ({
    number,
    patientId,
    address,
    channel: "SMS" as const,
  });
  const lines = [
    line(1, "a", "+1"),
    line(2, "a", "+1"),
    line(3, "b", "+2"),
    line(4, "c", "+2"),
    line(5, "d", null),
  ];
  const reasons = (onShared: "exclude" | "once") =>
    [...findRepeats(lines, new Set(["+2"]), onShared)].map(([number, left]) => [number, left.reason]);
  expect(reasons("exclude")).toEqual([
    [2, "duplicate_patient"],
    [3, "shared_phone"],
    [4, "shared_phone"],
  ]);
  expect(reasons("once")).toEqual([
    [2, "duplicate_patient"],
    [4, "duplicate_address"],
  ]);
});

test("a crowd leaves at its sender's pace, after what waits there, and not through the night", () => {
  const one = { lane: "sms", segments: 2, from: 0, closesAt: null };
  const rates = new Map([["sms", 1]]);
  expect(plan([one, one, { ...one, from: 60_000 }], rates, new Map([["sms", 10]]), 0)).toEqual([
    10_000, 12_000, 60_000,
  ]);
  const evening = Array.from({ length: 10 }, () => ({ ...one, segments: 1_800, closesAt: HOUR }));
  const leaves = plan(evening, rates, new Map(), 0);
  expect(leaves.filter((at) => at < HOUR).length).toBe(2);
  expect(leaves.every((at) => at < HOUR || at >= 12 * HOUR)).toBe(true);
});

test("the curve counts everybody once, in stretches that one can read", () => {
  const leaves = Array.from({ length: 5_000 }, (_, index) => index * 9_000);
  const { width, buckets } = bucketsOf(leaves);
  expect(width).toBe(HOUR / 2);
  expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(5_000);
  expect(bucketsOf([])).toEqual({ width: 60_000, buckets: [] });
});
