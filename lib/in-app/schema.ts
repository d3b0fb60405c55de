import { z } from "zod";
import { Instant } from "@/lib/http/instant";
import { MOST_CHARACTERS } from "@/lib/in-app/rules";

/** `POST /portal/messages` */
export const WriteToClinic = z.object({
  body: z
    .string()
    .trim()
    .min(1, "Write something.")
    .max(MOST_CHARACTERS, `At most ${MOST_CHARACTERS} characters.`),
  /** Made by the page for these words: they are filed once, however often they are sent. */
  token: z.uuid(),
});
export type WriteToClinic = z.output<typeof WriteToClinic>;
export const Written = z.object({ id: z.uuid() });

/** One message of the conversation on a patient's own page. */
export const InAppMessage = z.object({
  id: z.uuid(),
  /** The patient's own words; else the clinic's. */
  mine: z.boolean(),
  body: z.string(),
  /** The hub answered by itself. */
  automatic: z.boolean(),
  at: Instant,
  /** The same in the patient's zone and language. */
  written: z.string(),
  /** The clinic's, and nobody has looked at it here yet. */
  unread: z.boolean(),
});
export type InAppMessage = z.output<typeof InAppMessage>;

/** `GET /portal/messages`, newest first. */
export const ListInApp = z.object({ cursor: z.string().max(200).optional() });
export const InAppPage = z.object({ items: z.array(InAppMessage), nextCursor: z.string().nullable() });
export type InAppPage = z.output<typeof InAppPage>;

/** `POST /portal/messages/seen`: these stood before the patient's eyes. */
export const SawMessages = z.object({ ids: z.array(z.uuid()).min(1).max(50) });
export type SawMessages = z.output<typeof SawMessages>;
export const SeenMessages = z.object({ seen: z.number().int() });
