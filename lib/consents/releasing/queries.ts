import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";

/** What a vendor is to be asked about by now, oldest first. */
export function listReleases(ctx: Ctx, take: number) {
  return read(ctx, (tx) =>
    tx.vendorRelease.findMany({
      where: { clinicId: ctx.clinicId, nextAt: { lte: ctx.now } },
      orderBy: { nextAt: "asc" },
      take,
    }),
  );
}
