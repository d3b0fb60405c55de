import { randomBytes } from "node:crypto";
import { v7 as uuid } from "uuid";
import { hashKey } from "@/lib/auth/gate";
import { forgetKey } from "@/lib/auth/known-keys";
import { may } from "@/lib/auth/permissions";
import { authorOf, type Ctx } from "@/lib/ctx";
import { afterCommit } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { AppError, notFound } from "@/lib/errors";
import type { CreateKey } from "@/lib/keys/schema";

/** Enough of a key to tell two apart in a list. */
const SHOWN = 12;

/** A new secret of 256 random bits. `hub_` lets secret scanners recognise one that leaked. */
export function mintKey(): { secret: string; prefix: string; hash: string } {
  const secret = `hub_${randomBytes(32).toString("base64url")}`;
  return { secret, prefix: secret.slice(0, SHOWN), hash: hashKey(secret) };
}

/**
 * Makes an API key of this clinic; its secret is in this answer and nowhere else. Throws `forbidden` when it would be
 * allowed more than the one who makes it.
 */
export async function createKey(ctx: Ctx, input: CreateKey) {
  const scopes = [...new Set(input.scopes)];
  const beyond = ctx.actor.kind === "system" ? [] : scopes.filter((scope) => !may(ctx.actor, scope));
  if (beyond.length > 0) {
    throw new AppError(
      "forbidden",
      "A key cannot be allowed more than the person who makes it.",
      "beyond_own",
      {
        permissions: beyond,
      },
    );
  }
  const { secret, prefix, hash } = mintKey();
  const row = await write(ctx, async (tx, audit) => {
    const id = uuid();
    audit({ action: "key.created", subjectKind: "key", subjectId: id, fields: scopes });
    const { createdBy } = authorOf(ctx.actor);
    return tx.apiKey.create({
      data: {
        id,
        clinicId: ctx.clinicId,
        name: input.name,
        prefix,
        hash,
        scopes,
        createdBy,
        createdAt: ctx.now,
      },
    });
  });
  return { ...row, secret };
}

/** Ends a key at once. Revoking it again changes nothing. Throws `not_found`. */
export async function revokeKey(ctx: Ctx, id: string): Promise<void> {
  await write(ctx, async (tx, audit) => {
    const key = await tx.apiKey.findFirst({ where: { id, clinicId: ctx.clinicId } });
    if (!key) throw notFound("key");
    await tx.apiKey.updateMany({
      where: { id, clinicId: ctx.clinicId, revokedAt: null },
      data: { revokedAt: ctx.now },
    });
    audit({ action: "key.revoked", subjectKind: "key", subjectId: id });
    afterCommit(() => forgetKey(id));
  });
}
