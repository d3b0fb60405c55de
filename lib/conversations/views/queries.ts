import type { View } from "@/lib/conversations/schema";
import type { Ctx } from "@/lib/ctx";
import { Prisma } from "@/prisma/generated/client";

export interface ViewSql {
  where: Prisma.Sql;
  /** The time a view is ordered by: the longest wait and the oldest failure first, otherwise the last words first. */
  by: Prisma.Sql;
  descending: boolean;
}

const NEWEST = { by: Prisma.sql`c."lastMessageAt"`, descending: true };

const STATIC: Record<Exclude<View, "mine" | "team">, ViewSql> = {
  waiting: {
    where: Prisma.sql`c."waitingSince" IS NOT NULL AND c.status = 'open'`,
    by: Prisma.sql`c."waitingSince"`,
    descending: false,
  },
  failed: {
    where: Prisma.sql`c."failedSince" IS NOT NULL`,
    by: Prisma.sql`c."failedSince"`,
    descending: false,
  },
  unassigned: { where: Prisma.sql`c."assigneeId" IS NULL AND c.status = 'open'`, ...NEWEST },
  open: { where: Prisma.sql`c.status = 'open'`, ...NEWEST },
  unknown: { where: Prisma.sql`c.kind = 'unknown' AND c.status <> 'closed'`, ...NEWEST },
  snoozed: { where: Prisma.sql`c.status = 'snoozed'`, ...NEWEST },
  closed: { where: Prisma.sql`c.status = 'closed'`, ...NEWEST },
};

/** What a view holds and in which order; each is served by an index of its own. */
export function sqlOf(ctx: Ctx, view: View): ViewSql {
  if (view !== "mine" && view !== "team") return STATIC[view];
  const me = ctx.actor.kind === "staff" ? ctx.actor.id : null;
  const where =
    view === "mine"
      ? Prisma.sql`c."assigneeId" = ${me}::uuid AND c.status = 'open'`
      : Prisma.sql`c.status = 'open' AND c."teamId" IN (
          SELECT t."teamId" FROM "TeamMember" t WHERE t."clinicId" = ${ctx.clinicId}::uuid AND t."staffId" = ${me}::uuid)`;
  return { where, ...NEWEST };
}
