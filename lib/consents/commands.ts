import { createHash } from "node:crypto";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import type { Audit } from "@/lib/db/write";
import { holdAddresses } from "@/lib/delivery/addresses/commands";
import { cancelQueued } from "@/lib/delivery/closing/commands";
import type { Prisma } from "@/prisma/generated/client";
import type { Channel, ConsentAct, ConsentPurpose, SuppressionReason } from "@/prisma/generated/enums";

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

/** Reasons that are a person's revocation, and so enter the ledger as well. */
const REVOCATIONS: readonly SuppressionReason[] = ["stop", "unsubscribe", "complaint", "staff"];

/** Those that end what was agreed to about marketing too: START opens the number again, and is no new agreement. */
const OF_EVERYTHING: readonly SuppressionReason[] = ["stop", "complaint", "staff", "vendor_block"];

/**
 * Closes an address of the clinic for a channel and, in the same transaction, cancels everything still underway that
 * could only have gone there; once this commits, no claim of that address does. Closing it again changes nothing.
 * Belongs to the address, not to a patient. Call it before anything else locks a message or a conversation
 * (or hold the address first: `holdAddresses`).
 */
export async function suppressContact(tx: Tx, ctx: Ctx, audit: Audit, closing: Closing): Promise<void> {
  const { channel, address, reason } = closing;
  const { clinicId } = ctx;
  const since = closing.at ?? ctx.now;
  await holdAddresses(tx, ctx, [address]);
  const id = { clinicId_channel_address_reason: { clinicId, channel, address, reason } };
  const known = await tx.suppression.findUnique({ where: id });
  // Events may be late: what was opened again after this one stays open, and nothing that waits for it is canceled.
  if (await isReopened(tx, ctx, closing, since)) return;
  if (!known || known.endedAt) {
    const row = { since, endedAt: null, evidence: closing.evidence, messageId: closing.messageId ?? null };
    await tx.suppression.upsert({
      where: id,
      create: { clinicId, channel, address, reason, ...row },
      update: row,
    });
    const line = { patientId: null, channel, address, act: "revoke", source: reason, at: since } as const;
    const { evidence } = closing;
    if (REVOCATIONS.includes(reason))
      await recordConsent(tx, ctx, audit, { ...line, purpose: "contact", evidence });
    if (OF_EVERYTHING.includes(reason))
      await recordConsent(tx, ctx, audit, { ...line, purpose: "marketing", evidence });
    audit({ action: "contact.suppressed", subjectKind: "contact", fields: [channel, reason] });
  }
  await cancelQueued(tx, ctx, { channel, address });
}

/** START opens what STOP and the phone company's own block closed: a late word of either that is older closes nothing. */
const OPENED_TOGETHER: readonly SuppressionReason[] = ["stop", "vendor_block"];

async function isReopened(
  tx: Tx,
  { clinicId }: Ctx,
  { channel, address, reason }: Closing,
  since: Date,
): Promise<boolean> {
  const together = channel === "SMS" && OPENED_TOGETHER.includes(reason);
  const rows = await tx.suppression.findMany({
    where: { clinicId, channel, address, reason: { in: together ? [...OPENED_TOGETHER] : [reason] } },
    select: { reason: true, endedAt: true },
  });
  const own = rows.find((row) => row.reason === reason);
  if (own && own.endedAt === null) return false;
  return rows.some(({ endedAt }) => endedAt !== null && endedAt >= since);
}

/** Reopens what `reasons` closed on an address. Returns whether anything was closed. */
export async function liftSuppression(
  tx: Tx,
  ctx: Ctx,
  audit: Audit,
  opening: {
    channel: Channel;
    address: string;
    reasons: SuppressionReason[];
    source: string;
    /** When the patient said so; what was closed after it stays closed. Default: now. */
    at?: Date;
    why?: string;
  },
): Promise<boolean> {
  const { channel, address, reasons } = opening;
  const at = opening.at ?? ctx.now;
  const { count } = await tx.suppression.updateMany({
    where: {
      clinicId: ctx.clinicId,
      channel,
      address,
      reason: { in: reasons },
      endedAt: null,
      since: { lte: at },
    },
    data: { endedAt: at },
  });
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
