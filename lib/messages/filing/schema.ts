import { z } from "zod";

/** `PUT /api/v1/messages/:id/filing`: whom a message of a shared phone is about. */
export const FileMessage = z.object({
  patientId: z.uuid(),
  /** Takes a choice back: it stands as the guess it was. */
  guess: z.boolean().default(false),
});
