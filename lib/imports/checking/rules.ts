import type { CountryCode } from "libphonenumber-js/max";
import { phoneOrder } from "@/lib/imports/rules";
import type { CellProblem, Field, Mapping, ParsedRow } from "@/lib/imports/schema";
import { birthProblem, fold, normalizeEmail, normalizePhone, searchTextOf } from "@/lib/patients/rules";

/** What people write where there is nothing. */
const NOTHING = /^(?:-+|n\/?a|none|null|nil|unknown|tbd|no (?:phone|email)|ninguno|x+|\?+)$/i;

const LANGUAGES: [string, RegExp][] = [
  ["en", /^en(?:g|glish|-us)?$|^ingles$/],
  ["es", /^es(?:p|pa|-us|-mx)?$|^sp(?:a|anish)?$|^espanol$/],
  ["zh", /^zh|^chinese|^mandarin|^cantonese/],
  ["vi", /^vi(?:e|etnamese)?$/],
  ["ko", /^ko(?:r|rean)?$/],
  ["tl", /^tl$|^tagalog|^filipino/],
  ["ar", /^ar(?:a|abic)?$/],
  ["ru", /^ru(?:s|ssian)?$/],
  ["fr", /^fr(?:e|ench)?$/],
  ["pt", /^pt$|^portuguese/],
  ["so", /^som(?:ali)?$/],
  ["am", /^amh(?:aric)?$/],
];

const ZONES: [string, RegExp][] = [
  ["America/New_York", /^(?:us\/)?eastern|^e[sd]?t$/],
  ["America/Chicago", /^(?:us\/)?central|^c[sd]?t$/],
  ["America/Denver", /^(?:us\/)?mountain|^m[d]?t$/],
  ["America/Phoenix", /^(?:us\/)?arizona|^mst$/],
  ["America/Los_Angeles", /^(?:us\/)?pacific|^p[sd]?t$/],
  ["America/Anchorage", /^(?:us\/)?alaska|^ak[sd]?t$/],
  ["Pacific/Honolulu", /^(?:us\/)?hawaii|^hs?t$/],
];

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** Day zero of spreadsheets is December 30, 1899 (their 1900 is a leap year). */
const SPREADSHEET_EPOCH = Date.UTC(1899, 11, 30);

/** Reads a date as people and programs write it into YYYY-MM-DD; null when it is none. */
export function readDate(text: string, order: Mapping["dateOrder"], now: Date): string | null {
  const value = text.replace(/[ T]\d{1,2}:\d{2}.*$/, "").trim();
  if (/^\d{5}$/.test(value)) return dayOf(new Date(SPREADSHEET_EPOCH + Number(value) * 86_400_000));
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(value);
  if (compact) return calendar(Number(compact[1]), Number(compact[2]), Number(compact[3]));
  const named =
    /^(?:(\d{1,2})[ -]+)?([a-z]{3})[a-z]*\.?[ -]+(?:(\d{1,2})(?:st|nd|rd|th)?,? +)?(\d{4}|\d{2})$/i.exec(
      value,
    );
  if (named) {
    const month = MONTHS.indexOf((named[2] ?? "").toLowerCase()) + 1;
    return calendar(fullYear(named[4] ?? "", now), month, Number(named[1] ?? named[3]));
  }
  const parts = /^(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})$/.exec(value);
  if (!parts) return null;
  const [, a = "", b = "", c = ""] = parts;
  if (a.length === 4) return calendar(Number(a), Number(b), Number(c));
  const [month, day] = order === "dmy" ? [b, a] : [a, b];
  return calendar(fullYear(c, now), Number(month), Number(day));
}

/** Nobody is born in the future: 30 is 1930 until 2030. */
function fullYear(year: string, now: Date): number {
  const short = Number(year);
  if (year.length > 2) return short;
  const guess = 2000 + short;
  return guess > now.getUTCFullYear() ? guess - 100 : guess;
}

const dayOf = (date: Date) => date.toISOString().slice(0, 10);

function calendar(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? dayOf(date) : null;
}

/** "ALVAREZ, Maria", "Maria de la Cruz": first word and the rest. */
export function splitName(full: string): { firstName: string; lastName: string } {
  const comma = /^([^,]+),\s*(.+)$/.exec(full);
  if (comma) return { firstName: comma[2] ?? "", lastName: comma[1] ?? "" };
  const [firstName = "", ...rest] = full.split(" ");
  return { firstName, lastName: rest.join(" ") };
}

export interface CheckedRow {
  parsed: ParsedRow;
  errors: CellProblem[];
  warnings: CellProblem[];
}

/**
 * Reads one row. Errors keep it out of the import; warnings do not. `zoneKnown` tells IANA names, `newId` makes ids of
 * contact points. Phones without a country are numbers of `country`.
 */
