import type { Ctx } from "@/lib/ctx";
import { touch } from "@/lib/db/touch";
import type { Tx } from "@/lib/db/transaction";
import { type Delta, type HandedOff, handedOff, type Received, received } from "@/lib/failover/measure/rules";

/** Minutes are kept for the screen and the judge; nothing looks further back. */
const KEEP_MS = 24 * 3_600_000;
const MOST_FOLDED = 20_000;

/** Appends what a batch of hand-offs says of its vendors: one small insert, no row that others share. */
export const noteHandOffs = (tx: Tx, ctx: Ctx, batch: readonly HandedOff[]) =>
  append(tx, ctx, handedOff(batch));

/** The same for a batch of receipts. */
export const noteReceipts = (tx: Tx, ctx: Ctx, batch: readonly Received[]) =>
  append(tx, ctx, received(batch));

/** A vendor did not answer: nothing is recorded about the attempt, but the vendor is measured. */
export async function noteSilence(ctx: Ctx, provider: string): Promise<void> {
  const at = ctx.ports.clock();
  await touch(ctx, (tx) => noteHandOffs(tx, ctx, [{ provider, outcome: null, at }]));
}

async function append(tx: Tx, ctx: Ctx, deltas: Delta[]): Promise<void> {
  if (deltas.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO "ProviderDelta" ("clinicId", provider, minute, handed, errors, accepted, answered, prompt, "delayMs")
    SELECT ${ctx.clinicId}::uuid, v.provider, v.minute, v.handed, v.errors, v.accepted, v.answered, v.prompt, v."delayMs"
    FROM jsonb_to_recordset(${JSON.stringify(deltas)}::jsonb) AS v(
      provider text, minute timestamptz, handed int, errors int, accepted int, answered int, prompt int, "delayMs" bigint)`;
}

/** Folds this clinic's deltas into minutes. Two runners at once fold different ones. */
export async function foldMinutes(ctx: Ctx): Promise<void> {
  await touch(
    ctx,
    (tx) => tx.$executeRaw`
      WITH gone AS (
        DELETE FROM "ProviderDelta" WHERE id IN (
          SELECT id FROM "ProviderDelta" WHERE "clinicId" = ${ctx.clinicId}::uuid
          ORDER BY id LIMIT ${MOST_FOLDED} FOR UPDATE SKIP LOCKED)
        RETURNING provider, minute, handed, errors, accepted, answered, prompt, "delayMs")
      INSERT INTO "ProviderMinute" AS m ("clinicId", provider, minute, handed, errors, accepted, answered, prompt, "delayMs")
      SELECT ${ctx.clinicId}::uuid, provider, minute, sum(handed), sum(errors), sum(accepted), sum(answered), sum(prompt),
        sum("delayMs")
      FROM gone GROUP BY provider, minute ORDER BY provider, minute
      ON CONFLICT ("clinicId", provider, minute) DO UPDATE SET
        handed = m.handed + excluded.handed, errors = m.errors + excluded.errors,
        accepted = m.accepted + excluded.accepted, answered = m.answered + excluded.answered,
        prompt = m.prompt + excluded.prompt, "delayMs" = m."delayMs" + excluded."delayMs"`,
  );
}

/** Forgets minutes that nobody looks at any more. */
export async function pruneMinutes(ctx: Ctx): Promise<void> {
  const before = new Date(ctx.ports.clock().getTime() - KEEP_MS);
  await touch(
    ctx,
    (tx) => tx.$executeRaw`
      DELETE FROM "ProviderMinute" WHERE "clinicId" = ${ctx.clinicId}::uuid AND minute < ${before}`,
  );
}
