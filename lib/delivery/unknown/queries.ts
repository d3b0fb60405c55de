import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import { inInstallation } from "@/lib/db/transaction";
import { withLinks } from "@/lib/delivery/link/rules";
import type { Content } from "@/lib/delivery/schema";
import type { Open } from "@/lib/delivery/unknown/rules";
import { env } from "@/lib/env";

/** What a text was handed off as: its exact words, and how many files went with it. */
export interface HandedOff {
  body: string;
  media: number;
}

/** The exact texts that were handed off, by message: a vendor is asked for them. */
export async function findWords(ctx: Ctx, messageIds: readonly string[]): Promise<Map<string, HandedOff>> {
  const rows = await read(ctx, (tx) =>
    tx.message.findMany({
      where: { clinicId: ctx.clinicId, id: { in: [...messageIds] } },
      select: { id: true, content: true },
    }),
  );
  const { publicUrl, secret } = env();
  const left = (content: unknown) => withLinks((content ?? {}) as Content, { publicUrl, secret });
  return new Map(
    rows.map(({ id, content }) => {
      const { SMS, media = [] } = left(content);
      return [id, { body: SMS?.body ?? "", media: media.length }];
    }),
  );
}

/** Equal texts nearer than this cannot be told apart: a vendor's list is searched this far (twilio-find.ts). */
const NEAR_MS = 5 * 60_000;

/**
 * Whether what a vendor showed could be another attempt's: its reference is known as another's, of any clinic on that
 * account, or the same words are under way to the same address without an answer.
 */
export async function mayBeAnothers(ctx: Ctx, attempt: Open, ref: string, body: string): Promise<boolean> {
  const { id, provider, toAddress, claimedAt } = attempt;
  const owner = await inInstallation((tx) =>
    tx.messageDelivery.findFirst({
      where: { provider, providerMessageId: ref, id: { not: id } },
      select: { id: true },
    }),
  );
  if (owner) return true;
  const since = new Date(claimedAt.getTime() - NEAR_MS);
  const until = new Date(claimedAt.getTime() + NEAR_MS);
  const twin = await read(ctx, (tx) =>
    tx.messageDelivery.findFirst({
      where: {
        clinicId: ctx.clinicId,
        id: { not: id },
        provider,
        toAddress,
        outcome: null,
        claimedAt: { gte: since, lte: until },
        message: { content: { path: ["SMS", "body"], equals: body } },
      },
      select: { id: true },
    }),
  );
  return twin !== null;
}
