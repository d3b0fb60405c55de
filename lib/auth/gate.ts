import { createHash } from "node:crypto";
import { decode } from "next-auth/jwt";
import { validate as isUuid } from "uuid";
import { findKey } from "@/lib/auth/known-keys";
import { PERMISSIONS, type Permission } from "@/lib/auth/permissions";
import { judgeSession } from "@/lib/auth/rules";
import { type Ctx, mintCtx } from "@/lib/ctx";
import { inInstallation } from "@/lib/db/transaction";
import { env } from "@/lib/env";
import { ports } from "@/lib/ports";
import type { StaffRole } from "@/prisma/generated/enums";

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
  const sid = claims?.sid;
  return typeof sid === "string" && isUuid(sid) ? bySession(sid, options) : null;
}

function cookie(header: string): string | undefined {
  return cookieOf(header, cookieName());
}

/** One cookie out of a request's header. */
export function cookieOf(header: string, name: string): string | undefined {
  const all = new Map(
    header.split(";").map((part) => {
      const at = part.indexOf("=");
      return [part.slice(0, at).trim(), part.slice(at + 1).trim()] as const;
    }),
  );
  return all.get(name) || undefined;
}

async function byKey(secret: string, requestId?: string): Promise<Identity | null> {
  const key = await findKey(hashKey(secret), ports().clock());
  if (!key) return null;
  const scopes = key.scopes.filter((scope): scope is Permission =>
    (PERMISSIONS as readonly string[]).includes(scope),
  );
  return { ctx: mintCtx(key.clinicId, { kind: "key", id: key.id, scopes }, ports(), requestId), by: "key" };
}

interface SessionRow {
  id: string;
  clinicId: string;
  staffId: string;
  lastSeenAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
  disabledAt: Date | null;
  role: StaffRole;
}

async function bySession(
  sid: string,
  options: { requestId?: string; activity?: boolean },
): Promise<Identity | null> {
  const now = ports().clock();
  const session = await inInstallation(async (tx) => {
    const [found] = await tx.$queryRaw<SessionRow[]>`
      SELECT s.id, s."clinicId", s."staffId", s."lastSeenAt", s."expiresAt", s."revokedAt", p."disabledAt", p.role::text
      FROM "Session" s JOIN "Staff" p ON p."clinicId" = s."clinicId" AND p.id = s."staffId"
      WHERE s.id = ${sid}::uuid`;
    if (!found || judgeSession(found, found, now) !== "alive") return null;
    if (options.activity !== false && now.getTime() - found.lastSeenAt.getTime() > TOUCH_MS) {
      await tx.$executeRaw`UPDATE "Session" SET "lastSeenAt" = ${now} WHERE id = ${found.id}::uuid`;
    }
    return found;
  });
  if (!session) return null;
  const actor = { kind: "staff", id: session.staffId, role: session.role, sessionId: session.id } as const;
  return { ctx: mintCtx(session.clinicId, actor, ports(), options.requestId), by: "cookie" };
}
