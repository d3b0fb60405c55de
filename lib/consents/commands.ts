import { createHash } from "node:crypto";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import type { Audit } from "@/lib/db/write";
import { settle } from "@/lib/delivery/commands";
import type { Prisma } from "@/prisma/generated/client";
import type {
  Channel,
  ConsentAct,
  ConsentPurpose,
  ContactKind,
  SuppressionReason,
} from "@/prisma/generated/enums";

export interface ConsentLine {
  patientId: string | null;
  purpose: ConsentPurpose;
  channel: Channel;
  address: string | null;
  act: ConsentAct;
  source: string;
  disclosure?: string;
  evidence?: Prisma.InputJsonValue;
  at?: Date;
}

/** Appends to the consent ledger. The disclosure is kept as shown, with its SHA-256. */
export async function recordConsent(tx: Tx, ctx: Ctx, audit: Audit, line: ConsentLine): Promise<void> {
  const { actor } = ctx;
  const { disclosure, evidence, at, ...rest } = line;
  await tx.consentEvent.create({
    data: {
      ...rest,
      clinicId: ctx.clinicId,
      disclosure: disclosure ?? null,
      disclosureHash: disclosure ? createHash("sha256").update(disclosure).digest("hex") : null,
      actorKind: actor.kind,
      actorId: actor.kind === "provider" ? actor.name : actor.kind === "system" ? actor.job : actor.id,
      ...(evidence === undefined ? {} : { evidence }),
      at: at ?? ctx.now,
    },
  });
  audit({
    action: `consent.${line.act}`,
    subjectKind: "consent",
    patientId: line.patientId,
    fields: [line.purpose],
  });
}

export interface Closing {
  channel: Channel;
  address: string;
  reason: SuppressionReason;
  /** The word, event or note that closed it, for "by texting STOP". Never a patient's sentence. */
  evidence: Prisma.InputJsonValue;
  messageId?: string | null;
  at?: Date;
}

const KIND: Record<Channel, ContactKind> = { SMS: "phone", EMAIL: "email", PUSH: "device", IN_APP: "device" };

/** Reasons that are a person's revocation, and so enter the ledger as well. */
const REVOCATIONS: readonly SuppressionReason[] = ["stop", "unsubscribe", "complaint", "staff"];

/**
 * Closes an address of the clinic for a channel and, in the same transaction, cancels everything still underway that
 * could only have gone there. Closing it again changes nothing. Belongs to the address, not to a patient.
 */
export async function suppressContact(tx: Tx, ctx: Ctx, audit: Audit, closing: Closing): Promise<void> {
  const { channel, address, reason } = closing;
  const { clinicId } = ctx;
  const since = closing.at ?? ctx.now;
  const id = { clinicId_channel_address_reason: { clinicId, channel, address, reason } };
  const known = await tx.suppression.findUnique({ where: id });
  if (!known || known.endedAt) {
    const row = { since, endedAt: null, evidence: closing.evidence, messageId: closing.messageId ?? null };
    await tx.suppression.upsert({
      where: id,
      create: { clinicId, channel, address, reason, ...row },
      update: row,
    });
    if (REVOCATIONS.includes(reason)) {
      const line = {
        patientId: null,
        purpose: "contact",
        channel,
        address,
        act: "revoke",
        source: reason,
      } as const;
      await recordConsent(tx, ctx, audit, { ...line, evidence: closing.evidence, at: since });
    }
    audit({ action: "contact.suppressed", subjectKind: "contact", fields: [channel, reason] });
  }
  await cancelUnderway(tx, ctx, channel, address);
}

async function cancelUnderway(tx: Tx, ctx: Ctx, channel: Channel, address: string): Promise<void> {
  const { clinicId } = ctx;
  const kind = KIND[channel];
  const underway = await tx.$queryRaw<{ id: string; only: boolean }[]>`
    SELECT m.id, (m.plan[m.hop + 1 :] <@ ARRAY[${channel}]::"Channel"[]) AS only
    FROM "Message" m
    WHERE m."clinicId" = ${clinicId}::uuid AND m.status IN ('PENDING', 'SCHEDULED') AND NOT m."isAutomatic"
      AND m."patientId" IN (
        SELECT c."patientId" FROM "ContactPoint" c
        WHERE c."clinicId" = ${clinicId}::uuid AND c.kind = ${kind}::"ContactKind" AND c.value = ${address})
    ORDER BY m.id FOR UPDATE OF m`;
  if (underway.length === 0) return;
  const cancelled = underway.filter((message) => message.only).map((message) => message.id);
  await tx.message.updateMany({
    where: { clinicId, id: { in: cancelled }, deliveries: { none: { outcome: null } } },
    data: { cancelledAt: ctx.now, cancelledBy: "opt_out", reason: "opt_out", updatedAt: ctx.now },
  });
  await settle(
    tx,
    ctx,
    underway.map((message) => message.id),
  );
}

/** Reopens what `reasons` closed on an address. Returns whether anything was closed. */
export async function liftSuppression(
  tx: Tx,
  ctx: Ctx,
  audit: Audit,
  opening: { channel: Channel; address: string; reasons: SuppressionReason[]; source: string; why?: string },
): Promise<boolean> {
  const { channel, address, reasons } = opening;
  const where = { clinicId: ctx.clinicId, channel, address, reason: { in: reasons }, endedAt: null };
  const { count } = await tx.suppression.updateMany({ where, data: { endedAt: ctx.now } });
  if (count === 0) return false;
  const line = {
    patientId: null,
    purpose: "contact",
    channel,
    address,
    act: "grant",
    source: opening.source,
  } as const;
  await recordConsent(tx, ctx, audit, line);
  audit({
    action: "contact.reopened",
    subjectKind: "contact",
    fields: [channel],
    ...(opening.why ? { reason: opening.why } : {}),
  });
  return true;
}
