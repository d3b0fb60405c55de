import { v7 as uuid } from "uuid";
import { authorOf, type Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { AppError, notFound } from "@/lib/errors";
import { normalizeEmail, normalizePhone } from "@/lib/patients/rules";
import type { UpdatePatient } from "@/lib/patients/schema";
import type { Channel, ContactHealth, ContactKind } from "@/prisma/generated/enums";

export interface NewContact<K extends ContactKind = ContactKind> {
  kind: K;
  /** E.164, a mail address in lower case, or a push token. */
  value: string;
  label: string | null;
  isPrimary: boolean;
}

const CHANNEL: Record<ContactKind, Channel> = { phone: "SMS", email: "EMAIL", device: "PUSH" };

const READ = { phone: normalizePhone, email: normalizeEmail, device: readToken };

/** Reads a contact as written. Throws `invalid` that names `field`. */
export function readContact<K extends ContactKind>(
  kind: K,
  raw: string,
  field: string,
  options: { label?: string | null; isPrimary?: boolean } = {},
): NewContact<K> {
  const answer = READ[kind](raw);
  if (answer.problem !== undefined) {
    throw new AppError("invalid", answer.problem, `bad_${kind}`, {
      fields: [{ field, problem: answer.problem }],
    });
  }
  const value = "e164" in answer ? answer.e164 : "email" in answer ? answer.email : answer.token;
  return { kind, value, label: options.label ?? null, isPrimary: options.isPrimary ?? false };
}

/** An app's push token (some 160 letters): opaque, so only what can be none, or no index could hold, is refused. */
function readToken(raw: string): { token: string; problem?: never } | { problem: string } {
  const token = raw.trim();
  return /^[\w:.-]{8,2048}$/.test(token) ? { token } : { problem: "This is not a push token." };
}

/** How a clinic came to know a contact point. */
export function sourceOf(ctx: Ctx): string {
  return ctx.actor.kind === "key" ? "api" : ctx.actor.kind;
}

/**
 * Adds contact points and writes into the ledger that they were given to the clinic: a number a patient gives is
 * consent to be contacted there about care (FCC 92-443 para. 31; 2015 order para. 52), never to marketing. Only a new
 * point is one, and never over a revocation that stands: that only a recorded consent ends.
 */
export async function addContacts(
  tx: Tx,
  ctx: Ctx,
  patientId: string,
  contacts: NewContact[],
): Promise<void> {
  const { clinicId, actor, now } = ctx;
  const base = { clinicId, patientId, source: sourceOf(ctx) };
  for (const contact of contacts) {
    const kind = contact.kind;
    const first = (await tx.contactPoint.count({ where: { clinicId, patientId, kind } })) === 0;
    if (contact.isPrimary) {
      await tx.contactPoint.updateMany({ where: { clinicId, patientId, kind }, data: { isPrimary: false } });
    }
    const known = { clinicId_patientId_kind_value: { clinicId, patientId, kind, value: contact.value } };
    const isNew = (await tx.contactPoint.count({ where: known.clinicId_patientId_kind_value })) === 0;
    await tx.contactPoint.upsert({
      where: known,
      create: {
        ...base,
        ...contact,
        id: uuid(),
        isPrimary: contact.isPrimary || first,
        lastConfirmedAt: now,
        createdAt: now,
      },
      update: {
        lastConfirmedAt: now,
        ...(contact.isPrimary ? { isPrimary: true } : {}),
        // An app that registers again is there again, whatever was closed while it was not.
        ...(kind === "device" ? { health: "ok", healthReason: null, healthAt: now, softFailures: 0 } : {}),
      },
    });
    if (!isNew || (await isRevoked(tx, ctx, patientId, contact))) continue;
    await tx.consentEvent.create({
      data: {
        ...base,
        purpose: "contact",
        act: "grant",
        channel: CHANNEL[kind],
        address: contact.value,
        actorKind: actor.kind,
        actorId: actor.kind === "provider" ? actor.name : actor.kind === "system" ? actor.job : actor.id,
        at: now,
      },
    });
  }
}

/** Whether what the ledger last said of this address, by this patient or by whoever has it, took consent back. */
async function isRevoked(
  tx: Tx,
  { clinicId }: Ctx,
  patientId: string,
  contact: NewContact,
): Promise<boolean> {
  const channel = CHANNEL[contact.kind];
  const address = contact.value;
  const last = await tx.consentEvent.findFirst({
    where: {
      clinicId,
      purpose: "contact",
      channel,
      OR: [
        { patientId, OR: [{ address }, { address: null }] },
        { patientId: null, address },
      ],
    },
    orderBy: [{ at: "desc" }, { act: "desc" }],
    select: { act: true },
  });
  return last?.act === "revoke";
}

/** Adds, confirms, makes primary and removes as asked. Answers the names of what changed. Throws `not_found`. */
export async function changeContacts(
  tx: Tx,
  ctx: Ctx,
  patientId: string,
  changes: NonNullable<UpdatePatient["contacts"]>,
): Promise<string[]> {
  const { clinicId, now } = ctx;
  const added = (changes.add ?? []).map((one, at) =>
    readContact(one.kind, one.value, `contacts.add.${at}.value`, {
      label: one.label ?? null,
      isPrimary: one.isPrimary ?? false,
    }),
  );
  await addContacts(tx, ctx, patientId, added);
  for (const id of changes.makePrimary ?? []) {
    const point = await tx.contactPoint.findFirst({ where: { clinicId, patientId, id } });
    if (!point) throw notFound("contact point");
    await tx.contactPoint.updateMany({
      where: { clinicId, patientId, kind: point.kind },
      data: { isPrimary: false },
    });
    await tx.contactPoint.update({ where: { id }, data: { isPrimary: true } });
  }
  for (const id of changes.confirm ?? []) await confirm(tx, ctx, patientId, id, now);
  const gone = changes.remove ?? [];
  const removed = await tx.contactPoint.deleteMany({ where: { clinicId, patientId, id: { in: gone } } });
  if (removed.count !== new Set(gone).size) throw notFound("contact point");
  if (removed.count > 0) await keepOnePrimary(tx, ctx, patientId);
  return (["add", "makePrimary", "confirm", "remove"] as const)
    .filter((name) => (changes[name]?.length ?? 0) > 0)
    .map((name) => `contacts.${name}`);
}

/** What evidence closed is open again; what the patient stopped stays stopped. */
async function confirm(tx: Tx, ctx: Ctx, patientId: string, id: string, now: Date): Promise<void> {
  const { clinicId } = ctx;
  const point = await tx.contactPoint.findFirst({ where: { clinicId, patientId, id } });
  if (!point) throw notFound("contact point");
  if (await waitsForVendor(tx, ctx, point)) return;
  const healthy = { health: "ok", healthReason: null, healthAt: now, softFailures: 0 } as const;
  await tx.contactPoint.update({ where: { id }, data: { ...healthy, lastConfirmedAt: now } });
  await tx.suppression.updateMany({
    where: { clinicId, address: point.value, reason: { in: ["hard_bounce", "wrong_number"] }, endedAt: null },
    data: { endedAt: now },
  });
}

/**
 * A vendor that was told the mailbox is dead drops what goes there. It is asked to forget that first, by a job
 * (lib/consents/releasing), and the address opens when it has.
 */
async function waitsForVendor(
  tx: Tx,
  ctx: Ctx,
  point: { kind: ContactKind; value: string; health: ContactHealth },
): Promise<boolean> {
  const { clinicId, now: askedAt } = ctx;
  const channel = CHANNEL[point.kind];
  const keepsLists = Object.values(ctx.ports.providers).some(
    (one) => one.channel === channel && one.reopen !== undefined,
  );
  if (!keepsLists) return false;
  const reasons = ["hard_bounce", "vendor_block"] as const;
  const closed = { clinicId, channel, address: point.value, reason: { in: [...reasons] }, endedAt: null };
  if (point.health !== "closed" && (await tx.suppression.count({ where: closed, take: 1 })) === 0)
    return false;
  const asked = {
    ...{
      reasons: [...reasons],
      why: "A person checked that it works.",
      askedBy: authorOf(ctx.actor).createdBy,
    },
    ...{ askedAt, tries: 0, nextAt: askedAt, problem: null },
  };
  const id = { clinicId, channel, address: point.value };
  await tx.vendorRelease.upsert({
    where: { clinicId_channel_address: id },
    create: { ...id, ...asked },
    update: asked,
  });
  return true;
}

async function keepOnePrimary(tx: Tx, ctx: Ctx, patientId: string): Promise<void> {
  const { clinicId } = ctx;
  for (const kind of ["phone", "email", "device"] as const) {
    const points = await tx.contactPoint.findMany({
      where: { clinicId, patientId, kind },
      orderBy: { createdAt: "asc" },
    });
    const [oldest] = points;
    if (oldest && !points.some((point) => point.isPrimary)) {
      await tx.contactPoint.update({ where: { id: oldest.id }, data: { isPrimary: true } });
    }
  }
}
