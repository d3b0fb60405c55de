import { type Ctx, mintCtx, type Ports } from "@/lib/ctx";
import { inClinic, inInstallation, type Tx } from "@/lib/db/transaction";
import { ports } from "@/lib/ports";
import { isSubscriberCode, subscriberHash } from "@/lib/subscribers/rules";

/** Who holds an unsubscribe link acts as its patient, for what comes to this address alone. */
export interface SubscriberHolder {
  ctx: Ctx;
  id: string;
  patientId: string;
  address: string;
}

/**
 * The gate of an unsubscribe link: its code, however old. Null for any code that is none, and for a patient whose record
 * is gone: no mail goes there any more.
 */
export async function identifySubscriber(
  code: string,
  requestId?: string,
  by: Ports = ports(),
): Promise<SubscriberHolder | null> {
  if (!isSubscriberCode(code)) return null;
  const found = await inInstallation((tx) =>
    tx.subscriber.findUnique({ where: { codeHash: subscriberHash(code) } }),
  );
  if (!found) return null;
  const { id, clinicId, address } = found;
  const patientId = await inClinic(clinicId, (tx) => presentOf(tx, clinicId, found.patientId), {
    readOnly: true,
  });
  if (!patientId) return null;
  return {
    ctx: mintCtx(clinicId, { kind: "patient", id: patientId }, by, requestId),
    id,
    patientId,
    address,
  };
}

/** The patient, or the one they were merged into. */
async function presentOf(tx: Tx, clinicId: string, id: string): Promise<string | null> {
  const row = await tx.patient.findUnique({
    where: { clinicId_id: { clinicId, id } },
    select: { id: true, mergedIntoId: true },
  });
  if (!row) return null;
  return row.mergedIntoId ? presentOf(tx, clinicId, row.mergedIntoId) : row.id;
}
