import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { loadLabels } from "@/lib/delivery/facts/messages/queries";
import { loadPatients } from "@/lib/delivery/facts/patients/queries";
import { opensBySignIn } from "@/lib/delivery/rules/people/sign-in";
import { notFound } from "@/lib/errors";
import { actsFor, type Shut, whyShut } from "@/lib/representatives/rules";
import type { Acting } from "@/lib/representatives/schema";
import type { Channel } from "@/prisma/generated/enums";

/** Nobody brings up more; a guardian of a home has a sign-in for each hall. */
const MOST_WARDS = 50;

/** Charts with their people as the one decision sees them: who stands for whom is judged in one place. */
export async function loadWards(tx: Tx, ctx: Ctx, patientIds: string[]) {
  const clinic = await tx.clinic.findUnique({
    where: { id: ctx.clinicId },
    select: { timeZone: true, address: true },
  });
  if (!clinic) throw notFound("clinic");
  return loadPatients(tx, ctx, { clinic, address: clinic.address }, patientIds, ctx.now);
}

/** The patients in whose charts this account's person stands, and for whom they act now. */
export async function findActing(tx: Tx, ctx: Ctx, accountId: string): Promise<Acting[]> {
  const { clinicId, now } = ctx;
  const people = await tx.relatedPerson.findMany({
    where: { clinicId, accountId, patient: { mergedIntoId: null } },
    select: { id: true, name: true, patientId: true },
    orderBy: { id: "asc" },
    take: MOST_WARDS,
  });
  if (people.length === 0) return [];
  const wards = await loadWards(
    tx,
    ctx,
    people.map(({ patientId }) => patientId),
  );
  return people.flatMap(({ id, name, patientId }) => {
    const ward = wards.get(patientId);
    if (!ward) return [];
    const { firstName, lastName, dateOfBirth } = ward.patient;
    const person = ward.related.find((one) => one.id === id);
    return {
      ...{ id, name, patientId, firstName, lastName, dateOfBirth },
      acts: actsFor(ward.patient, person, now),
    };
  });
}

interface About {
  id: string;
  patientId: string;
  conversationId: string | null;
  templateId: string | null;
}

/** Why each of these messages about one patient stays shut for this person now, by id; null: it opens. */
export async function findShut(
  tx: Tx,
  ctx: Ctx,
  personId: string,
  messages: readonly About[],
): Promise<Map<string, Shut | null>> {
  const [first] = messages;
  if (!first) return new Map();
  const { clinicId, now } = ctx;
  const wards = await loadWards(tx, ctx, [first.patientId]);
  const labelsOf = await loadLabels(tx, ctx, messages);
  const sent = await tx.messageDelivery.findMany({
    where: {
      clinicId,
      messageId: { in: messages.map(({ id }) => id) },
      OR: [{ outcome: null }, { outcome: "accepted" }],
    },
    select: { messageId: true, toAddress: true },
  });
  return new Map(
    messages.map((message) => {
      const ward = wards.get(message.patientId);
      if (!ward) return [message.id, "not_represented"];
      const person = ward.related.find(({ id }) => id === personId);
      const sentTo = sent.filter((one) => one.messageId === message.id).map((one) => one.toAddress);
      const { patient, points } = ward;
      return [message.id, whyShut({ patient, person, labels: labelsOf(message), sentTo, points }, now)];
    }),
  );
}

/**
 * Whether a sign-in of whoever acts for the patient would open a link where these ways lead. One indexed read where
 * nobody who acts for them signs in.
 */
export async function opensForGuardian(
  tx: Tx,
  ctx: Ctx,
  patientId: string,
  plan: readonly Channel[],
  about: { conversationId?: string | null; templateId?: string | null },
): Promise<boolean> {
  const { clinicId, now } = ctx;
  const where = { clinicId, patientId, account: { pinHash: { not: null } } };
  if (!(await tx.relatedPerson.findFirst({ where, select: { id: true } }))) return false;
  const ward = (await loadWards(tx, ctx, [patientId])).get(patientId);
  if (!ward) return false;
  const { conversationId = null, templateId = null } = about;
  const message = { id: patientId, patientId, conversationId, templateId };
  const labels = (await loadLabels(tx, ctx, [message]))(message);
  const thread = conversationId
    ? await tx.conversation.findFirst({ where: { clinicId, id: conversationId }, select: { address: true } })
    : null;
  const toAddress = thread?.address ?? null;
  const bound = { toAddress, isBound: toAddress !== null, isAutomatic: false };
  return opensBySignIn({ ...ward, asOf: now, labels, message: bound }, plan);
}
