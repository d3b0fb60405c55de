import { randomInt } from "node:crypto";
import { v7 as uuid } from "uuid";
import { getPolicy } from "@/lib/clinics/queries";
import type { Policy } from "@/lib/clinics/schema";
import type { Ctx } from "@/lib/ctx";
import { touch } from "@/lib/db/touch";
import type { Tx } from "@/lib/db/transaction";
import type { Content } from "@/lib/delivery/schema";
import { env } from "@/lib/env";
import { targetsIn } from "@/lib/links/rules";
import { NO_LINKS, type Shortened } from "@/lib/links/schema";
import type { Category } from "@/prisma/generated/enums";

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** 62^11 is 65.5 bits: nobody finds a link by trying, and it costs a text 6 characters less than 96 bits would. */
const CODE_LENGTH = 11;

/**
 * The code of a short link: chance, not derived from anything, because it stands in the stored words anyway, and a
 * retry repeats those. At least 64 bits (a hundred million live links and a thousand guesses a second find one in some
 * sixteen years), letters and digits only: phones end a link before a trailing "-" or "_", and all of them are GSM-7.
 */
const newCode = () => Array.from({ length: CODE_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join("");

/** The links that a text's addresses become as this clinic wants it. Changes nothing by itself. */
export function shorten(content: Content, category: Category, { shortLinks }: Policy): Shortened {
  const { on, except, days } = shortLinks;
  if (!on || except.includes(category) || !content.SMS) return NO_LINKS;
  const targets = targetsIn(content.SMS.body, env().publicUrl);
  return { links: targets.map((target) => ({ id: uuid(), code: newCode(), target })), days };
}

/** The same for one message; the clinic's choice is read only where a text holds an address at all. */
export async function shortenFor(ctx: Ctx, content: Content, category: Category): Promise<Shortened> {
  if (!content.SMS || targetsIn(content.SMS.body, env().publicUrl).length === 0) return NO_LINKS;
  return shorten(content, category, await getPolicy(ctx));
}

interface Minting extends Shortened {
  messageId: string;
  bulkId?: string;
  /** When the text is planned to go; null: now. */
  scheduledAt: Date | null;
}

const DAY_MS = 86_400_000;

/** Stores the links of messages in the transaction that accepts them. They last from when their text is to go. */
export async function mintShortLinks(tx: Tx, ctx: Ctx, asked: readonly Minting[]): Promise<void> {
  const { clinicId, now: createdAt } = ctx;
  const data = asked.flatMap(({ messageId, bulkId = null, scheduledAt, links, days }) => {
    const start = Math.max(createdAt.getTime(), scheduledAt?.getTime() ?? 0);
    const expiresAt = new Date(start + days * DAY_MS);
    return links.map((link) => ({ ...link, clinicId, messageId, bulkId, createdAt, expiresAt }));
  });
  if (data.length > 0) await tx.shortLink.createMany({ data });
}

/** For a month after its end a link can still be asked about; then its clicks go, and its counts stay with the message. */
const KEPT_MS = 30 * DAY_MS;
const BATCH = 500;

/** Background job: forgets the codes and clicks of one clinic's links that ended long ago. */
export async function pruneLinks(ctx: Ctx): Promise<void> {
  const { clinicId } = ctx;
  const before = new Date(ctx.now.getTime() - KEPT_MS);
  for (let pruned = BATCH; pruned === BATCH; ) {
    pruned = await touch(ctx, async (tx) => {
      const where = { clinicId, code: { not: null }, expiresAt: { lt: before } };
      const old = await tx.shortLink.findMany({ where, select: { id: true }, take: BATCH });
      const ids = old.map(({ id }) => id);
      await tx.linkClick.deleteMany({ where: { clinicId, linkId: { in: ids } } });
      await tx.shortLink.updateMany({ where: { clinicId, id: { in: ids } }, data: { code: null } });
      return ids.length;
    });
  }
}
