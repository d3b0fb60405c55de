import type { z } from "zod";
import type { ViewerSchema } from "@/lib/conversations/schema";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";

/** Colleagues who have the conversation open at this instant; never oneself. */
export async function listViewers(
  tx: Tx,
  ctx: Ctx,
  conversationId: string,
): Promise<z.input<typeof ViewerSchema>[]> {
  const { clinicId, actor, now } = ctx;
  const present = await tx.presence.findMany({
    where: {
      clinicId,
      conversationId,
      seenUntil: { gt: now },
      ...(actor.kind === "staff" ? { staffId: { not: actor.id } } : {}),
    },
    orderBy: { staffId: "asc" },
    take: 20,
  });
  const staff = await tx.staff.findMany({
    where: { clinicId, id: { in: present.map((one) => one.staffId) } },
    select: { id: true, name: true },
  });
  const names = new Map(staff.map((one) => [one.id, one.name]));
  return present.flatMap(({ staffId, typingUntil }) => {
    const name = names.get(staffId);
    return name ? [{ staffId, name, typing: typingUntil !== null && typingUntil > now }] : [];
  });
}
