import type { ColumnProblem } from "@/lib/bulk/audience/schema";
import { AppError } from "@/lib/errors";
import type { Sheet } from "@/lib/imports/reading/rules";
import { guessColumns } from "@/lib/imports/rules";
import type { Field } from "@/lib/imports/schema";
import { fold, normalizeEmail, normalizePhone } from "@/lib/patients/rules";

export interface Columns {
  /** Per column the field it holds, or null. */
  fields: (Field | null)[];
  /** Per column the variable it fills: "Visit date" is visitDate. */
  variables: string[];
  problems: ColumnProblem[];
}

/** What a row says about who is meant. */
export interface Pointer {
  number: number;
  externalId: string | null;
  phones: string[];
  emails: string[];
  /** Folded names the row gives; empty when it gives none. */
  names: string[];
  variables: Record<string, string>;
  problem: { column: number | null; problem: string } | null;
}

/** Letters and digits only, small: what makes "Visit date", "visit_date" and {{visitDate}} the same. */
export const bareName = (name: string) => fold(name).replace(/[^a-z0-9]/g, "");

function variableName(header: string): string {
  const [first = "", ...rest] = fold(header)
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  return first + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

const SEEN = 50;
/** Columns about somebody else point at nobody: "Provider email", "Emergency phone". */
const OTHERS =
  /provider|doctor|physician|clinician|therapist|dentist|hygienist|nurse|\bdr\b|\bpcp\b|referr|emergency|insur|employer|pharmacy/;
/** A child is reached by a parent's phone, and is not called like them. */
const RELATIVES = /parent|guardian|guarantor|mother|father|spouse|responsible|subscriber/;

/** A header as far as it may say what the patient's column holds. */
function ownHeader(header: string): string {
  const words = fold(header);
  return OTHERS.test(words) || (RELATIVES.test(words) && words.includes("name")) ? "" : header;
}

/** A column without a telling header is what most of its first cells look like. */
function guessByCells(sheet: Sheet, column: number): Field | null {
  const cells = sheet.rows.slice(0, SEEN).flatMap((row) => row.cells[column] || []);
  const most = (fits: (cell: string) => boolean) => cells.filter(fits).length * 2 > cells.length;
  if (cells.length === 0) return null;
  if (most((cell) => Boolean(normalizeEmail(cell).email))) return "email";
  if (most((cell) => Boolean(normalizePhone(cell).e164))) return "phone";
  return sheet.headers.length === 1 && most((cell) => /^[\w.-]{2,40}$/.test(cell)) ? "externalId" : null;
}

const DATED = /date|day|birth|visit|appointment|fecha|cita/;
/** Days since 1900, as a spreadsheet keeps them: 20000 is in 1954, 79999 in 2119. */
const DAY_NUMBER = /^[2-7]\d{4}(?:\.\d+)?$/;
/** What a formula that failed leaves: nobody is to read "we missed you on #N/A". */
const FAILED_FORMULA = /^#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!|SPILL!|CALC!|#+)$/i;

/** Says what the columns hold. Throws `invalid` when none of them says who is meant. */
export function planColumns(sheet: Sheet): Columns {
  const headers = sheet.headers.map(ownHeader);
  const fields = guessColumns(headers).map(
    (field, column) => field ?? (headers[column] ? guessByCells(sheet, column) : null),
  );
  const problems: ColumnProblem[] = [];
  if (!fields.some((field) => field === "externalId" || field === "phone" || field === "email")) {
    const problem = "No column holds a phone number, an email address or a chart number.";
    throw new AppError("invalid", problem, "no_key_column", {
      fields: [{ field: "audience.list", problem }],
    });
  }
  const variables = sheet.headers.map(variableName);
  for (const [column, name] of variables.entries()) {
    const first = variables.findIndex((other) => bareName(other) === bareName(name));
    if (name && first < column) {
      const problem = `“${sheet.headers[column]}” stands over two columns. The first one counts.`;
      problems.push({ column, problem });
    }
  }
  const empty = sheet.headers.flatMap((header, column) =>
    sheet.rows.some((row) => row.cells[column])
      ? []
      : [{ column, problem: `“${header}” is empty in every row.` }],
  );
  const numbered = sheet.headers.flatMap((header, column) => {
    const cells = sheet.rows.flatMap((row) => row.cells[column] || []);
    if (!DATED.test(fold(header)) || cells.length === 0 || !cells.every((cell) => DAY_NUMBER.test(cell)))
      return [];
    const problem = `“${header}” holds a spreadsheet's day numbers, such as ${cells[0]}: format the column as dates first.`;
    return [{ column, problem }];
  });
  return { fields, variables, problems: [...problems, ...empty, ...numbered] };
}

/** Reads who a row means and what it says. A row that says nobody carries its problem. */
export function readRow(columns: Columns, row: Sheet["rows"][number]): Pointer {
  const at = (field: Field) => columns.fields.flatMap((own, column) => (own === field ? [column] : []));
  const cell = (column: number) => row.cells[column] ?? "";
  const filled = (field: Field) => at(field).filter((column) => cell(column));
  const pointer: Pointer = {
    number: row.number,
    externalId: filled("externalId").map(cell)[0] ?? null,
    phones: [],
    emails: [],
    names: namesOf(filled, cell),
    variables: variablesOf(columns, row.cells),
    problem: row.cells.length > columns.fields.length ? tooWide(columns, row.cells) : null,
  };
  for (const column of filled("phone")) {
    const phone = normalizePhone(cell(column));
    if (phone.e164) pointer.phones.push(phone.e164);
    else pointer.problem ??= { column, problem: phone.problem ?? "This is no phone number." };
  }
  for (const column of filled("email")) {
    const email = normalizeEmail(cell(column));
    if (email.email) pointer.emails.push(email.email);
    else pointer.problem ??= { column, problem: email.problem ?? "This is no email address." };
  }
  const named = pointer.externalId || pointer.phones.length > 0 || pointer.emails.length > 0;
  if (named) return { ...pointer, problem: pointer.problem?.column === null ? pointer.problem : null };
  return { ...pointer, problem: pointer.problem ?? { column: null, problem: "This row names nobody." } };
}

function tooWide(columns: Columns, cells: readonly string[]): Pointer["problem"] {
  const extra = cells.slice(columns.fields.length).some(Boolean);
  return extra ? { column: null, problem: "This row has more cells than the header." } : null;
}

function namesOf(filled: (field: Field) => number[], cell: (column: number) => string): string[] {
  const parts = (["fullName", "firstName", "lastName"] as const).flatMap((field) => filled(field).map(cell));
  return fold(parts.join(" "))
    .split(/[^\p{L}]+/u)
    .filter((part) => part.length > 1);
}

function variablesOf(columns: Columns, cells: readonly string[]): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [column, name] of columns.variables.entries()) {
    const value = cells[column];
    if (!name || !value || FAILED_FORMULA.test(value) || Object.hasOwn(variables, name)) continue;
    variables[name] = value.slice(0, 2_000);
  }
  return variables;
}

