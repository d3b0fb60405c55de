import { cookieOf } from "@/lib/auth/gate";
import { type Ctx, mintCtx } from "@/lib/ctx";
import { inClinic, inInstallation } from "@/lib/db/transaction";
import { hashOf } from "@/lib/delivery/link/rules";
import { env } from "@/lib/env";
import { isAlive, tokenHashOf } from "@/lib/portal/rules";
import { ports } from "@/lib/ports";

/** Who holds a secure link acts as the patient it was sent to, for this link alone. */
export interface Holder {
  ctx: Ctx;
  linkId: string;
}

/** The portal's gate: a link by its code. Null for any code that is none; what the link is worth is judged later. */
export async function identifyLink(code: string, requestId?: string): Promise<Holder | null> {
  if (!/^[A-Za-z0-9_-]{22}$/.test(code)) return null;
  const found = await inInstallation((tx) =>
    tx.secureMessage.findUnique({
      where: { codeHash: hashOf(code) },
      select: { id: true, clinicId: true, messageId: true },
    }),
  );
  if (!found) return null;
  const { id: linkId, clinicId, messageId } = found;
  const message = await inClinic(
    clinicId,
    (tx) => tx.message.findFirst({ where: { clinicId, id: messageId }, select: { patientId: true } }),
    { readOnly: true },
  );
  if (!message) return null;
  const actor = { kind: "patient", id: message.patientId } as const;
  return { ctx: mintCtx(clinicId, actor, ports(), requestId), linkId };
}

/** A patient who signed in: acts for themselves alone, in one browser. */
export interface Visitor {
  ctx: Ctx;
  patientId: string;
  sessionId: string;
}

interface SessionRow {
  id: string;
  clinicId: string;
  patientId: string;
  lastSeenAt: Date;
  expiresAt: Date;
  endedAt: Date | null;
  pinHash: string | null;
}

/** How often a session's last-seen time is written. */
const TOUCH_MS = 30_000;

/** Over https only a cookie that this very host set over https counts. */
export const portalCookie = () => `${env().publicUrl.startsWith("https://") ? "__Host-" : ""}portal-session`;

/** A page that asks by itself says `activity: false`, so that it keeps nobody signed in. */
interface Asking {
  activity?: boolean;
}

/** The portal's gate for whoever signed in: the session by its token. Null: nobody, or it has ended or been idle. */
export async function identifyPatient(
  headers: Headers,
  requestId?: string,
  { activity = true }: Asking = {},
): Promise<Visitor | null> {
  const token = cookieOf(headers.get("cookie") ?? "", portalCookie());
  if (!token || !/^[\w-]{43}$/.test(token)) return null;
  const now = ports().clock();
  const found = await inInstallation(async (tx) => {
    const [row] = await tx.$queryRaw<SessionRow[]>`
      SELECT s.id, s."clinicId", a."patientId", s."lastSeenAt", s."expiresAt", s."endedAt", a."pinHash"
      FROM "PortalSession" s JOIN "PortalAccount" a ON a."clinicId" = s."clinicId" AND a.id = s."accountId"
      WHERE s."tokenHash" = ${tokenHashOf(token)}`;
    if (!row || !isAlive(row, now)) return null;
    if (activity && now.getTime() - row.lastSeenAt.getTime() > TOUCH_MS) {
      await tx.$executeRaw`UPDATE "PortalSession" SET "lastSeenAt" = ${now} WHERE id = ${row.id}::uuid`;
    }
    return row;
  });
  if (!found) return null;
  const { clinicId, patientId, id: sessionId } = found;
  return {
    ctx: mintCtx(clinicId, { kind: "patient", id: patientId }, ports(), requestId),
    patientId,
    sessionId,
  };
}

/** Whether the one who signed in is the one the link was sent to. */
export const isSame = (holder: Holder, visitor: Visitor | null): boolean =>
  visitor !== null &&
  visitor.ctx.clinicId === holder.ctx.clinicId &&
  holder.ctx.actor.kind === "patient" &&
  holder.ctx.actor.id === visitor.patientId;
