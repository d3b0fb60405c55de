import { z } from "zod";
import { RestrictionLabel } from "@/prisma/generated/enums";

/** `PUT …/labels`: the whole set that is to stand; an empty one ends the restriction. */
export const SetLabels = z.object({
  labels: z.array(z.enum(RestrictionLabel)).max(10),
  /** For colleagues; no health details. */
  reason: z.string().trim().min(1).max(300).optional(),
  /** The `version` that the writer had seen; changed meanwhile: 409 (`stale`). Not given: they are overwritten. */
  version: z.string().min(1).max(100).optional(),
});
export type SetLabels = z.output<typeof SetLabels>;

/** The sensitivity labels of a patient's chart or of one conversation, in the order of their names. */
export const Labels = z.object({
  labels: z.array(z.enum(RestrictionLabel)),
  /** Names these very labels, to be sent back with a change of them. */
  version: z.string(),
});
export type Labels = z.output<typeof Labels>;
