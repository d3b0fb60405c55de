import { z } from "zod";
import { Instant, PageQuery } from "@/lib/http/instant";
import { ImportStatus } from "@/prisma/generated/enums";

export const MOST_BYTES = 10 * 1024 * 1024;
export const MOST_ROWS = 50_000;

/** What a column of the file may hold. Several columns may hold a phone: the first is the primary number. */
export const FIELDS = [
  "externalId",
  "firstName",
  "lastName",
  "fullName",
  "dateOfBirth",
  "phone",
  "email",
  "language",
  "timeZone",
  "line1",
  "line2",
  "city",
  "state",
  "zip",
] as const;
export const FieldSchema = z.enum(FIELDS);
export type Field = z.output<typeof FieldSchema>;

export const DATE_ORDERS = ["mdy", "dmy"] as const;

/** `Import.mapping`: how the file is read. */
export const MappingSchema = z.object({
  headers: z.array(z.string()),
  /** One entry per column: the field it holds, or null to leave it out. */
  columns: z.array(FieldSchema.nullable()),
  /** How dates such as 03/04/1980 are meant; a date with the year first needs no saying. */
  dateOrder: z.enum(DATE_ORDERS),
  /** What becomes of rows that name a patient we already have. */
  onExisting: z.enum(["update", "skip"]),
  /** Rows with problems are left out instead of stopping the import. */
  skipBadRows: z.boolean(),
});
export type Mapping = z.output<typeof MappingSchema>;

export const UpdateMapping = MappingSchema.omit({ headers: true }).partial();
export type UpdateMapping = z.output<typeof UpdateMapping>;

export const CellProblem = z.object({
  /** Index of the column, from 0. */
  column: z.number(),
  problem: z.string(),
});
export type CellProblem = z.output<typeof CellProblem>;

export const ImportSchema = z.object({
  id: z.uuid(),
  filename: z.string(),
  status: z.enum(ImportStatus),
  mapping: MappingSchema,
  /** A sentence when required columns are not mapped yet; null when the rows can be checked. */
  mappingProblem: z.string().nullable(),
  rowCount: z.number(),
  /** Rows read so far; the counts below are final when it equals `rowCount`. */
  checkedRows: z.number(),
  readyCount: z.number(),
  errorCount: z.number(),
  counts: z.object({ create: z.number(), update: z.number(), skip: z.number(), warnings: z.number() }),
  appliedRows: z.number(),
  error: z.string().nullable(),
  createdAt: Instant,
  startedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
});
export type ImportView = z.output<typeof ImportSchema>;

export const ImportRowSchema = z.object({
  /** As the spreadsheet numbers it: the header is row 1. */
  number: z.number(),
  cells: z.array(z.string()),
  action: z.enum(["create", "update", "skip", "unchecked"]),
  patientId: z.uuid().nullable(),
  errors: z.array(CellProblem),
  warnings: z.array(CellProblem),
});
export type ImportRowView = z.output<typeof ImportRowSchema>;

export const ListRows = z.object({
  filter: z.enum(["all", "errors", "warnings", "create", "update", "skip"]).default("all"),
  limit: z.coerce.number().int().min(1).max(200).default(100),
  /** Rows after this number. */
  after: z.coerce.number().int().min(0).max(2_147_483_647).default(0),
});
export type ListRows = z.output<typeof ListRows>;
export const ImportDetail = ImportSchema.extend({
  rows: z.array(ImportRowSchema),
  nextAfter: z.number().nullable(),
});
export type ImportDetail = z.output<typeof ImportDetail>;

export const ListImports = PageQuery;
export const ImportPage = z.object({ items: z.array(ImportSchema), nextCursor: z.string().nullable() });
export const StartImport = z.object({ skipBadRows: z.boolean().optional() });
export const ProblemReport = z.object({ filename: z.string(), content: z.string() });
export const ImportId = z.object({ id: z.uuid() });

/** `ImportRow.parsed`: a row in our words. */
export const ParsedRow = z.object({
  externalId: z.string().nullable(),
  firstName: z.string(),
  lastName: z.string(),
  /** Folded first and last name, as search reads them. */
  folded: z.string(),
  /** `Patient.searchText` of a new patient. */
  searchText: z.string(),
  dateOfBirth: z.string().nullable(),
  language: z.string().nullable(),
  timeZone: z.string().nullable(),
  address: z.record(z.string(), z.string()).nullable(),
  contacts: z.array(
    z.object({
      id: z.uuid(),
      kind: z.enum(["phone", "email"]),
      value: z.string(),
      label: z.string().nullable(),
      isPrimary: z.boolean(),
    }),
  ),
});
export type ParsedRow = z.output<typeof ParsedRow>;
