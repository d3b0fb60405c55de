import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import type { Kept } from "@/lib/files/queries";
import type { FilePlace } from "@/prisma/generated/enums";

/** The oldest file that lies elsewhere than it is to; those in `resting` are left out. Null: all is in its place. */
export function findMisplaced(ctx: Ctx, target: FilePlace, resting: readonly string[]): Promise<Kept | null> {
  const places = (["database", "disk", "s3"] as const).filter((place) => place !== target);
  return read(ctx, (tx) =>
    tx.storedFile.findFirst({
      where: { clinicId: ctx.clinicId, place: { in: places }, sha256: { notIn: [...resting] } },
      select: { sha256: true, place: true, key: true, content: true },
      orderBy: { createdAt: "asc" },
    }),
  );
}

/** Bytes that are to be removed by now, oldest first. */
export function listRemovals(ctx: Ctx, take: number) {
  return read(ctx, (tx) =>
    tx.fileRemoval.findMany({
      where: { clinicId: ctx.clinicId, dueAt: { lte: ctx.now } },
      select: { key: true, place: true },
      orderBy: { dueAt: "asc" },
      take,
    }),
  );
}
