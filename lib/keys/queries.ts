import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";

const MOST_KEYS = 200;

/** The clinic's API keys, newest first, revoked ones included. */
export async function listKeys(ctx: Ctx) {
  const items = await read(ctx, (tx) =>
    tx.apiKey.findMany({
      where: { clinicId: ctx.clinicId },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: MOST_KEYS,
    }),
  );
  return { items, nextCursor: null };
}
