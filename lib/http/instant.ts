import { z } from "zod";

/** A time on its way out: a Date becomes an ISO 8601 string in UTC. */
export const Instant = z
  .date()
  .transform((date) => date.toISOString())
  .pipe(z.iso.datetime());

/** The years that both PostgreSQL and a four-digit ISO 8601 can write; an offset may lead out of them. */
export const isWritable = (at: Date) => at.getUTCFullYear() >= 1 && at.getUTCFullYear() <= 9_999;

/** A time on its way in: ISO 8601 with an offset becomes a Date. */
export const InstantIn = z.iso
  .datetime({ offset: true })
  .transform((value) => new Date(value))
  .refine(isWritable, "A time between the years 1 and 9999.");

/** `?limit=` and `?cursor=` of every list. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
});

/** A list as every list answers: `{ items, nextCursor }`. */
export const pageSchema = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });
