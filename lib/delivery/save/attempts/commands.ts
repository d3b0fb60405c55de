import { isDeepStrictEqual } from "node:util";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import type { StoredAttempt } from "@/lib/delivery/history/queries";
import { project } from "@/lib/delivery/rules/receipts";
import type { Folded } from "@/lib/delivery/save/commands";

/** Keeps `MessageDelivery`'s shown columns in step with its outcome and receipts. */
export async function saveAttempts(tx: Tx, ctx: Ctx, folded: readonly Folded[], now: Date): Promise<void> {
  const rows = folded
    .flatMap(({ history }) => history.attempts)
    .flatMap((attempt) => {
      const shown = project(attempt);
      return isShown(attempt, shown) ? [] : [{ id: attempt.id, ...shown }];
    });
  if (rows.length === 0) return;
  await tx.$executeRaw`
    UPDATE "MessageDelivery" d SET
      status = v.status::"DeliveryStatus", "statusDetails" = v."statusDetails", "deliveredAt" = v."deliveredAt",
      "openedAt" = v."openedAt", "clickedAt" = v."clickedAt", "bouncedAt" = v."bouncedAt",
      "webhookData" = v."webhookData", "updatedAt" = ${now}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS v(
      id uuid, status text, "statusDetails" text, "deliveredAt" timestamptz, "openedAt" timestamptz,
      "clickedAt" timestamptz, "bouncedAt" timestamptz, "webhookData" jsonb)
    WHERE d.id = v.id AND d."clinicId" = ${ctx.clinicId}::uuid`;
}

function isShown({ shown }: StoredAttempt, now: ReturnType<typeof project>): boolean {
  return (
    shown.status === now.status &&
    shown.deliveredAt?.getTime() === now.deliveredAt?.getTime() &&
    shown.openedAt?.getTime() === now.openedAt?.getTime() &&
    shown.clickedAt?.getTime() === now.clickedAt?.getTime() &&
    isDeepStrictEqual(shown.webhookData, now.webhookData)
  );
}
