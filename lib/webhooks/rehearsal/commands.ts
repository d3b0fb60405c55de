import { v7 as uuid } from "uuid";
import { fileInbound } from "@/lib/conversations/inbound/commands";
import { type Ctx, mintCtx, type Ports } from "@/lib/ctx";
import { inClinic, type Tx } from "@/lib/db/transaction";
import { log } from "@/lib/log";
import type { MessageInbound } from "@/lib/providers/port";

/** Numbers of nobody: 555-0100 to 555-0199 are kept for fiction (NANPA). */
const [CLINIC, PATIENT, STRANGER] = ["+13035550100", "+13035550101", "+13035550102"];

/** What patients write most, and the word that must not wait; each a second time, for what the first made ready. */
const TEXTS = [
  [PATIENT, "STOP"],
  [PATIENT, "Thank you"],
  [STRANGER, "STOP"],
  [PATIENT, "STOP"],
  [PATIENT, "Thank you"],
] as const;

class Undone extends Error {}

/**
 * Files texts to a clinic that does not exist and takes everything back, so that the first STOP after a start meets a
 * process that has done this before: otherwise it takes longer than the second that it may. Nothing is committed.
 * Returns how many texts were filed. Never throws.
 */
export async function rehearse(ports: Ports): Promise<number> {
  let filed = 0;
  try {
    for (const [from, text] of TEXTS) {
      const ctx = mintCtx(uuid(), { kind: "provider", name: "rehearsal" }, ports);
      await inClinic(ctx.clinicId, async (tx) => {
        await openStage(tx, ctx);
        const message = says(from, text, ctx.now);
        const { eventId } = message;
        await fileInbound(ctx, { eventId, message, ownAddress: CLINIC, conversationId: null });
        throw new Undone();
      }).catch((end: unknown) => {
        if (!(end instanceof Undone)) throw end;
      });
      filed += 1;
    }
  } catch (cause) {
    log.warn("webhook.not_rehearsed", { cause: cause instanceof Error ? cause.name : "unknown" });
  }
  return filed;
}

/** A clinic with a number and one patient, for the length of one transaction. */
async function openStage(tx: Tx, { clinicId, now }: Ctx): Promise<void> {
  const made = { createdAt: now, updatedAt: now };
  const own = { clinicId, createdAt: now };
  const name = "Rehearsal";
  await tx.clinic.create({
    data: { id: clinicId, name, slug: clinicId, timeZone: "UTC", phone: CLINIC, settings: {}, ...made },
  });
  await tx.vendor.create({ data: { ...own, provider: "twilio", baaSignedAt: now } });
  const number = { channel: "SMS", provider: "twilio", kind: "long_code", address: CLINIC } as const;
  await tx.sender.create({ data: { ...own, ...number, rate: 1, isDefault: true } });
  const patientId = uuid();
  await tx.patient.create({
    data: { ...own, ...made, id: patientId, firstName: name, lastName: name, language: "en", searchText: "" },
  });
  const phone = { kind: "phone", value: PATIENT, isPrimary: true, source: "rehearsal" } as const;
  await tx.contactPoint.create({ data: { ...own, ...phone, patientId } });
}

function says(from: string, text: string, at: Date): MessageInbound {
  const id = uuid();
  const to = [CLINIC];
  return { kind: "message", channel: "SMS", eventId: id, ref: id, at, from, to, text, attachments: [] };
}
