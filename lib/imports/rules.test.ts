import { readFileSync } from "node:fs";
import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { checkRow, readDate, splitName } from "@/lib/imports/checking/rules";
import { cleanCell, readSheet } from "@/lib/imports/reading/rules";
import { guessColumns, guessDateOrder, mappingProblem, phoneOrder } from "@/lib/imports/rules";
import type { Mapping } from "@/lib/imports/schema";

const NOW = new Date("2026-06-16T18:00:00Z");
const bytes = (text: string, encoding = "utf8") => new Uint8Array(iconv.encode(text, encoding));

describe("reading a list", () => {
  const text = "Nombre;Apellidos;Teléfono\nJosé;Peña;303-555-0142\n";
  it.each([
    ["UTF-8", bytes(text)],
    ["UTF-8 with a mark", bytes(`\uFEFF${text}`)],
    ["UTF-16 with a mark", new Uint8Array([0xff, 0xfe, ...bytes(text, "utf16le")])],
    ["UTF-16 big end first", new Uint8Array([0xfe, 0xff, ...bytes(text, "utf16be")])],
    ["UTF-16 without a mark", bytes(text, "utf16le")],
    ["Windows-1252", bytes(text, "windows-1252")],
    ["tabs", bytes(text.replaceAll(";", "\t"))],
    ["Windows line ends", bytes(text.replaceAll("\n", "\r\n"))],
  ])("reads %s", (_, file) => {
    const sheet = readSheet(file);
    expect(sheet.headers).toEqual(["Nombre", "Apellidos", "Teléfono"]);
    expect(sheet.rows).toEqual([{ number: 2, cells: ["José", "Peña", "303-555-0142"] }]);
  });

  it("keeps the numbers a spreadsheet shows, over blank rows and lines within a cell", () => {
    const sheet = readSheet(
      bytes('Name,Address\n,,\nTom Reed,"1 Elm\nUnit 2"\n\nAna Peña,"2 ""Pines"" Ct"\n'),
    );
    expect(sheet.rows).toEqual([
      { number: 3, cells: ["Tom Reed", "1 Elm Unit 2"] },
      { number: 5, cells: ["Ana Peña", '2 "Pines" Ct'] },
    ]);
  });

  it.each([",", ";", "\t", "|"])("reads two columns between %j, however few rows are pasted", (delimiter) => {
    const lines = [["Phone", "Visit date"], ["303-555-0142", "June 9"], []];
    for (const end of ["", "\n", "\n\n \n"]) {
      const pasted = lines.map((line) => line.join(delimiter)).join("\n");
      expect(readSheet(bytes(`${pasted}${end}`)).rows).toEqual([
        { number: 2, cells: ["303-555-0142", "June 9"] },
      ]);
    }
  });

  it("shows half a character as what it is, instead of failing on it", () => {
    const half = new Uint8Array([
      0xff,
      0xfe,
      ...Buffer.from("Name,Phone\nTo\ud800m,303-555-0142\n", "utf16le"),
    ]);
    expect(readSheet(half).rows).toEqual([{ number: 2, cells: ["To\ufffdm", "303-555-0142"] }]);
  });

  it("refuses a list in which a quotation mark would swallow all rows after it", () => {
    const list =
      'Name,Phone,Note\nTom Reed,303-555-0142,fine\nAna Peña,303-555-0143,"asks\nLeo Fox,303-555-0144,\n';
    expect(() => readSheet(bytes(list))).toThrow("A quotation mark in row 3 is never closed");
  });

  it("sees that a file has no header", () => {
    const sheet = readSheet(bytes("Tom,Reed,303-555-0142\nAna,Peña,303-555-0143\n"));
    expect(sheet.headers).toEqual(["Column 1", "Column 2", "Column 3"]);
    expect(sheet.rows).toHaveLength(2);
  });

  it.each([
    ["10234\n10235\n998\n", 3],
    ["MRN-1001\nMRN-1002\n", 2],
    ["A100,Ana\nB7310,Leo\n", 2],
    ["Address2,Phone2\nApt4,x\n", 1],
    ["2026,Name\n12,Ana\n", 1],
    ["Chart\n10234\n", 1],
  ])("takes no chart number for a header: %j", (list, count) => {
    expect(readSheet(bytes(list)).rows).toHaveLength(count);
  });

  it.each([
    ["an Excel workbook", new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), /Excel workbook/],
    ["an empty file", bytes(" \n\n"), /empty/],
    ["a header alone", bytes("First,Last\n"), /no patients/],
  ])("refuses %s with a sentence", (_, file, words) => {
    expect(() => readSheet(file)).toThrow(words);
  });

  it.each([
    ['="3035550142"', "3035550142"],
    ["'3035550142", "3035550142"],
    ["O\u2019Brien", "O\u2019Brien"],
    ["\u00A0Ana\u200B ", "Ana"],
  ])("undresses %j", (raw, clean) => {
    expect(cleanCell(raw)).toBe(clean);
  });
});

