import { v7 as uuid } from "uuid";
import { findByAddress, findReplier } from "@/lib/conversations/inbound/queries";
import { fileTo, isAddress } from "@/lib/conversations/inbound/rules";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { findGuess, findMembers } from "@/lib/households/queries";
import type { Guess } from "@/lib/households/schema";
import type { MessageInbound } from "@/lib/providers/port";

/** Where a message stands and whom it is filed to. */
export interface Home {
  conversationId: string;
  patientId: string;
  /** From a shared phone, why it is filed to this patient; null: nobody had to guess. */
  guess: Guess | null;
}

interface Arrival {
  message: MessageInbound;
  conversationId: string | null;
  /** As it is kept: a mail address in lower case. */
  from: string;
  at: Date;
}

/**
 * The conversation of whoever has this address, made when there is none: a patient's own, the one of a shared phone, or
 * an unknown sender's. Two first messages of one address wait for each other.
 */
export async function findHome(tx: Tx, ctx: Ctx, arrival: Arrival): Promise<Home> {
  const { from } = arrival;
  const kind = arrival.message.channel === "SMS" ? "phone" : "email";
  // Two first messages of one unknown number may arrive at once: one of them makes the placeholder, the other waits.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${ctx.clinicId} ${from}`}, 0))`;
  const replier = arrival.conversationId && (await findReplier(tx, ctx, arrival.conversationId, from));
  const filing = fileTo(replier ? [replier] : await findByAddress(tx, ctx, kind, from));
  if (filing.to === "patient") return ofPatient(tx, ctx, filing.patientId);
  if (filing.to === "household") return ofHousehold(tx, ctx, arrival);
  return ofUnknown(tx, ctx, arrival, { kind, from, placeholderId: filing.placeholderId });
}

/** The patient's own conversation, made when there is none. */
export async function ofPatient(tx: Tx, ctx: Ctx, patientId: string): Promise<Home> {
  const where = { clinicId: ctx.clinicId, patientId, kind: "patient" as const };
  const find = () => tx.conversation.findFirst({ where, select: { id: true } });
  const made =
    (await find()) ?? (await makeThread(tx, ctx, { patientId, kind: "patient", address: null }, find));
  return { patientId, conversationId: made.id, guess: null };
}

/** Our own first message to the same person may be making the thread at this moment: then it is found, not made twice. */
async function makeThread(
  tx: Tx,
  { clinicId, now }: Ctx,
  { patientId, kind, address }: { patientId: string; kind: "patient" | "household"; address: string | null },
  find: () => Promise<{ id: string } | null>,
): Promise<{ id: string }> {
  await tx.$executeRaw`
    INSERT INTO "Conversation" (id, "clinicId", kind, "patientId", address, "lastMessageAt", "createdAt")
    VALUES (${uuid()}::uuid, ${clinicId}::uuid, ${kind}::"ConversationKind", ${patientId}::uuid, ${address}, ${now}, ${now})
    ON CONFLICT DO NOTHING`;
  const made = await find();
  if (!made) throw new Error("A thread that was just made is not there.");
  return made;
}

async function ofHousehold(tx: Tx, ctx: Ctx, { from, at }: Arrival): Promise<Home> {
  const { clinicId } = ctx;
  const members = await findMembers(tx, ctx, from);
  const guess = await findGuess(tx, ctx, from, members, at);
  const find = () =>
    tx.conversation.findFirst({
      where: { clinicId, address: from, kind: { not: "patient" } },
      select: { id: true, kind: true, patientId: true },
    });
  const known = await find();
  if (known?.kind === "unknown") await nameUnknown(tx, ctx, known, guess);
  if (known) return { ...guess, conversationId: known.id };
  const place = { kind: "household" as const, address: from, patientId: guess.patientId };
  const made = await makeThread(tx, ctx, place, find);
  return { ...guess, conversationId: made.id };
}

/** A sender nobody had named turns out to be people we know since: what stood there is filed to one of them. */
async function nameUnknown(
  tx: Tx,
  ctx: Ctx,
  thread: { id: string; patientId: string },
  { patientId, guess }: { patientId: string; guess: Guess },
): Promise<void> {
  const { clinicId, now } = ctx;
  const filed = { clinicId, conversationId: thread.id, patientId: thread.patientId };
  await tx.message.updateMany({ where: filed, data: { patientId, guessedFrom: guess, updatedAt: now } });
  const data = { kind: "household" as const, patientId };
  await tx.conversation.updateMany({ where: { clinicId, id: thread.id }, data });
}

async function ofUnknown(
  tx: Tx,
  ctx: Ctx,
  arrival: Arrival,
  sender: { kind: "phone" | "email"; from: string; placeholderId: string | null },
): Promise<Home> {
  const { clinicId, now } = ctx;
  const address = sender.from;
  const known = await tx.conversation.findFirst({
    where: { clinicId, kind: "unknown", address },
    select: { id: true, patientId: true },
  });
  if (known) return { patientId: known.patientId, conversationId: known.id, guess: null };
  // A household that nobody belongs to any more (a number that was given to somebody else) keeps its past only.
  const left = { clinicId, kind: "household" as const, address };
  await tx.conversation.updateMany({ where: left, data: { address: null } });
  const patientId = sender.placeholderId ?? uuid();
  if (!sender.placeholderId) {
    await tx.patient.create({
      data: {
        id: patientId,
        clinicId,
        kind: "unsorted",
        firstName: arrival.message.fromName ?? "",
        lastName: "",
        searchText: `${arrival.message.fromName ?? ""} ${address}`.toLowerCase(),
        createdAt: now,
        updatedAt: now,
      },
    });
    // A short code or a name is no number that one could write to: it is known by its conversation alone.
    if (isAddress(sender.kind, address)) {
      const point = { kind: sender.kind, value: address, isPrimary: true, source: "inbound", createdAt: now };
      await tx.contactPoint.create({ data: { ...point, clinicId, patientId } });
    }
  }
  const conversationId = uuid();
  await tx.conversation.create({
    data: {
      id: conversationId,
      clinicId,
      kind: "unknown",
      address,
      patientId,
      lastMessageAt: now,
      createdAt: now,
    },
  });
  return { patientId, conversationId, guess: null };
}
