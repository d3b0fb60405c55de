import { createHash } from "node:crypto";
import type { Ctx } from "@/lib/ctx";
import { touch } from "@/lib/db/touch";
import type { Json } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";

interface Answer {
  status: number;
  body: unknown;
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
    const lock = await tx.$queryRaw<{ taken: boolean }[]>`
      SELECT pg_try_advisory_xact_lock(hashtextextended(${`${clinicId} ${route} ${key}`}, 0)) AS taken`;
    if (!lock[0]?.taken) {
      throw new AppError(
        "conflict",
        "The first request with this Idempotency-Key is still being answered.",
        "in_progress",
      );
    }
    const id = { clinicId_route_key: { clinicId, route, key } };
    const known = await tx.idempotencyKey.findUnique({ where: id });
    if (known && known.createdAt.getTime() > ctx.now.getTime() - LIFETIME_MS) {
      if (known.bodyHash !== bodyHash) {
        throw new AppError("invalid", "This Idempotency-Key was used with another body.", "key_reused");
      }
      return { status: known.status, body: known.response };
    }
    const answer = await act();
    const row = {
      bodyHash,
      status: answer.status,
      response: answer.body as Json,
      createdAt: ctx.now,
    };
    await tx.idempotencyKey.upsert({ where: id, create: { clinicId, route, key, ...row }, update: row });
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
