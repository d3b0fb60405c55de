import { z } from "zod";
import { Variables } from "@/lib/messages/given/schema";

/** Longer lists go in parts: one that nobody can look over is a mistake nobody sees. */
export const MOST_RECIPIENTS = 50_000;
/** Bytes of an uploaded or pasted list. */
export const MOST_LIST_BYTES = 6 * 1024 * 1024;

/** Days about which neighbouring ones can be asked as well. */
const Day = z.iso.date().refine((day) => day >= "0002" && day < "9999", "A day of a year from 2 to 9998.");

const ByPatients = z.object({
  kind: z.literal("patients"),
  patientIds: z.array(z.uuid()).min(1).max(MOST_RECIPIENTS),
  /** Variables of single patients, by patient id. */
  variables: z.record(z.uuid(), Variables).optional(),
});

/** Days are days on the clinic's wall, both ends included. What is not said does not count. */
const ByFilter = z.object({
  kind: z.literal("filter"),
  visit: z
    .object({
      from: Day.optional(),
      to: Day.optional(),
      provider: z.string().min(1).max(200).optional(),
      status: z.string().min(1).max(50).optional(),
    })
    .optional(),
  /** Leaves out whoever has had or has booked a visit on or after this day. */
  noVisitSince: Day.optional(),
  language: z.string().min(2).max(12).optional(),
  ageFrom: z.number().int().min(0).max(125).optional(),
  ageTo: z.number().int().min(0).max(125).optional(),
});

const ByList = z
  .object({
    kind: z.literal("list"),
    filename: z.string().max(200).optional(),
    /** The list as it was pasted: columns separated by commas, semicolons or tabs. */
    text: z.string().max(MOST_LIST_BYTES).optional(),
    /** The bytes of a file, so that its alphabet can be told. */
    base64: z
      .base64()
      .max(Math.ceil(MOST_LIST_BYTES / 3) * 4)
      .optional(),
  })
  .refine((list) => (list.text === undefined) !== (list.base64 === undefined), {
    message: "Give the list as text or as base64.",
    path: ["text"],
  });

/**
 * Those whom a bulk that is over did not reach: not delivered, left out for a reason that is gone, and, where a person
 * confirms it, those who may have it. Never who has it. Its words, ways and conditions are the first one's unless others
 * are given.
 */
const Again = z.object({
  kind: z.literal("again"),
  bulkId: z.uuid(),
  /** Also to those who may have got it and could get it twice. */
  confirmUnknown: z.boolean().default(false),
});

/** Who gets it: named patients, all patients a filter finds, the rows of a list, or whom an earlier bulk did not reach. */
export const AudienceSchema = z.discriminatedUnion("kind", [ByPatients, ByFilter, ByList, Again]);
export type Audience = z.output<typeof AudienceSchema>;
export type AudienceFilter = z.output<typeof ByFilter>;

/** What is kept of an audience: enough to say who was meant, never the list itself. */
export const AudienceSummary = z.object({
  kind: z.enum(["patients", "filter", "list", "again"]),
  filename: z.string().nullable(),
  filter: ByFilter.omit({ kind: true }).nullable(),
  /** The one whose recipients get it again. */
  bulkId: z.uuid().nullable().default(null),
});
export type AudienceSummary = z.output<typeof AudienceSummary>;

/** What a filter can be made of in this clinic. */
export const AudienceChoices = z.object({
  providers: z.array(z.string()),
  statuses: z.array(z.string()),
  languages: z.array(z.string()),
});

/** Something wrong with one row of a list; `column` counts from 0, null is the whole row. */
export const RowProblem = z.object({
  row: z.number(),
  column: z.number().nullable(),
  problem: z.string(),
});
export type RowProblem = z.output<typeof RowProblem>;

/** Something to know about a column; null is the list as a whole. */
export const ColumnProblem = z.object({ column: z.number().nullable(), problem: z.string() });
export type ColumnProblem = z.output<typeof ColumnProblem>;
