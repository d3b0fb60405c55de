import { v7 as uuid } from "uuid";
import { ofPatient } from "@/lib/conversations/inbound/home/commands";
import { storeInbound } from "@/lib/conversations/inbound/storing/commands";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { settle } from "@/lib/delivery/commands";
import { untilAnswered } from "@/lib/delivery/in-flight/queries";
import { HUB } from "@/lib/delivery/rules/target";
import type { SawMessages, WriteToClinic } from "@/lib/in-app/schema";
import { recordChanges } from "@/lib/live/changes";
import { obeyInApp } from "@/lib/revocations/in-app/commands";
import { hearInApp } from "@/lib/revocations/rules/in-app";

/** As after a STOP by text: what was claimed before may still leave for so long, and nothing after our answer (decisions/004). */
const LAST_ANSWERS_MS = 5_000;

/**
 * Files what a signed-in patient wrote in the portal into her own conversation, as a text or a mail is filed: her words
 * are obeyed and answered, words of an emergency are noticed at any hour, and screens are told. Once per `token`.
 */
export async function writeToClinic(
  ctx: Ctx,
  patientId: string,
  { body, token }: WriteToClinic,
): Promise<{ id: string }> {
  const { clinicId, now: at } = ctx;
  const ref = `portal ${patientId} ${token}`;
  const heard = hearInApp(body);
  // What the hub answers by itself is not the patient's to have written.
  const hub: Ctx = { ...ctx, actor: { kind: "system", job: "portal" } };
  const filed = await write(ctx, async (tx, audit) => {
    // The same words twice at once: one is filed, the other waits here and finds it.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${clinicId} ${ref}`}, 0))`;
    const known = await tx.message.findFirst({
      where: { clinicId, channel: "IN_APP", inboundRef: ref },
      select: { id: true },
    });
    const id = known?.id ?? uuid();
    audit({ action: "portal.wrote", subjectKind: "message", subjectId: id, patientId });
    if (known) return { id, closed: [] };
    const home = await ofPatient(tx, hub, patientId);
    const { conversationId } = home;
    const written = { channel: "IN_APP", from: patientId, messageId: id, patientId, conversationId } as const;
    const { said, obeyed, closed } = await obeyInApp(tx, ctx, audit, { ...written, at, heard }, body);
    await storeInbound(tx, hub, audit, {
      said,
      obeyed,
      home,
      words: { body, quoted: null, htmlBody: null },
      subject: null,
      to: null,
      ref,
      attachments: [],
      quiet: false,
      metadata: {},
    });
    return { id, closed };
  });
  await Promise.all(filed.closed.map((address) => untilAnswered(hub, address, LAST_ANSWERS_MS)));
  return { id: filed.id };
}

/**
 * Notes that messages of ours stood before the patient's eyes: a receipt of our own for each, once, which staff see as
 * *Opened*. Ids of others, and what was seen before, change nothing. Answers how many were new to her.
 */
export function sawMessages(ctx: Ctx, patientId: string, { ids }: SawMessages): Promise<{ seen: number }> {
  return write(ctx, async (tx, audit) => {
    const seen = await receive(tx, ctx, patientId, ids);
    audit({ action: "portal.messages_read", subjectKind: "patient", subjectId: patientId, patientId });
    await settle(
      tx,
      ctx,
      seen.map(({ messageId }) => messageId),
    );
    await recordChanges(
      tx,
      ctx,
      seen.map(({ messageId, conversationId }) => ({
        kind: "message",
        subjectId: messageId,
        conversationId,
      })),
    );
    return { seen: seen.length };
  });
}

async function receive(
  tx: Tx,
  { clinicId, now }: Ctx,
  patientId: string,
  ids: readonly string[],
): Promise<{ messageId: string; conversationId: string }[]> {
  const open = await tx.$queryRaw<{ id: string; messageId: string; conversationId: string }[]>`
    SELECT d.id, m.id AS "messageId", m."conversationId"
    FROM "Message" m JOIN "MessageDelivery" d ON d."clinicId" = m."clinicId" AND d."messageId" = m.id
    WHERE m."clinicId" = ${clinicId}::uuid AND m.id = ANY(${[...ids]}::uuid[]) AND m."patientId" = ${patientId}::uuid
      AND d.channel = 'IN_APP' AND d.outcome = 'accepted' AND d."openedAt" IS NULL
    ORDER BY m.id`;
  const receipts = open.map(({ id: deliveryId }) => ({
    id: uuid(),
    clinicId,
    deliveryId,
    provider: HUB,
    eventId: `portal ${deliveryId}`,
    kind: "opened",
    status: "opened",
    at: now,
    recordedAt: now,
  }));
  await tx.receipt.createMany({ data: receipts, skipDuplicates: true });
  return open;
}
