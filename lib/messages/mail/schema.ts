import { z } from "zod";

/** What a view of a message says of a mail beyond its words. */
export const MailParts = {
  /** What stood under a mail's own words: quoted mail and signature. */
  quoted: z.string().nullable().optional(),
  /** Written by a machine: ours, or the sender's. Nobody waits for an answer to it. */
  isAutomatic: z.boolean().optional(),
  /** Neither SPF nor DKIM vouches for the sender whom this mail names. */
  doubtful: z.boolean().optional(),
};