/** A patient as a key of a row finds them. */
export interface Named {
  id: string;
  firstName: string;
  lastName: string;
}

export type Meant = { id: string } | { left: "other_name" | "several_patients" };

/**
 * Who is meant where each key of a row (chart number, phones, addresses) finds these people: whoever all keys find, else
 * whoever its names fit best. Keys of different people and no name that tells them apart mean nobody.
 */
export function whoIsMeant(found: readonly (readonly Named[])[], names: readonly string[]): Meant {
  const all = found.flat();
  const common = all.filter(({ id }) => found.every((people) => people.some((one) => one.id === id)));
  const pool = common.length > 0 ? common : all;
  const fits = new Map(pool.map((one) => [one.id, fitOf(names, one)]));
  const best = Math.max(...fits.values());
  if (names.length > 0 && best === 0) return { left: "other_name" };
  const [first, ...others] = [...fits].flatMap(([id, fit]) => (fit === best ? [id] : []));
  return first === undefined || others.length > 0 ? { left: "several_patients" } : { id: first };
}

/** How many of a row's names are this person's. */
function fitOf(names: readonly string[], { firstName, lastName }: Named): number {
  const own = fold(`${firstName} ${lastName}`).split(/[^\p{L}]+/u);
  return names.filter((name) => own.includes(name)).length;
}
