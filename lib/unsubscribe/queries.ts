import { getConsents } from "@/lib/consents/ledger/queries";
import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import { notFound } from "@/lib/errors";
import { domesticPhone } from "@/lib/mail-layout/rules";
import { choicesOf } from "@/lib/unsubscribe/rules";
import type { Preferences } from "@/lib/unsubscribe/schema";

/** Whose page it is: the patient, and the mailbox that the link was sent to. */
export interface Holder {
  patientId: string;
  address: string;
}

/**
 * What comes to this patient by which way. Reading it changes nothing, so that scanners may. Throws `not_found` when the
 * patient is gone.
 */
export function getPreferences(ctx: Ctx, { patientId, address }: Holder): Promise<Preferences> {
  const { clinicId } = ctx;
  return read(ctx, async (tx) => {
    const patient = await tx.patient.findUnique({
      where: { clinicId_id: { clinicId, id: patientId } },
      select: {
        language: true,
        clinic: { select: { name: true, phone: true } },
        preferences: { where: { allowed: false }, select: { channel: true, category: true } },
        contactPoints: { where: { kind: "phone" }, select: { value: true } },
        labels: { select: { id: true }, take: 1 },
      },
    });
    if (!patient) throw notFound("page");
    const { standing } = await getConsents(ctx, patientId, { limit: 1 });
    const lines = standing.map((line) => ({ ...line, at: new Date(line.at) }));
    const closed = await tx.suppression.findMany({
      where: {
        clinicId,
        endedAt: null,
        OR: [
          { channel: "EMAIL", address },
          { channel: "SMS", address: { in: patient.contactPoints.map(({ value }) => value) } },
        ],
      },
      select: { channel: true, reason: true },
    });
    const mail = closed.filter(({ channel }) => channel === "EMAIL");
    const { clinic, language, preferences, labels } = patient;
    return {
      language: language.startsWith("es") ? "es" : "en",
      clinicName: labels.length > 0 ? null : clinic.name,
      clinicPhone: clinic.phone && domesticPhone(clinic.phone),
      choices: choicesOf({ standing: lines, address, refused: preferences }),
      closed:
        mail.length === 0
          ? null
          : mail.every(({ reason }) => reason === "unsubscribe")
            ? "unsubscribe"
            : "other",
      textsStopped: closed.some(({ channel, reason }) => channel === "SMS" && reason === "stop"),
    };
  });
}
