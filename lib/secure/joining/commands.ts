import { createHash } from "node:crypto";
import { hashPassword } from "@/lib/auth/password";
import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import { write } from "@/lib/db/write";
import { AppError, notFound } from "@/lib/errors";
import { chosenName } from "@/lib/portal/choosing/rules";
import { activate } from "@/lib/portal/commands";
import { findInvitation } from "@/lib/portal/queries";
import type { JoinByLink } from "@/lib/portal/schema";
import { openSession } from "@/lib/portal/sessions/commands";
import { findJoining } from "@/lib/secure/joining/queries";
import { findLink, type LinkRow } from "@/lib/secure/queries";
import { AGAIN_MS } from "@/lib/secure/rules";

/**
 * Takes the invitation behind an opened link, in the browser that proved the date of birth and within the half hour in
 * which it may read again. Answers the session's token. Throws `not_found`, `invalid` (`bad_name`, `easy_pin`) and
 * `conflict` (`closed`).
 */
export async function joinByLink(ctx: Ctx, linkId: string, given: JoinByLink): Promise<string> {
  const known = await read(ctx, (tx) => findLink(tx, ctx, linkId));
  if (!known) throw notFound("message");
  // Who acts for the patient has an invitation of their own.
  if (ctx.actor.kind === "representative") throw closed();
  if (!isReading(known, given.reader, ctx.now)) throw closed();
  const dateOfBirth = known.message.patient.dateOfBirth?.toISOString().slice(0, 10) ?? "";
  const name = chosenName({ ...given, dateOfBirth });
  const pinHash = await hashPassword(given.pin);
  return write(ctx, async (tx, audit) => {
    const { clinicId } = ctx;
    const { patientId } = known.message;
    // Two tabs at once: the second finds that the invitation was taken.
    await tx.$queryRaw`
      SELECT 1 FROM "PortalAccount"
      WHERE "clinicId" = ${clinicId}::uuid AND "patientId" = ${patientId}::uuid FOR UPDATE`;
    const row = await findLink(tx, ctx, linkId);
    const joining = row && (await findJoining(tx, ctx, row));
    const account = row && (await findInvitation(tx, ctx, row.message));
    if (!joining || !account || row.message.patient.deceasedAt) throw closed();
    await activate(tx, ctx, audit, { id: account.id, patientId }, { name, pinHash });
    return openSession(tx, ctx, audit, { id: account.id, patientId });
  });
}

function isReading(row: LinkRow, reader: string, now: Date): boolean {
  if (!row.openedAt || now.getTime() >= row.openedAt.getTime() + AGAIN_MS) return false;
  return row.readerHash === createHash("sha256").update(reader).digest("hex");
}

const closed = () => new AppError("conflict", "This invitation is no longer open.", "closed");
