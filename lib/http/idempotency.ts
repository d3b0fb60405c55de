import { createHash } from "node:crypto";
import type { Ctx } from "@/lib/ctx";
import { touch } from "@/lib/db/touch";
import { AppError } from "@/lib/errors";

interface Answer {
  status: number;
  body: unknown;
}

interface Kept {
  bodyHash: string;
  status: number;
  response: unknown;
  createdAt: Date;
}

/** Keys live for 24 h (the term Stripe made the custom). */
const LIFETIME_MS = 24 * 3_600_000;

/**
 * Runs `act` once per key: key and effect commit together, so a crash leaves neither. The same key with the same body
 * replays the stored answer; with another body it is `invalid`; while the first runs it is `conflict`.
 */
export async function replayable(
  ctx: Ctx,
  request: { route: string; key: string; bytes: Uint8Array | undefined },
  act: () => Promise<Answer>,
): Promise<Answer> {
  const { clinicId } = ctx;
  const { route, key } = request;
  if (key.length > 255)
    throw new AppError("invalid", "An Idempotency-Key has at most 255 characters.", "bad_key");
  const bodyHash = createHash("sha256")
    .update(request.bytes ?? new Uint8Array())
    .digest("hex");
  return touch(ctx, async (tx) => {
    const [lock, [known]] = await Promise.all([
      tx.$queryRaw<{ taken: boolean }[]>`
        SELECT pg_try_advisory_xact_lock(hashtextextended(${`${clinicId} ${route} ${key}`}, 0)) AS taken`,
      tx.$queryRaw<Kept[]>`
        SELECT "bodyHash", status, response, "createdAt" FROM "IdempotencyKey"
        WHERE "clinicId" = ${clinicId}::uuid AND route = ${route} AND key = ${key}`,
    ]);
    if (!lock[0]?.taken) {
      throw new AppError(
        "conflict",
        "The first request with this Idempotency-Key is still being answered.",
        "in_progress",
      );
    }
    if (known && known.createdAt.getTime() > ctx.now.getTime() - LIFETIME_MS) {
      if (known.bodyHash !== bodyHash) {
        throw new AppError("invalid", "This Idempotency-Key was used with another body.", "key_reused");
      }
      return { status: known.status, body: known.response };
    }
    const answer = await act();
    await tx.$executeRaw`
      INSERT INTO "IdempotencyKey" ("clinicId", route, key, "bodyHash", status, response, "createdAt")
      VALUES (${clinicId}::uuid, ${route}, ${key}, ${bodyHash}, ${answer.status},
        ${JSON.stringify(answer.body)}::jsonb, ${ctx.now})
      ON CONFLICT ("clinicId", route, key) DO UPDATE SET
        "bodyHash" = excluded."bodyHash", status = excluded.status, response = excluded.response,
        "createdAt" = excluded."createdAt"`;
    return answer;
  });
}

/** Forgets the answers of one clinic that are older than 24 h. */
export async function forgetAnswers(ctx: Ctx): Promise<void> {
  const before = new Date(ctx.now.getTime() - LIFETIME_MS);
  await touch(ctx, (tx) =>
    tx.idempotencyKey.deleteMany({ where: { clinicId: ctx.clinicId, createdAt: { lt: before } } }),
  );
}
