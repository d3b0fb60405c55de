import { createHash } from "node:crypto";
import { decode } from "next-auth/jwt";
import { PERMISSIONS, type Permission } from "@/lib/auth/permissions";
import { judgeSession } from "@/lib/auth/rules";
import { type Ctx, mintCtx } from "@/lib/ctx";
import { inInstallation } from "@/lib/db/transaction";
import { env } from "@/lib/env";
import { ports } from "@/lib/ports";

export interface Identity {
  ctx: Ctx;
  by: "cookie" | "key";
}

/** How often a session's last-seen time is written; keeps a busy screen from one write per request. */
const TOUCH_MS = 60_000;

/** Over https the plain name counts for nothing: a sibling host or an http page could plant a session of its own. */
function cookieName(): string {
  return `${env().publicUrl.startsWith("https://") ? "__Secure-" : ""}next-auth.session-token`;
}

/** SHA-256 is enough for keys of 256 random bits: there is nothing to guess. */
export function hashKey(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

/** Who asks: an API key, or a signed-in session that is neither revoked, expired nor idle. Null: nobody we know. */
export async function identify(
  headers: Headers,
  options: { requestId?: string; activity?: boolean } = {},
): Promise<Identity | null> {
  const bearer = /^Bearer\s+(\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  if (bearer) return byKey(bearer, options.requestId);
  const token = cookie(headers.get("cookie") ?? "");
  if (!token) return null;
  const claims = await decode({ token, secret: env().authSecret }).catch(() => null);
  return typeof claims?.sid === "string" ? bySession(claims.sid, options) : null;
}

function cookie(header: string): string | undefined {
  const all = new Map(
    header.split(";").map((part) => {
      const at = part.indexOf("=");
      return [part.slice(0, at).trim(), part.slice(at + 1).trim()] as const;
    }),
  );
  return all.get(cookieName()) || undefined;
}

async function byKey(key: string, requestId?: string): Promise<Identity | null> {
  const row = await inInstallation(async (tx) => {
    const found = await tx.apiKey.findUnique({ where: { hash: hashKey(key) } });
    const now = ports().clock();
    if (found && (!found.lastUsedAt || now.getTime() - found.lastUsedAt.getTime() > TOUCH_MS)) {
      await tx.apiKey.update({ where: { id: found.id }, data: { lastUsedAt: now } });
    }
    return found;
  });
  if (!row || row.revokedAt) return null;
  const scopes = row.scopes.filter((scope): scope is Permission =>
    (PERMISSIONS as readonly string[]).includes(scope),
  );
  return { ctx: mintCtx(row.clinicId, { kind: "key", id: row.id, scopes }, ports(), requestId), by: "key" };
}

async function bySession(
  sid: string,
  options: { requestId?: string; activity?: boolean },
): Promise<Identity | null> {
  const now = ports().clock();
  const session = await inInstallation(async (tx) => {
    const found = await tx.session.findUnique({ where: { id: sid }, include: { staff: true } });
    if (!found || found.clinicId !== found.staff.clinicId) return null;
    if (judgeSession(found, found.staff, now) !== "alive") return null;
    if (options.activity !== false && now.getTime() - found.lastSeenAt.getTime() > TOUCH_MS) {
      await tx.session.update({ where: { id: found.id }, data: { lastSeenAt: now } });
    }
    return found;
  });
  if (!session) return null;
  const actor = {
    kind: "staff",
    id: session.staffId,
    role: session.staff.role,
    sessionId: session.id,
  } as const;
  return { ctx: mintCtx(session.clinicId, actor, ports(), options.requestId), by: "cookie" };
}
