import { cookieOf } from "@/lib/auth/gate";
import { type Actor, type Ctx, mintCtx } from "@/lib/ctx";
import { inClinic, inInstallation } from "@/lib/db/transaction";
import { hashOf } from "@/lib/delivery/link/rules";
import { env } from "@/lib/env";
import { isAlive, tokenHashOf } from "@/lib/portal/rules";
import { ports } from "@/lib/ports";
import { findActing } from "@/lib/representatives/queries";
import type { Acting } from "@/lib/representatives/schema";

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
export interface OwnVisitor {
  kind: "patient";
  ctx: Ctx;
  patientId: string;
  sessionId: string;
}

/** Who acts for patients and signed in: reads what was sent to them about these, and writes nothing. */
export interface Representative {
  kind: "representative";
  /** Acts as the person in the first chart; `identifyReader` takes the chart of the message that is read. */
  ctx: Ctx;
  sessionId: string;
  /** Every patient in whose chart they stand with this sign-in; `acts`: today. At least one acts. */
  people: Acting[];
}

export type Visitor = OwnVisitor | Representative;

interface SessionRow {
  id: string;
  clinicId: string;
  accountId: string;
  patientId: string | null;
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

/** The portal's gate for a patient's own sign-in. Null: nobody, or somebody else who acts for patients. */
export async function identifyPatient(
  headers: Headers,
  requestId?: string,
  asking?: Asking,
): Promise<OwnVisitor | null> {
  const visitor = await identifyVisitor(headers, requestId, asking);
  return visitor?.kind === "patient" ? visitor : null;
}

/**
 * The portal's gate for whoever signed in: the session by its token. Null: nobody, it has ended or been idle, or it is
 * of somebody who acts for no patient any more.
 */
export async function identifyVisitor(
  headers: Headers,
  requestId?: string,
  { activity = true }: Asking = {},
): Promise<Visitor | null> {
  const token = cookieOf(headers.get("cookie") ?? "", portalCookie());
  if (!token || !/^[\w-]{43}$/.test(token)) return null;
  const now = ports().clock();
  const found = await inInstallation(async (tx) => {
    const [row] = await tx.$queryRaw<SessionRow[]>`
      SELECT s.id, s."clinicId", s."accountId", a."patientId", s."lastSeenAt", s."expiresAt", s."endedAt", a."pinHash"
      FROM "PortalSession" s JOIN "PortalAccount" a ON a."clinicId" = s."clinicId" AND a.id = s."accountId"
      WHERE s."tokenHash" = ${tokenHashOf(token)}`;
    if (!row || !isAlive(row, now)) return null;
    if (activity && now.getTime() - row.lastSeenAt.getTime() > TOUCH_MS) {
      await tx.$executeRaw`UPDATE "PortalSession" SET "lastSeenAt" = ${now} WHERE id = ${row.id}::uuid`;
    }
    return row;
  });
  if (!found) return null;
  const { clinicId, patientId, accountId, id: sessionId } = found;
  const mint = (actor: Actor) => mintCtx(clinicId, actor, ports(), requestId);
  if (patientId)
    return { kind: "patient", ctx: mint({ kind: "patient", id: patientId }), patientId, sessionId };
  const asked = mint({ kind: "representative", id: accountId });
  const people = await inClinic(clinicId, (tx) => findActing(tx, asked, accountId), { readOnly: true });
  const first = people.find(({ acts }) => acts);
  if (!first) return null;
  return { kind: "representative", ctx: mint({ kind: "representative", id: first.id }), sessionId, people };
}

/** Who looks at a link. `own`: the patient, signed in. `for`: somebody in whose name a chart of theirs is read. */
export interface LinkReader extends Holder {
  session: "own" | "for" | "other" | "none";
}

/**
 * Who holds a link, and who is signed in beside it: the patient it was sent to, somebody in that patient's chart (they
 * act by their own name from here on; whether they may read is judged at the opening), or somebody else, who is nobody.
 */
export async function identifyReader(
  holder: Holder,
  headers: Headers,
  requestId?: string,
): Promise<LinkReader> {
  const visitor = await identifyVisitor(headers, requestId);
  if (!visitor) return { ...holder, session: "none" };
  const { clinicId, actor } = holder.ctx;
  const patientId = actor.kind === "patient" && visitor.ctx.clinicId === clinicId ? actor.id : null;
  if (visitor.kind === "patient") {
    return { ...holder, session: visitor.patientId === patientId ? "own" : "other" };
  }
  const person = visitor.people.find((one) => one.patientId === patientId);
  if (!person) return { ...holder, session: "other" };
  const ctx = mintCtx(clinicId, { kind: "representative", id: person.id }, ports(), requestId);
  return { ...holder, ctx, session: "for" };
}
