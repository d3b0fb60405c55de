import type { Ctx } from "@/lib/ctx";
import { afterCommit, type Tx } from "@/lib/db/transaction";
import { notifyLive } from "@/lib/live/notify";
import type { CHANGE_KINDS } from "@/lib/live/schema";

type ChangeKind = (typeof CHANGE_KINDS)[number];

export interface ChangeRecord {
  kind: ChangeKind;
  subjectId: string;
  conversationId?: string | null;
}

/** Appends to the clinic's change log inside the transaction and tells listening screens after commit. */
export async function recordChanges(tx: Tx, ctx: Ctx, changes: ChangeRecord[]): Promise<void> {
  if (changes.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO "Change" ("clinicId", kind, "subjectId", "conversationId", at)
    SELECT ${ctx.clinicId}::uuid, v.kind, v."subjectId", v."conversationId", ${ctx.now}
    FROM jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) AS v(
      kind text, "subjectId" uuid, "conversationId" uuid)`;
  afterCommit(() => notifyLive(ctx.clinicId));
}
