import { z } from "zod";
import { Instant } from "@/lib/http/instant";

/** A file of a message as threads show it. */
export const AttachmentView = z.object({
  id: z.uuid(),
  filename: z.string(),
  contentType: z.string(),
  /** Bytes; 0 until they are here. */
  size: z.number(),
  /** `fetching`: it still lies with the vendor; `unavailable`: the vendor no longer has it, or it is too large. */
  state: z.enum(["ready", "fetching", "unavailable"]),
  /** Why we did not keep its bytes. */
  refused: z.enum(["program", "too_large", "too_many"]).nullable().optional(),
  /** It is behind the message's secure link, not in the mail. */
  isLinked: z.boolean(),
  /** When the patient first fetched it from there. */
  fetchedAt: Instant.nullable(),
});
