import { liftSuppression, recordConsent, suppressContact } from "@/lib/consents/commands";
import type { RecordConsent } from "@/lib/consents/ledger/schema";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { type Audit, write } from "@/lib/db/write";
import { holdAddresses } from "@/lib/delivery/addresses/commands";
import { cancelForbidden, lockUnderway } from "@/lib/delivery/closing/commands";
import { settle } from "@/lib/delivery/commands";
import { KIND_OF } from "@/lib/delivery/rules/target";
import { AppError, notFound } from "@/lib/errors";
import { recordChanges } from "@/lib/live/changes";
import type { SuppressionReason } from "@/prisma/generated/enums";

/**
 * Reasons that a person may lift because the patient asked for it. STOP only the patient lifts, by START: the carrier
 * refuses us until then (21610). A complaint stands as well: the mail company keeps it.
 */
const LIFTED_BY_GRANT: readonly SuppressionReason[] = ["staff", "unsubscribe", "wrong_number"];

/**
 * Writes down what a patient said or signed. A revocation of contact closes the addresses for the clinic, as a STOP
 * does, so that it outlives merge, deletion and re-import; every revocation cancels, in the same transaction, what was
 * queued and may not go any more. A grant opens again what staff or an unsubscribe had closed, and lets what waits be
 * looked at at once. Throws `not_found`; 409 `patient_must_start` where only the patient can open it again.
 */
export async function writeConsent(ctx: Ctx, patientId: string, said: RecordConsent): Promise<void> {
  const { clinicId } = ctx;
  await write(ctx, async (tx, audit) => {
    const addresses = await addressesOf(tx, ctx, patientId, said);
    await holdAddresses(tx, ctx, addresses);
    if (said.act === "grant" && said.purpose === "contact") {
      await open(tx, ctx, audit, { patientId, addresses, said });
    }
    await recordConsent(tx, ctx, audit, {
      patientId,
      purpose: said.purpose,
      channel: said.channel,
      address: said.address ?? null,
      act: said.act,
      source: said.source,
      ...(said.disclosure ? { disclosure: said.disclosure } : {}),
      ...(said.note ? { evidence: { note: said.note } } : {}),
    });
    await recordChanges(tx, ctx, [{ kind: "patient", subjectId: patientId }]);
    const closed = addresses.map((address) => ({ channel: said.channel, address }));
    // All of them at once and by id, before one address after the other is closed.
    const ids = await lockUnderway(tx, ctx, closed);
    if (said.act === "revoke" && said.purpose === "contact") {
      for (const address of addresses) {
        const evidence = { source: said.source };
        await suppressContact(tx, ctx, audit, { channel: said.channel, address, reason: "staff", evidence });
      }
      return;
    }
    const own = await tx.message.findMany({
      where: { clinicId, id: { in: ids }, patientId },
      select: { id: true },
    });
    const affected = own.map(({ id }) => id);
    if (said.act === "revoke") await cancelForbidden(tx, ctx, affected);
    else await settle(tx, ctx, affected);
  });
}

async function addressesOf(tx: Tx, ctx: Ctx, patientId: string, said: RecordConsent): Promise<string[]> {
  const { clinicId } = ctx;
  const patient = await tx.patient.findUnique({
    where: { clinicId_id: { clinicId, id: patientId } },
    select: { contactPoints: { select: { kind: true, value: true } } },
  });
  if (!patient) throw notFound("patient");
  const { channel, address } = said;
  if (channel === "IN_APP") return [];
  const own = patient.contactPoints.filter(({ kind }) => kind === KIND_OF[channel]).map(({ value }) => value);
  if (address === undefined) return own;
  if (!own.includes(address)) {
    throw new AppError("invalid", "The patient does not have this number or address.", "not_theirs", {
      fields: [{ field: "address", problem: "The patient does not have it." }],
    });
  }
  return [address];
}

async function open(
  tx: Tx,
  ctx: Ctx,
  audit: Audit,
  { addresses, said }: { patientId: string; addresses: string[]; said: RecordConsent },
): Promise<void> {
  const { channel, source } = said;
  const closed = await tx.suppression.findMany({
    where: { clinicId: ctx.clinicId, channel, address: { in: addresses }, endedAt: null },
    select: { address: true, reason: true },
  });
  if (closed.some(({ reason }) => !LIFTED_BY_GRANT.includes(reason))) {
    const words =
      channel === "SMS"
        ? "Texts to this number were stopped by the patient. Only the patient can open them again, by texting START."
        : "The patient reported our mail as unwanted. The mail company keeps it closed.";
    throw new AppError("conflict", words, "patient_must_start");
  }
  for (const { address, reason } of closed) {
    const why = said.note ?? "The patient asked for it.";
    await liftSuppression(tx, ctx, audit, { channel, address, reasons: [reason], source, why });
  }
}
