import { z } from "zod";

/** A time on its way out: a Date becomes an ISO 8601 string in UTC. */
export const Instant = z
  .date()
  .transform((date) => date.toISOString())
  .pipe(z.iso.datetime());

/** A time on its way in: ISO 8601 with an offset becomes a Date. */
export const InstantIn = z.iso.datetime({ offset: true }).transform((value) => new Date(value));

/** `?limit=` and `?cursor=` of every list. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
});

/** A list as every list answers: `{ items, nextCursor }`. */
export const pageSchema = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });
