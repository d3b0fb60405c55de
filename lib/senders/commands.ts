import { v7 as uuid } from "uuid";
import type { z } from "zod";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { checkVersion, versionOf } from "@/lib/db/version";
import { write } from "@/lib/db/write";
import { AppError, notFound } from "@/lib/errors";
import { relane } from "@/lib/failover/lanes/commands";
import { recordChanges } from "@/lib/live/changes";
import { loadSenders } from "@/lib/senders/queries";
import { readSender } from "@/lib/senders/rules";
import type { AddSender, ChangeSender, SenderList } from "@/lib/senders/schema";
import type { Channel } from "@/prisma/generated/enums";

type Change = Omit<ChangeSender, "version">;
type Answer = Promise<z.input<typeof SenderList>>;

/**
 * Adds a number or address that the clinic sends from. Throws `invalid` (`bad_sender`, with its field) and `conflict`
 * (`sender_taken`: an address finds one clinic by itself, so it can belong to one only).
 */
export function addSender(ctx: Ctx, given: AddSender): Answer {
  const { address, rate } = readSender(given);
  const { clinicId, now } = ctx;
  return write(ctx, async (tx, audit) => {
    await lockSenders(tx, ctx);
    const id = uuid();
    const isFirst = (await tx.sender.count({ where: { clinicId, channel: given.channel } })) === 0;
    // Another clinic's row is invisible here; the unique index speaks for it.
    const { count } = await tx.sender.createMany({
      data: [{ id, clinicId, ...given, address, rate, isDefault: isFirst, createdAt: now }],
      skipDuplicates: true,
    });
    if (count === 0) {
      throw new AppError("conflict", "This number or address is in use here already.", "sender_taken");
    }
    audit({ action: "sender.added", subjectKind: "sender", subjectId: id, fields: Object.keys(given) });
    return told(tx, ctx, given.channel);
  });
}

/**
 * Changes how a sender is used; what waits for it is decided again at its claim. Throws `not_found` and `conflict`
 * (`default_sender`: another one becomes the default first; `stale`: somebody changed it meanwhile).
 */
export function changeSender(ctx: Ctx, id: string, { version, ...change }: ChangeSender): Answer {
  const { clinicId } = ctx;
  return write(ctx, async (tx, audit) => {
    await lockSenders(tx, ctx);
    const sender = await tx.sender.findFirst({ where: { clinicId, id } });
    if (!sender) throw notFound("sender");
    checkVersion(version, versionOf(sender), "this sender");
    const { channel } = sender;
    if (change.isActive === false && (change.isDefault || sender.isDefault)) {
      const words = "This is the default. Make another one the default first, then switch this one off.";
      const others = await tx.sender.count({ where: { clinicId, channel, isActive: true, id: { not: id } } });
      if (others > 0 || change.isDefault) throw new AppError("conflict", words, "default_sender");
    }
    if (change.isDefault) {
      await tx.sender.updateMany({
        where: { clinicId, channel, isDefault: true },
        data: { isDefault: false },
      });
    }
    await tx.sender.updateMany({ where: { clinicId, id }, data: given(change) });
    const fields = Object.entries(change).map(([name, value]) => `${name}: ${String(value)}`);
    audit({ action: "sender.changed", subjectKind: "sender", subjectId: id, fields });
    return told(tx, ctx, channel);
  });
}

/** One change of a clinic's senders after the other: two people who choose a default at once would make two. */
async function lockSenders(tx: Tx, { clinicId }: Ctx): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`senders ${clinicId}`}, 0))::text`;
}

/** Without the keys that were not given: `undefined` is no value of a column. */
function given(change: Change): { [K in keyof Change]: NonNullable<Change[K]> } {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

async function told(tx: Tx, ctx: Ctx, channel: Channel): Answer {
  await relane(tx, ctx, channel);
  await recordChanges(tx, ctx, [{ kind: "engine", subjectId: ctx.clinicId }]);
  return { items: await loadSenders(tx, ctx) };
}
