import { Prisma } from "@/prisma/generated/client";

/**
 * `= ANY(…)` for a statement that asks about one row as often as about many. For one it says `=`: PostgreSQL reckons an
 * array of ten, finds no general plan good enough for one, and plans the statement anew each time (half a millisecond).
 */
export function among(values: readonly string[], type: "uuid" | "text"): Prisma.Sql {
  const [only] = values;
  return values.length === 1
    ? Prisma.sql`= ${only}::${Prisma.raw(type)}`
    : Prisma.sql`= ANY(${[...values]}::${Prisma.raw(type)}[])`;
}
