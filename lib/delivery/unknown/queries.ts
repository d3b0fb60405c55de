import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import type { Content } from "@/lib/delivery/schema";

/** The exact texts that were handed off, by message: a vendor is asked for them. */
export async function findWords(ctx: Ctx, messageIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await read(ctx, (tx) =>
    tx.message.findMany({
      where: { clinicId: ctx.clinicId, id: { in: [...messageIds] } },
      select: { id: true, content: true },
    }),
  );
  return new Map(rows.map((row) => [row.id, ((row.content ?? {}) as Content).SMS?.body ?? ""]));
}
