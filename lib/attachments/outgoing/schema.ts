import { z } from "zod";
import { MOST_FILES } from "@/lib/attachments/limits/rules";

/** One file of `POST /api/v1/messages`, by the id that its upload was given. */
export const AttachIn = z.object({
  id: z.uuid(),
  /** `link`: behind a link that proves who opens it. `file`: inside the mail or with the text, unless a rule forbids it. */
  way: z.enum(["file", "link"]).default("file"),
  /** A picture that stands in the words as `<img src="cid:…">`. */
  contentId: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,60}$/)
    .optional(),
});
export type AttachIn = z.output<typeof AttachIn>;

export const AttachAll = z
  .array(AttachIn)
  .max(MOST_FILES)
  .refine((files) => new Set(files.map(({ id }) => id)).size === files.length, "Each file once.");

/** Why a file goes by link though it was to be attached. */
export const LinkCause = z.enum([
  "hidden_words",
  "clinic_rule",
  "private_words",
  "too_large",
  /** A text: phones show no files of this kind, or the text service takes none of this size. */
  "not_for_phones",
  "too_large_for_text",
  /** A text: none of the clinic's numbers sends pictures, or this patient's phone is not in the US or Canada. */
  "no_mms",
  "abroad",
]);
export type LinkCause = z.output<typeof LinkCause>;

/** How a file of a draft would go. */
export const FilePlan = z.object({
  id: z.uuid(),
  way: z.enum(["file", "link"]),
  forced: LinkCause.nullable(),
});
export type FilePlan = z.output<typeof FilePlan>;

/** `POST /api/v1/attachments` */
export const UploadSchema = z.object({
  id: z.uuid(),
  filename: z.string(),
  contentType: z.string(),
  /** Bytes. */
  size: z.number().int(),
});
export type UploadView = z.output<typeof UploadSchema>;
