import { v7 as uuid } from "uuid";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { listWatched, type Watch, type Watched } from "@/lib/emergencies/watch/queries";
import { isAlertDue, nextAlertAt, turnsDue } from "@/lib/emergencies/watch/rules";
import { recordChanges } from "@/lib/live/changes";
import type { Sender } from "@/prisma/generated/client";

/**
 * Gives each person on call whose turn it is one text about everything that is theirs to hear of. A text is a row before
 * it is a request; an emergency is told of once per step, whoever asks.
 */
export async function giveTurns(ctx: Ctx, { open: seen, facts, stopped }: Watch): Promise<void> {
  const people = facts.settings.onCall;
  const clinic = { open: facts.open, stopped, people: people.length };
  if (!seen.some((one) => isAlertDue(one, clinic, ctx.now))) return;
  await write(ctx, async (tx, audit) => {
    audit.fact();
    const open = await lockWatched(tx, ctx);
    const sender = await tx.sender.findFirst({
      where: { clinicId: ctx.clinicId, channel: "SMS", isActive: true, registration: "registered" },
      orderBy: [{ isDefault: "desc" }, { createdAt: "asc" }, { id: "asc" }],
    });
    for (const [turn, ones] of turnsDue(open, clinic, ctx.now)) {
      const person = people[turn];
      if (person && sender) await writeText(tx, ctx, { person, sender, about: ones });
      await advance(tx, ctx, ones);
    }
  });
}

/** Lock first, read second: a colleague takes one meanwhile, another runner gives the same turn. */
async function lockWatched(tx: Tx, ctx: Ctx): Promise<Watched[]> {
  const locked = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM "Emergency" WHERE "clinicId" = ${ctx.clinicId}::uuid AND "takenAt" IS NULL ORDER BY id FOR UPDATE`;
  const ids = new Set(locked.map(({ id }) => id));
  return (await listWatched(tx, ctx)).filter(({ id }) => ids.has(id));
}

interface Turn {
  person: { name: string; phone: string };
  sender: Pick<Sender, "provider" | "address">;
  about: readonly Watched[];
}

async function writeText(tx: Tx, ctx: Ctx, { person, sender, about }: Turn): Promise<void> {
  const { clinicId, now } = ctx;
  const textId = uuid();
  const { name, phone: toAddress } = person;
  const { provider, address } = sender;
  await tx.onCallText.create({
    data: { id: textId, clinicId, name, toAddress, provider, sender: address, createdAt: now },
  });
  await tx.onCallMention.createMany({
    data: about.map(({ id, step }) => ({ clinicId, emergencyId: id, step, textId })),
  });
}

async function advance(tx: Tx, ctx: Ctx, ones: readonly Watched[]): Promise<void> {
  const ids = ones.map(({ id }) => id);
  await tx.emergency.updateMany({
    where: { clinicId: ctx.clinicId, id: { in: ids } },
    data: { step: { increment: 1 }, alertDue: nextAlertAt(ctx.now) },
  });
  const changes = ones.map(({ id, conversationId }) => ({
    kind: "emergency" as const,
    subjectId: id,
    conversationId,
  }));
  await recordChanges(tx, ctx, changes);
}
