import type { z } from "zod";
import { suppressContact } from "@/lib/consents/commands";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { type Audit, write } from "@/lib/db/write";
import { holdAddresses } from "@/lib/delivery/addresses/commands";
import { cancelMisdirected, lockUnderway } from "@/lib/delivery/closing/commands";
import { AppError, notFound } from "@/lib/errors";
import { findMembers } from "@/lib/households/queries";
import { openIncident } from "@/lib/incidents/commands";
import type { WrongNumberDone, WrongNumberIn } from "@/lib/incidents/wrong-number/schema";
import { recordChanges } from "@/lib/live/changes";
import { formatPhone } from "@/lib/patients/rules";
import { queueReply } from "@/lib/replies/commands";
import { languageOf } from "@/lib/replies/rules";
import { WRONG_NUMBER } from "@/lib/replies/words";
import type { ContactKind } from "@/prisma/generated/enums";

export interface WrongNumber {
  channel: "SMS" | "EMAIL";
  /** E.164 or a mail address in lower case. */
  address: string;
  /** Whose it is not. Not given: nobody's whom we know. */
  patientIds?: string[] | undefined;
  /** The message that said so; null: a person's note. */
  messageId: string | null;
  /** `text`: somebody there wrote it; `staff`: staff were told. */
  by: "text" | "staff";
}

/**
 * The number is not theirs: its contact points are closed by evidence (no STOP: the patient never asked us to stop),
 * what is queued to it is cancelled, and each patient's privacy incident is opened with what went there since the number
 * was last confirmed. When nobody whom we know is left behind it, the number is closed as such. Call it before anything
 * else is locked. Returns the patients; saying it again changes nothing.
 */
export async function quarantineNumber(
  tx: Tx,
  ctx: Ctx,
  audit: Audit,
  said: WrongNumber,
): Promise<{ patientIds: string[]; nobodyLeft: boolean }> {
  const { clinicId, now } = ctx;
  const { channel, address, messageId, by } = said;
  await holdAddresses(tx, ctx, [address]);
  const underway = await lockUnderway(tx, ctx, [{ channel, address }]);
  const members = await findMembers(tx, ctx, address);
  const meant = members.filter(({ patientId }) => said.patientIds?.includes(patientId) ?? true);
  const nobodyLeft = meant.length === members.length;
  if (nobodyLeft) {
    const evidence = { by };
    await suppressContact(tx, ctx, audit, { channel, address, reason: "wrong_number", evidence, messageId });
  }
  const kind: ContactKind = channel === "SMS" ? "phone" : "email";
  for (const { patientId } of meant) {
    const own = { clinicId, patientId, kind, value: address };
    const point = await tx.contactPoint.findFirst({
      where: own,
      select: { lastConfirmedAt: true },
    });
    await tx.contactPoint.updateMany({
      where: own,
      data: { health: "closed", healthReason: "wrong_number", healthAt: now },
    });
    audit({ action: "contact.closed", subjectKind: "contact", patientId, fields: [channel, "wrong_number"] });
    const since = point?.lastConfirmedAt ?? null;
    const evidence = { by, ...(messageId ? { messageId } : {}) };
    const opening = { kind: "wrong_number", patientId, channel, address, since, evidence } as const;
    await openIncident(tx, ctx, audit, opening);
  }
  await cancelMisdirected(tx, ctx, underway);
  const patientIds = meant.map(({ patientId }) => patientId);
  await recordChanges(
    tx,
    ctx,
    patientIds.map((subjectId) => ({ kind: "patient" as const, subjectId })),
  );
  return { patientIds, nobodyLeft };
}

/**
 * The same for a thread, as staff say it, with the one apology. Throws `not_found`, and `invalid` (`no_number`,
 * `not_theirs`).
 */
export function reportWrongNumber(
  ctx: Ctx,
  conversationId: string,
  input: z.output<typeof WrongNumberIn>,
): Promise<z.input<typeof WrongNumberDone>> {
  return write(ctx, async (tx, audit) => {
    const { address, patient, messageId } = await findNumber(tx, ctx, conversationId, input.messageId);
    const said = { channel: "SMS", address, messageId, by: "staff" } as const;
    const asked = { ...said, patientIds: input.patientIds };
    const { patientIds, nobodyLeft } = await quarantineNumber(tx, ctx, audit, asked);
    const [first] = patientIds;
    if (!first) throw new AppError("invalid", "No patient of this thread has that number now.", "not_theirs");
    // Where others keep the number it is texted again: no promise is made.
    const apologyId =
      input.apologize && nobodyLeft
        ? await queueReply(tx, ctx, audit, {
            kind: "wrong_number",
            conversationId,
            patientId: first,
            channel: "SMS",
            to: address,
            inReplyTo: messageId,
            body: WRONG_NUMBER[languageOf(patient.language)],
            window: messageId ?? `${first} ${ctx.now.toISOString().slice(0, 10)}`,
          })
        : null;
    await recordChanges(tx, ctx, [{ kind: "conversation", subjectId: conversationId, conversationId }]);
    return { addressShown: formatPhone(address), patientIds, apologyId };
  });
}

/** The number that a thread's texts come from: of the message named, the shared one, else the newest. */
async function findNumber(tx: Tx, ctx: Ctx, conversationId: string, messageId: string | undefined) {
  const { clinicId } = ctx;
  const thread = await tx.conversation.findFirst({
    where: { clinicId, id: conversationId },
    select: { address: true, patientId: true, patient: { select: { language: true } } },
  });
  if (!thread) throw notFound("conversation");
  const newest = await tx.message.findFirst({
    where: {
      clinicId,
      conversationId,
      direction: "INBOUND",
      channel: "SMS",
      ...(messageId ? { id: messageId } : {}),
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { id: true, fromAddress: true },
  });
  const point = await tx.contactPoint.findFirst({
    where: { clinicId, patientId: thread.patientId, kind: "phone", health: { not: "closed" } },
    orderBy: [{ isPrimary: "desc" }, { createdAt: "asc" }],
    select: { value: true },
  });
  const address = thread.address ?? newest?.fromAddress ?? point?.value;
  if (!address?.startsWith("+")) {
    throw new AppError("invalid", "There is no phone number in this thread.", "no_number");
  }
  return { address, patient: thread.patient, messageId: newest?.id ?? null };
}