export function checkRow(
  cells: readonly string[],
  mapping: Mapping,
  tools: { now: Date; zoneKnown(name: string): boolean; newId(): string; country?: CountryCode },
): CheckedRow {
  const errors: CellProblem[] = [];
  const warnings: CellProblem[] = [];
  const columnOf = (field: Field) => mapping.columns.indexOf(field);
  const at = (column: number) => {
    const cell = cells[column] ?? "";
    return NOTHING.test(cell) ? "" : cell;
  };
  const take = (field: Field) => (columnOf(field) < 0 ? "" : at(columnOf(field)));
  const extra = cells.slice(mapping.headers.length).filter(Boolean).length;
  if (extra > 0)
    errors.push({ column: mapping.headers.length - 1, problem: "This row has more cells than the header." });

  const full = splitName(take("fullName"));
  const firstName = take("firstName") || full.firstName;
  const lastName = take("lastName") || full.lastName;
  const nameColumn = (field: Field) => (columnOf(field) < 0 ? columnOf("fullName") : columnOf(field));
  for (const [field, value, words] of [
    ["firstName", firstName, "first"],
    ["lastName", lastName, "last"],
  ] as const) {
    if (!value) errors.push({ column: nameColumn(field), problem: `The ${words} name is missing.` });
    if (value.length > 100)
      errors.push({ column: nameColumn(field), problem: "This name is longer than 100 letters." });
  }

  const born = take("dateOfBirth");
  const dateOfBirth = born ? readDate(born, mapping.dateOrder, tools.now) : null;
  const bornProblem = dateOfBirth ? birthProblem(new Date(dateOfBirth), tools.now) : null;
  if (born && (!dateOfBirth || bornProblem)) {
    errors.push({ column: columnOf("dateOfBirth"), problem: bornProblem ?? "This is not a date." });
  }

  const spoken = fold(take("language"));
  const language = LANGUAGES.find(([, pattern]) => pattern.test(spoken))?.[0] ?? null;
  if (spoken && !language)
    warnings.push({ column: columnOf("language"), problem: "We do not know this language." });

  const zoneText = take("timeZone");
  const zone =
    zoneText && tools.zoneKnown(zoneText)
      ? zoneText
      : (ZONES.find(([, pattern]) => pattern.test(zoneText.toLowerCase()))?.[0] ?? null);
  if (zoneText && !zone)
    warnings.push({ column: columnOf("timeZone"), problem: "We do not know this time zone." });

  const parts = (["line1", "line2", "city", "state", "zip"] as const).flatMap((field) => {
    const value = take(field).slice(0, 100);
    return value ? [[field, value] as const] : [];
  });
  const contacts = readContacts(mapping, at, { ...tools, errors, warnings });
  const name = { firstName, lastName, externalId: take("externalId").slice(0, 100) || null };
  return {
    parsed: {
      ...name,
      folded: fold(`${firstName} ${lastName}`),
      searchText: searchTextOf({ ...name, contacts: contacts.map((one) => one.value) }),
      dateOfBirth: bornProblem ? null : dateOfBirth,
      language,
      timeZone: zone,
      address: parts.length > 0 ? Object.fromEntries(parts) : null,
      contacts,
    },
    errors,
    warnings,
  };
}

function readContacts(
  mapping: Mapping,
  at: (column: number) => string,
  tools: { newId(): string; country?: CountryCode; errors: CellProblem[]; warnings: CellProblem[] },
): ParsedRow["contacts"] {
  const { headers, columns } = mapping;
  const contacts: ParsedRow["contacts"] = [];
  const add = (kind: "phone" | "email", value: string, column: number, labelled: boolean) => {
    if (contacts.some((one) => one.kind === kind && one.value === value)) return;
    const isPrimary = !contacts.some((one) => one.kind === kind);
    const label = labelled ? (headers[column] ?? "").slice(0, 40) : null;
    contacts.push({ id: tools.newId(), kind, value, label, isPrimary });
  };
  const phones = phoneOrder(headers, columns);
  for (const column of phones.filter((one) => at(one))) {
    const answer = normalizePhone(at(column), tools.country);
    if (answer.problem !== undefined) tools.errors.push({ column, problem: answer.problem });
    else add("phone", answer.e164, column, phones.length > 1);
  }
  for (const [column, field] of columns.entries()) {
    if (field !== "email" || !at(column)) continue;
    const answer = normalizeEmail(at(column));
    if (answer.problem !== undefined) {
      tools.errors.push({ column, problem: answer.problem });
      continue;
    }
    add("email", answer.email, column, false);
    const likelier = answer.suggestion?.split("@")[1];
    if (likelier) tools.warnings.push({ column, problem: `Did they mean ${likelier}?` });
  }
  return contacts;
}
