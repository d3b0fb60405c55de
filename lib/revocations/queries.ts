import type { z } from "zod";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import type { ClosedAddress } from "@/lib/delivery/closing/commands";
import { NEAR_VISIT_MS } from "@/lib/revocations/rules/deadlines";
import type { EndedWay } from "@/lib/revocations/rules/in-app";
import { reactedTo } from "@/lib/revocations/rules/reaction";
import type { QuestionKind, QuestionSchema, Reaction, ReactionOnMessage } from "@/lib/revocations/schema";
import type { Channel, SuppressionReason } from "@/prisma/generated/enums";

/** More than one thread ever has open; each is decided by one click. */
const MOST_OPEN = 20;

/** What a person has yet to decide about this conversation's messages, the oldest first. */
export async function findQuestions(
  tx: Tx,
  ctx: Ctx,
  conversationId: string,
): Promise<z.input<typeof QuestionSchema>[]> {
  const rows = await tx.revocationQuestion.findMany({
    where: { clinicId: ctx.clinicId, decidedAt: null, message: { conversationId } },
    include: { message: { select: { patientId: true } } },
    orderBy: [{ askedAt: "asc" }, { id: "asc" }],
    take: MOST_OPEN,
  });
  return rows.map(({ message, kind, ...row }) => ({
    ...row,
    kind: kind as QuestionKind,
    patientId: message.patientId,
  }));
}

/** Whether this reason closes the address now. `apartFrom`: a message whose own words do not count. */
export async function findClosed(
  tx: Tx,
  ctx: Ctx,
  about: { channel: Channel; address: string; reason: SuppressionReason },
  apartFrom?: string,
): Promise<boolean> {
  const byOther = apartFrom ? { OR: [{ messageId: null }, { messageId: { not: apartFrom } }] } : {};
  const where = { clinicId: ctx.clinicId, ...about, endedAt: null, ...byOther };
  return (await tx.suppression.count({ where, take: 1 })) > 0;
}

const CHANNEL = { phone: "SMS", email: "EMAIL", device: "PUSH" } as const;

/** Every address of a patient, with the channel it is for. */
export async function findAddressesOf(tx: Tx, ctx: Ctx, patientId: string): Promise<ClosedAddress[]> {
  const points = await tx.contactPoint.findMany({
    where: { clinicId: ctx.clinicId, patientId },
    select: { kind: true, value: true },
  });
  return points.map(({ kind, value }) => ({ channel: CHANNEL[kind], address: value }));
}

export interface OwnedAddress {
  channel: EndedWay;
  address: string;
  /** In no other chart, and nobody's who acts for the patient. */
  own: boolean;
}

/** The numbers and mail addresses of a chart, of these ways, with whose they are. */
export async function findOwned(
  tx: Tx,
  { clinicId }: Ctx,
  patientId: string,
  ways: readonly EndedWay[],
): Promise<OwnedAddress[]> {
  const points = await tx.$queryRaw<{ kind: "phone" | "email"; value: string; own: boolean }[]>`
    SELECT c.kind::text, c.value, c."relatedPersonId" IS NULL AND NOT EXISTS (
      SELECT FROM "ContactPoint" o JOIN "Patient" p ON p."clinicId" = o."clinicId" AND p.id = o."patientId"
      WHERE o."clinicId" = c."clinicId" AND o.kind = c.kind AND o.value = c.value AND o."patientId" <> c."patientId"
        AND p.kind = 'person' AND p."mergedIntoId" IS NULL) AS own
    FROM "ContactPoint" c
    WHERE c."clinicId" = ${clinicId}::uuid AND c."patientId" = ${patientId}::uuid AND c.kind IN ('phone', 'email')
    ORDER BY c.value`;
  const owned = points.map(({ kind, value, own }) => ({ channel: CHANNEL[kind], address: value, own }));
  return owned.filter(({ channel }) => ways.includes(channel));
}

/** The start of the booked visit nearest to `at`, when one is within three days of it. */
export async function findNearVisit(tx: Tx, ctx: Ctx, patientId: string, at: Date): Promise<Date | null> {
  const visits = await tx.appointment.findMany({
    where: {
      clinicId: ctx.clinicId,
      patientId,
      status: { in: ["booked", "confirmed"] },
      startsAt: {
        gte: new Date(at.getTime() - NEAR_VISIT_MS),
        lte: new Date(at.getTime() + NEAR_VISIT_MS),
      },
    },
    select: { startsAt: true },
    take: 50,
  });
  const distance = (start: Date) => Math.abs(start.getTime() - at.getTime());
  return visits.map(({ startsAt }) => startsAt).sort((a, b) => distance(a) - distance(b))[0] ?? null;
}

/** A phone quotes what is on its screen: these many of our last texts, within a month. */
const MOST_QUOTED = 50;
const QUOTED_MS = 31 * 86_400_000;

/** Which of our texts in this conversation a reaction is on. */
export async function findReacted(
  tx: Tx,
  ctx: Ctx,
  conversationId: string,
  reaction: Reaction,
): Promise<ReactionOnMessage> {
  const sent = await tx.message.findMany({
    where: {
      clinicId: ctx.clinicId,
      conversationId,
      channel: "SMS",
      direction: "OUTBOUND",
      status: { in: ["SENT", "DELIVERED", "PENDING"] },
      createdAt: { gte: new Date(ctx.now.getTime() - QUOTED_MS) },
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { id: true, body: true },
    take: MOST_QUOTED,
  });
  const { emoji, removed, quoted } = reaction;
  return { emoji, removed, onId: reactedTo(quoted, sent)?.id ?? null };
}
