import { z } from "zod";

/** `POST /api/v1/patients/:id/no-contact`: nobody writes to this patient any more, or that is lifted; with why. */
export const SetNoContact = z.object({
  doNotContact: z.boolean(),
  /** For colleagues; no health details. */
  reason: z.string().trim().min(3, "Say it in a few words.").max(300),
});
export type SetNoContact = z.output<typeof SetNoContact>;
