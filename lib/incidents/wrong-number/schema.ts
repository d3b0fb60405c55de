import { z } from "zod";

/** `POST /api/v1/conversations/:id/wrong-number`: somebody there says that the number is not this patient's. */
export const WrongNumberIn = z.object({
  /** Whose it is not; of a shared phone, some of its patients. Not given: nobody's whom we know. */
  patientIds: z.array(z.uuid()).min(1).max(20).optional(),
  /** The message that said so. */
  messageId: z.uuid().optional(),
  /** Sends the one apology, which names nobody. */
  apologize: z.boolean().default(true),
});

/** What was done. The desk reads no incident. */
export const WrongNumberDone = z.object({
  addressShown: z.string(),
  /** Patients whose chart is flagged until a number is confirmed. */
  patientIds: z.array(z.uuid()),
  apologyId: z.uuid().nullable(),
});
