import { v7 as uuid } from "uuid";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { notFound } from "@/lib/errors";
import {
  type Addressee,
  type Answering,
  checkSeen,
  findNamed,
  findSharedPhone,
  wrongConversation,
} from "@/lib/messages/thread/queries";

export interface Home {
  id: string;
  /** The shared or unknown address that the conversation belongs to. */
  address: string | null;
  lastInboundAt: Date | null;
}

/**
 * The conversation an outbound message belongs to, locked: the one of the message it answers, else for a text the one
 * of the phone that the patient shares, else the patient's own; made when there is none. Also checks that the writer had seen the newest message.
 */
export async function enterConversation(
  tx: Tx,
  ctx: Ctx,
  about: Addressee,
  answer: Answering,
): Promise<Home> {
  const { patient } = about;
  const { named, seen } = await findNamed(tx, ctx, about, answer);
  const shared = named ? null : await ofHousehold(tx, ctx, about);
  const home = named
    ? await lockNamed(tx, ctx, named.id)
    : (shared ?? (await ofPatient(tx, ctx, patient.id)));
  if (seen) await checkSeen(tx, ctx, home.id, seen.id);
  return home;
}

async function lockNamed(tx: Tx, ctx: Ctx, id: string): Promise<Home> {
  const [home] = await tx.$queryRaw<Home[]>`
    SELECT id, address, "lastInboundAt" FROM "Conversation"
    WHERE "clinicId" = ${ctx.clinicId}::uuid AND id = ${id}::uuid FOR UPDATE`;
  if (!home) throw wrongConversation();
  return home;
}

/** The thread of the phone that a text to this patient goes to, when others have it too, locked; null: nobody else has. */
async function ofHousehold(tx: Tx, ctx: Ctx, about: Addressee): Promise<Home | null> {
  const phone = await findSharedPhone(tx, ctx, about);
  if (phone === null) return null;
  const { patient } = about;
  const { clinicId, now } = ctx;
  await tx.$executeRaw`
    INSERT INTO "Conversation" (id, "clinicId", kind, "patientId", address, "lastMessageAt", "createdAt")
    VALUES (${uuid()}::uuid, ${clinicId}::uuid, 'household', ${patient.id}::uuid, ${phone}, ${now}, ${now})
    ON CONFLICT DO NOTHING`;
  const [home] = await tx.$queryRaw<Home[]>`
    SELECT id, address, "lastInboundAt" FROM "Conversation"
    WHERE "clinicId" = ${clinicId}::uuid AND address = ${phone} AND kind = 'household' FOR UPDATE`;
  return home ?? null;
}

/**
 * The conversation in which a text to this patient stands (that of a shared phone, else the patient's own), made when
 * there is none yet, so that we can write first. Throws `not_found`.
 */
export function startThread(ctx: Ctx, patientId: string): Promise<{ id: string }> {
  return write(ctx, async (tx, audit) => {
    const patient = await tx.patient.findFirst({
      where: { clinicId: ctx.clinicId, id: patientId, mergedIntoId: null },
      select: { id: true, contactPoints: true },
    });
    if (!patient) throw notFound("patient");
    const { id } =
      (await ofHousehold(tx, ctx, { patient, plan: ["SMS"], household: null })) ??
      (await ofPatient(tx, ctx, patientId));
    audit({ action: "conversation.started", subjectKind: "conversation", subjectId: id, patientId });
    return { id };
  });
}

/** The patient's own conversation, locked; made when there is none. */
async function ofPatient(tx: Tx, ctx: Ctx, patientId: string): Promise<Home> {
  const { clinicId, now } = ctx;
  // A shared phone's thread is nobody's own, whomever it is about at the moment.
  const find = async () => {
    const [found] = await tx.$queryRaw<Home[]>`
      SELECT id, address, "lastInboundAt" FROM "Conversation"
      WHERE "clinicId" = ${clinicId}::uuid AND "patientId" = ${patientId}::uuid AND kind <> 'household'
      ORDER BY kind, "createdAt" LIMIT 1 FOR UPDATE`;
    return found;
  };
  const known = await find();
  if (known) return known;
  // Two first messages at once: one of them makes the conversation, the other finds it.
  await tx.$executeRaw`
    INSERT INTO "Conversation" (id, "clinicId", kind, "patientId", "lastMessageAt", "createdAt")
    VALUES (${uuid()}::uuid, ${clinicId}::uuid, 'patient', ${patientId}::uuid, ${now}, ${now})
    ON CONFLICT DO NOTHING`;
  const made = await find();
  if (!made) throw new Error("A conversation that was just made is not there.");
  return made;
}
