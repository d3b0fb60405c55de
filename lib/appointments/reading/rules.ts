import { DateTime } from "luxon";
import { APPOINTMENT_STATUSES, type AppointmentIn, MOST_APPOINTMENTS } from "@/lib/appointments/schema";
import { AppError, type FieldProblem } from "@/lib/errors";
import { readSheet, type Sheet } from "@/lib/imports/reading/rules";

/** The columns of a list of visits, by every name they are known by (without case, blanks and underscores). */
const COLUMNS = {
  externalId: ["id", "visitid", "appointmentid", "externalid"],
  patient: ["patient", "patientid", "patientexternalid", "chartnumber", "mrn"],
  startsAt: ["startsat", "start", "starttime", "datetime"],
  provider: ["provider", "with", "clinician", "doctor"],
  location: ["location", "place", "room"],
  status: ["status"],
} as const;
type Column = keyof typeof COLUMNS;

const NEEDED: readonly Column[] = ["externalId", "patient", "startsAt", "provider"];
const NAMES: Record<Column, string> = {
  externalId: "id",
  patient: "patient",
  startsAt: "starts_at",
  provider: "provider",
  location: "location",
  status: "status",
};
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export interface Visit {
  /** The number a spreadsheet shows beside the row. */
  row: number;
  visit: AppointmentIn;
}

/**
 * Reads a list of visits (CSV): columns `id`, `patient` (our id or the practice system's), `starts_at` (an instant with
 * its offset, or the clinic's wall clock as `2026-06-19 14:30`), `provider`, and if wanted `location` and `status`.
 * Throws `invalid` with one field per wrong cell: `rows.3.starts_at` (the number a spreadsheet shows).
 */
export function readVisits(bytes: Uint8Array, timeZone: string): Visit[] {
  const sheet = readSheet(bytes);
  const places = placesOf(sheet);
  const fields: FieldProblem[] = [];
  if (sheet.rows.length > MOST_APPOINTMENTS)
    fields.push({ field: "file", problem: `A list holds ${MOST_APPOINTMENTS} visits at most: split it.` });
  for (const column of NEEDED)
    if (!places.has(column)) fields.push({ field: NAMES[column], problem: "This column is missing." });
  if (fields.length > 0) throw refused(fields);
  const visits = sheet.rows.map(({ number, cells }) => {
    const cell = (column: Column) => cells[places.get(column) ?? -1] ?? "";
    return { row: number, visit: visitOf(number, cell, timeZone, fields) };
  });
  if (fields.length > 0) throw refused(fields);
  return visits;
}

function placesOf({ headers }: Sheet): Map<Column, number> {
  const plain = headers.map((header) => header.toLowerCase().replace(/[^a-z]/g, ""));
  const found = (Object.keys(COLUMNS) as Column[]).flatMap((column) => {
    const at = plain.findIndex((header) => (COLUMNS[column] as readonly string[]).includes(header));
    return at < 0 ? [] : [[column, at] as const];
  });
  return new Map(found);
}

function visitOf(
  row: number,
  cell: (column: Column) => string,
  timeZone: string,
  fields: FieldProblem[],
): AppointmentIn {
  const wrong = (column: Column, problem: string) => {
    fields.push({ field: fieldOf(row, NAMES[column]), problem });
  };
  for (const column of NEEDED) if (!cell(column)) wrong(column, "This cell is empty.");
  if (cell("externalId").length > 100) wrong("externalId", "An id has 100 characters at most.");
  if (cell("provider").length > 100) wrong("provider", "A name has 100 characters at most.");
  if (cell("location").length > 200) wrong("location", "A place has 200 characters at most.");
  const startsAt = instantOf(cell("startsAt"), timeZone);
  if (cell("startsAt") && !startsAt)
    wrong("startsAt", "Write it like 2026-06-19 14:30 (the clinic's time), or with its offset.");
  const said = (cell("status") || "booked").toLowerCase();
  const status = APPOINTMENT_STATUSES.find((each) => each === said);
  if (!status) wrong("status", `This is none of ${APPOINTMENT_STATUSES.join(", ")}.`);
  const patient = cell("patient");
  return {
    externalId: cell("externalId"),
    ...(UUID.test(patient) ? { patientId: patient } : { patientExternalId: patient }),
    startsAt: startsAt ?? new Date(0),
    provider: cell("provider"),
    location: cell("location") || null,
    status: status ?? "booked",
  };
}

/** A wall-clock time that a change of clocks leaves out is none. */
function instantOf(text: string, zone: string): Date | null {
  const iso = text.replace(/^(\d{4}-\d\d-\d\d) (?=\d)/, "$1T");
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(iso)) return null;
  const time = DateTime.fromISO(iso, { zone, setZone: true });
  if (!time.isValid || !iso.startsWith(time.toFormat("yyyy-MM-dd'T'HH:mm"))) return null;
  return time.toJSDate();
}

export const fieldOf = (row: number, name: string): string => `rows.${row}.${name}`;

export const refused = (fields: FieldProblem[]): AppError =>
  new AppError("invalid", "Some visits could not be taken over; none was.", "bad_items", { fields });