describe("what columns hold", () => {
  it.each([
    [
      "Patient ID,Last Name,First Name,DOB,Cell Phone,Home Phone,E-mail,Preferred Language,Street Address,City,State,ZIP",
    ],
    ["MRN|Last|First|Date of Birth|Mobile #|Home|Email Address|Lang|Address 1|City|ST|Zip Code"],
  ])("knows %s", (headers) => {
    const fields = guessColumns(headers.split(/[,|]/));
    expect(fields.filter((field) => field === null).length).toBeLessThanOrEqual(1);
    expect(mappingProblem({ columns: fields })).toBeNull();
  });
  it("knows Spanish headers and full names", () => {
    expect(
      guessColumns(["Expediente", "Nombre", "Apellidos", "Fecha de nacimiento", "Celular", "Correo"]),
    ).toEqual(["externalId", "firstName", "lastName", "dateOfBirth", "phone", "email"]);
    expect(guessColumns(["Patient Name", "Phone"])).toEqual(["fullName", "phone"]);
  });
  it("takes no visit, doctor or slot for a name", () => {
    const headers = ["Last visit", "First available", "Family doctor", "FirstName", "Patient_Last_Name"];
    expect(guessColumns(headers)).toEqual([null, null, null, "firstName", "lastName"]);
  });
  it("asks for a name", () => {
    expect(mappingProblem({ columns: ["firstName", "phone", null] })).toMatch(/name/);
  });
  it("puts the mobile before the home number", () => {
    expect(phoneOrder(["Home Phone", "Work", "Cell"], ["phone", "phone", "phone"])).toEqual([2, 0, 1]);
  });
});

describe("dates", () => {
  it.each([
    ["03/04/1980", "mdy", "1980-03-04"],
    ["03/04/1980", "dmy", "1980-04-03"],
    ["1980-03-04", "mdy", "1980-03-04"],
    ["19800304", "mdy", "1980-03-04"],
    ["3/4/80", "mdy", "1980-03-04"],
    ["3/4/30", "mdy", "1930-03-04"],
    ["3/4/26", "mdy", "2026-03-04"],
    ["Mar 4, 1980", "mdy", "1980-03-04"],
    ["4 March 1980", "mdy", "1980-03-04"],
    ["4-Mar-80", "mdy", "1980-03-04"],
    ["29284", "mdy", "1980-03-04"],
    ["2/29/2000 00:00:00", "mdy", "2000-02-29"],
    ["02/30/1980", "mdy", null],
    ["31/12/1980", "mdy", null],
    ["yesterday", "mdy", null],
    ["1980", "mdy", null],
  ] as const)("reads %s (%s) as %s", (text, order, day) => {
    expect(readDate(text, order, NOW)).toBe(day);
  });
  it.each([
    [["03/04/1980", "25/12/1979"], "dmy"],
    [["03/04/1980", "12/25/1979"], "mdy"],
    [["1980-03-04", "25.12.1979"], "dmy"],
    [[], "mdy"],
  ] as const)("guesses the order of %j", (values, order) => {
    expect(guessDateOrder(values)).toBe(order);
  });
});

describe("a row", () => {
  const mapping: Mapping = {
    headers: ["Name", "DOB", "Home", "Cell", "Email", "Language", "Zone"],
    columns: ["fullName", "dateOfBirth", "phone", "phone", "email", "language", "timeZone"],
    dateOrder: "mdy",
    onExisting: "update",
    skipBadRows: false,
  };
  const check = (...cells: string[]) =>
    checkRow(cells, mapping, { now: NOW, zoneKnown: (zone) => zone === "Asia/Tokyo", newId: () => "id" });

  it("is read into our words", () => {
    const row = check(
      "ÁLVAREZ, María",
      "5/14/79",
      "303-555-0143",
      "(303) 555-0142",
      "M@Example.org",
      "español",
      "Mountain",
    );
    expect(row.errors).toEqual([]);
    expect(row.parsed).toMatchObject({
      firstName: "María",
      lastName: "ÁLVAREZ",
      folded: "maria alvarez",
      dateOfBirth: "1979-05-14",
      language: "es",
      timeZone: "America/Denver",
    });
    expect(row.parsed.contacts.map((one) => [one.value, one.isPrimary, one.label])).toEqual([
      ["+13035550142", true, "Cell"],
      ["+13035550143", false, "Home"],
      ["m@example.org", true, null],
    ]);
  });

  it("names each cell that is wrong", () => {
    const row = check("Cher", "2/30/1980", "12", "", "m@example", "Klingon", "Mars");
    expect(row.errors.map((one) => one.column)).toEqual([0, 1, 2, 4]);
    expect(row.warnings.map((one) => one.column)).toEqual([5, 6]);
  });

  it("takes N/A for nothing", () => {
    const row = check("Tom Reed", "n/a", "-", "None", "unknown", "", "");
    expect(row.errors).toEqual([]);
    expect(row.parsed.contacts).toEqual([]);
  });

  it.each([
    ["Maria de la Cruz", "Maria", "de la Cruz"],
    ["de la Cruz, Maria", "Maria", "de la Cruz"],
  ])("splits %s", (full, firstName, lastName) => {
    expect(splitName(full)).toEqual({ firstName, lastName });
  });
});

it("the fixture of the browser journey has 200 rows", () => {
  const sheet = readSheet(readFileSync("e2e/fixtures/patients-200.csv"));
  expect(sheet.rows).toHaveLength(200);
  expect(mappingProblem({ columns: guessColumns(sheet.headers) })).toBeNull();
});
