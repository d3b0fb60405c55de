import { z } from "zod";
import { PERMISSIONS } from "@/lib/auth/permissions";
import { Instant } from "@/lib/http/instant";

export const CreateKey = z.object({
  /** What the key is for, in the clinic's own words. */
  name: z.string().trim().min(1).max(80),
  scopes: z.array(z.enum(PERMISSIONS)).min(1),
});
export type CreateKey = z.output<typeof CreateKey>;

/** A key as lists show it: its first characters, never the rest. */
export const KeySchema = z.object({
  id: z.uuid(),
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(z.string()),
  createdAt: Instant,
  lastUsedAt: Instant.nullable(),
  revokedAt: Instant.nullable(),
});

/** The answer to making one: the only time its secret is shown. */
export const NewKey = KeySchema.extend({ secret: z.string() });

/** A clinic has a handful of keys: one page. `nextCursor` is there because every list has it. */
export const KeyPage = z.object({ items: z.array(KeySchema), nextCursor: z.null() });
