import type { z } from "zod";
import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import type { ColleagueList } from "@/lib/staff/colleagues/schema";
import { ROLE_NAMES } from "@/lib/staff/schema";

/** A clinic with more people than this finds them by search, which a later screen brings. */
const MOST_COLLEAGUES = 200;

/** Everybody of the clinic who can take a thread, and its teams, by name. */
export async function listColleagues(ctx: Ctx): Promise<z.input<typeof ColleagueList>> {
  const { staff, teams } = await read(ctx, async (tx) => ({
    staff: await tx.staff.findMany({
      where: { clinicId: ctx.clinicId, disabledAt: null },
      select: { id: true, name: true, role: true },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      take: MOST_COLLEAGUES,
    }),
    teams: await tx.team.findMany({
      where: { clinicId: ctx.clinicId },
      select: { id: true, name: true },
      orderBy: { name: "asc" },
      take: MOST_COLLEAGUES,
    }),
  }));
  return {
    items: staff.map(({ id, name, role }) => ({ id, name, roleName: ROLE_NAMES[role] })),
    nextCursor: null,
    teams,
  };
}
