import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import type { Tx } from "@/lib/db/transaction";
import { zonesOf } from "@/lib/patients/zones/rules";
import { hasPortal } from "@/lib/portal/queries";
import { findShut, opensForGuardian } from "@/lib/representatives/queries";
import type { Shut } from "@/lib/representatives/rules";
import { dayFor } from "@/lib/secure/days/rules";
import { domestic, MOST_TRIES, stateOf, termsFor } from "@/lib/secure/rules";
import type { Envelope, LinkTerms } from "@/lib/secure/schema";
import type { Channel, ContactKind } from "@/prisma/generated/enums";

interface Reader {
  id: string;
  dateOfBirth: Date | null;
  contactPoints: { kind: ContactKind; value: string; health: string }[];
}

const KIND: Partial<Record<Channel, ContactKind>> = { SMS: "phone", EMAIL: "email" };

/** Which proofs a link to this patient by these ways may ask for: four indexed reads, more where somebody acts for them. */
export async function findTerms(
  tx: Tx,
  ctx: Ctx,
  patient: Reader,
  plan: readonly Channel[],
  about: { conversationId?: string | null; templateId?: string | null } = {},
): Promise<LinkTerms & { restricted: boolean }> {
  const { clinicId } = ctx;
  const kinds = plan.flatMap((channel) => KIND[channel] ?? []);
  const values = patient.contactPoints
    .filter((point) => kinds.includes(point.kind) && point.health !== "closed")
    .map((point) => point.value);
  const shared = await tx.contactPoint.findFirst({
    where: {
      clinicId,
      value: { in: values },
      kind: { in: kinds },
      patientId: { not: patient.id },
      patient: { mergedIntoId: null },
    },
    select: { id: true },
  });
  const label = await tx.restriction.findFirst({
    where: {
      clinicId,
      OR: [
        { patientId: patient.id },
        ...(about.conversationId ? [{ conversationId: about.conversationId }] : []),
        ...(about.templateId ? [{ templateId: about.templateId }] : []),
      ],
    },
    select: { id: true },
  });
  const restricted = label !== null;
  const terms = termsFor({
    shared: shared !== null,
    restricted,
    hasBirthDate: patient.dateOfBirth !== null,
    hasPortal:
      (await hasPortal(tx, ctx, patient.id)) || (await opensForGuardian(tx, ctx, patient.id, plan, about)),
  });
  return { ...terms, restricted };
}

/** A link with what its page needs; null when there is none of this clinic. */
export function findLink(tx: Tx, ctx: Ctx, id: string) {
  return tx.secureMessage.findFirst({
    where: { clinicId: ctx.clinicId, id },
    include: {
      message: {
        select: {
          id: true,
          patientId: true,
          conversationId: true,
          templateId: true,
          content: true,
          createdAt: true,
          tags: true,
          patient: { include: { contactPoints: true, clinic: true } },
        },
      },
    },
  });
}
export type LinkRow = NonNullable<Awaited<ReturnType<typeof findLink>>>;

/** Why a link stays shut for the representative who acts; null: it opens, or the patient acts. */
export async function shutFor(tx: Tx, ctx: Ctx, { message }: LinkRow): Promise<Shut | null> {
  if (ctx.actor.kind !== "representative") return null;
  return (await findShut(tx, ctx, ctx.actor.id, [message])).get(message.id) ?? null;
}

/** The zone and language in which this patient is told times. */
export function mannersOf(row: LinkRow, now: Date): { zone: string; language: "en" | "es" } {
  const { patient } = row.message;
  const phones = patient.contactPoints
    .filter((point) => point.kind === "phone" && point.health !== "closed")
    .map((point) => point.value);
  const known = { ...patient, phones, clinicTimeZone: patient.clinic.timeZone };
  return {
    zone: zonesOf(known, now).zones[0] ?? patient.clinic.timeZone,
    language: patient.language.startsWith("es") ? "es" : "en",
  };
}

/** The page behind a link before it is opened. Reading it changes nothing: mail scanners and previews do so. */
export function getEnvelope(ctx: Ctx, id: string): Promise<Envelope | null> {
  return read(ctx, async (tx) => {
    const row = await findLink(tx, ctx, id);
    if (!row) return null;
    const { clinic } = row.message.patient;
    const { zone, language } = mannersOf(row, ctx.now);
    const unnamed = (row.message.content as { unnamed?: true } | null)?.unnamed === true;
    return {
      state: stateOf(row, ctx.now),
      proof: row.proof,
      triesLeft: MOST_TRIES - row.wrongTries,
      language,
      clinicName: unnamed ? null : clinic.name,
      clinicPhone: domestic(clinic.phone),
      until: dayFor(row.expiresAt, zone, language),
    };
  });
}

/** The files that this link guards, without their bytes. */
export function findFiles(tx: Tx, ctx: Ctx, row: LinkRow) {
  return tx.attachment.findMany({
    where: { clinicId: ctx.clinicId, messageId: row.messageId, isLinked: true },
    select: { id: true, filename: true, contentType: true, size: true },
    orderBy: { id: "asc" },
  });
}
