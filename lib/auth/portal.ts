import { type Ctx, mintCtx } from "@/lib/ctx";
import { inClinic, inInstallation } from "@/lib/db/transaction";
import { hashOf } from "@/lib/delivery/link/rules";
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
