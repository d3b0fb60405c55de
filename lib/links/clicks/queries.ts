import type { z } from "zod";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { judge } from "@/lib/links/clicks/rules";
import type { Agent, ClickView, Sign } from "@/lib/links/schema";

/** As many openings of one message's links as its detail lists. */
const MOST_LISTED = 200;

/** Who opened the links of one message, oldest first, each judged in the light of all. */
export async function listClicks(
  tx: Tx,
  ctx: Ctx,
  message: { id: string; linkIds: readonly string[]; handedOff: readonly Date[] },
): Promise<z.input<typeof ClickView>[]> {
  const { id: messageId, ...around } = message;
  if (around.linkIds.length === 0) return [];
  const rows = await tx.linkClick.findMany({
    where: { clinicId: ctx.clinicId, messageId },
    orderBy: [{ at: "asc" }, { id: "asc" }],
    take: MOST_LISTED,
  });
  const clicks = rows.map((row) => ({ ...row, sign: row.sign as Sign | null }));
  const verdicts = judge(clicks, around);
  return rows.map(({ id, linkId, at, agent }) => {
    const why = verdicts.get(id) ?? null;
    return { linkId, at, by: why ? "machine" : "person", why, agent: agent as Agent };
  });
}
