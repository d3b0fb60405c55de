import { v7 as uuid } from "uuid";
import { inClinic } from "@/lib/db/transaction";
import type { Prisma } from "@/prisma/generated/client";
import { EXCHANGES, FIRST, LAST } from "@/prisma/seed/chatter";
import { addPeople, type DemoPerson } from "@/prisma/seed/people";
import type { Scene } from "@/prisma/seed/scene";
import { ago, inTheDay } from "@/prisma/seed/time";

interface Rows {
  conversations: Prisma.ConversationCreateManyInput[];
  reads: Prisma.ConversationReadCreateManyInput[];
  messages: Prisma.MessageCreateManyInput[];
  attempts: Prisma.MessageDeliveryCreateManyInput[];
  receipts: Prisma.ReceiptCreateManyInput[];
  decisions: Prisma.DecisionCreateManyInput[];
}

const CHUNK = 2_000;

/** One quiet thread of `turns` messages that ended `lastMinutesAgo`; the clinic spoke last, everything arrived. */
function thread(
  rows: Rows,
  scene: Scene,
  who: DemoPerson,
  turns: number,
  lastMinutesAgo: number,
  gap: number,
) {
  const { clinic, now, staff } = scene;
  const { clinicId } = clinic;
  const conversationId = uuid();
  const desk = Object.values(staff).slice(0, 2);
  let last: Prisma.MessageCreateManyInput | undefined;
  for (let turn = 0; turn < turns; turn += 1) {
    const fromPatient = (turns - turn) % 2 === 0;
    const [asked, answered] = EXCHANGES[
      (who.firstName.length * 7 + Math.floor(turn / 2)) % EXCHANGES.length
    ] ?? ["", ""];
    const createdAt = inTheDay(ago(now, lastMinutesAgo + (turns - 1 - turn) * gap), who.zone);
    const id = uuid();
    const common = {
      id,
      clinicId,
      patientId: who.id,
      conversationId,
      channel: "SMS" as const,
      createdAt,
      updatedAt: createdAt,
    };
    last = fromPatient
      ? {
          ...common,
          direction: "INBOUND",
          status: "DELIVERED",
          body: asked,
          inboundRef: `SM${id.replaceAll("-", "")}`,
          fromAddress: who.phone ?? "",
          toAddress: clinic.phone,
          createdBy: who.id,
          createdByKind: "patient",
          deliveredAt: createdAt,
        }
      : outbound(rows, scene, who, { ...common, body: answered }, desk[turn % 2] ?? "");
    rows.messages.push(last);
  }
  if (!last) return;
  rows.conversations.push({
    id: conversationId,
    clinicId,
    kind: "patient",
    patientId: who.id,
    lastMessageAt: last.createdAt,
    lastMessageId: last.id ?? null,
    lastChannel: "SMS",
    lastDirection: "OUTBOUND",
    lastInboundAt: last.createdAt,
    snippet: last.body,
    createdAt: last.createdAt,
  });
  for (const staffId of Object.values(staff))
    rows.reads.push({ conversationId, staffId, clinicId, readAt: now });
}

type Plain = Pick<
  Prisma.MessageCreateManyInput,
  "clinicId" | "patientId" | "conversationId" | "channel" | "body" | "createdAt" | "updatedAt"
> & { id: string };

function outbound(
  rows: Rows,
  scene: Scene,
  who: DemoPerson,
  message: Plain,
  by: string,
): Prisma.MessageCreateManyInput {
  const sentAt = new Date(new Date(message.createdAt).getTime() + 900);
  const deliveredAt = new Date(sentAt.getTime() + 2_400);
  const deliveryId = uuid();
  const { clinicId } = message;
  rows.attempts.push({
    id: deliveryId,
    clinicId,
    messageId: message.id,
    provider: "twilio",
    providerMessageId: `SM${deliveryId.replaceAll("-", "")}`,
    status: "DELIVERED",
    channel: "SMS",
    hop: 0,
    attempt: 1,
    sender: scene.clinic.phone,
    toAddress: who.phone ?? "",
    claimedAt: sentAt,
    handOffBy: new Date(sentAt.getTime() + 2_000),
    outcome: "accepted",
    outcomeAt: sentAt,
    deliveredAt,
    createdAt: sentAt,
    updatedAt: deliveredAt,
  });
  rows.receipts.push({
    clinicId,
    deliveryId,
    provider: "twilio",
    eventId: `demo-${deliveryId}`,
    kind: "delivered",
    status: "delivered",
    at: deliveredAt,
    recordedAt: deliveredAt,
  });
  rows.decisions.push({ clinicId, messageId: message.id, hop: 0, channel: "SMS", kind: "allow", at: sentAt });
  return {
    ...message,
    direction: "OUTBOUND",
    status: "DELIVERED",
    plan: ["SMS"],
    content: { SMS: { body: message.body } },
    toAddress: who.phone ?? "",
    createdBy: by,
    createdByKind: "staff",
    sentAt,
    deliveredAt,
  };
}

/** Two hundred threads in which nobody waits, and one of two thousand messages. */
export async function addVolume(scene: Scene, count: number, longest: number): Promise<void> {
  const { clinic, now } = scene;
  const names = Array.from(
    { length: count },
    (_, i) => `${FIRST[i % FIRST.length]} ${LAST[Math.floor(i / FIRST.length) % LAST.length]}`,
  );
  const people = await addPeople(clinic, now, [
    ...names.map((name, i) => ({
      name,
      phone: `+1${clinic.areaCode}555${String(2_000 + i)}`,
      email: i % 3 === 0 ? `${name.toLowerCase().replace(" ", ".")}@mail.example` : null,
      born: `${1940 + ((i * 7) % 75)}-${String(1 + (i % 12)).padStart(2, "0")}-${String(1 + (i % 28)).padStart(2, "0")}`,
    })),
    ...(longest > 0
      ? [{ name: "Walter Finch", phone: `+1${clinic.areaCode}5551999`, born: "1946-03-03" }]
      : []),
  ]);
  const rows: Rows = {
    conversations: [],
    reads: [],
    messages: [],
    attempts: [],
    receipts: [],
    decisions: [],
  };
  for (const [i, who] of people.entries()) {
    if (who.lastName === "Finch") thread(rows, scene, who, longest, 26 * 60, 9 * 60);
    else thread(rows, scene, who, 2 + ((i * 5) % 9), (10 + i * 7) * 60, 35);
  }
  await inClinic(clinic.clinicId, async (tx) => {
    await tx.conversation.createMany({ data: rows.conversations });
    await tx.conversationRead.createMany({ data: rows.reads });
    for (let at = 0; at < rows.messages.length; at += CHUNK) {
      await tx.message.createMany({ data: rows.messages.slice(at, at + CHUNK) });
    }
    await tx.messageDelivery.createMany({ data: rows.attempts });
    await tx.receipt.createMany({ data: rows.receipts });
    await tx.decision.createMany({ data: rows.decisions });
  });
}
