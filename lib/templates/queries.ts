import type { z } from "zod";
import type { Ctx } from "@/lib/ctx";
import { decodeCursor, pageOf } from "@/lib/db/cursor";
import { read } from "@/lib/db/read";
import type { Tx } from "@/lib/db/transaction";
import { notFound } from "@/lib/errors";
import { versionIn } from "@/lib/templates/language/rules";
import type { ListTemplates, TemplateSchema } from "@/lib/templates/schema";
import type { Prisma } from "@/prisma/generated/client";
import type { Channel } from "@/prisma/generated/enums";

type Shown = z.input<typeof TemplateSchema>;

const HAS_WORDS: Record<Channel, Prisma.MessageTemplateWhereInput> = {
  SMS: { smsBody: { not: null } },
  EMAIL: { OR: [{ emailBody: { not: null } }, { emailHtmlBody: { not: null } }] },
  PUSH: { pushBody: { not: null } },
  IN_APP: { OR: [{ smsBody: { not: null } }, { emailBody: { not: null } }] },
};

/** Active templates, the last changed first. */
export function listTemplates(ctx: Ctx, query: z.output<typeof ListTemplates>) {
  const after = decodeCursor(query.cursor);
  return read(ctx, async (tx) => {
    const rows = await tx.messageTemplate.findMany({
      where: {
        clinicId: ctx.clinicId,
        isActive: true,
        ...(query.category ? { category: query.category } : {}),
        AND: [
          query.channel ? HAS_WORDS[query.channel] : {},
          query.search ? { name: { contains: query.search, mode: "insensitive" } } : {},
          after
            ? { OR: [{ updatedAt: { lt: after.at } }, { updatedAt: after.at, id: { lt: after.id } }] }
            : {},
        ],
      },
      include: { versions: true },
      orderBy: [{ updatedAt: "desc" }, { id: "desc" }],
      take: query.limit + 1,
    });
    const page = pageOf(rows, query.limit, (row) => ({ at: row.updatedAt, id: row.id }));
    return { items: page.items.map(shown), nextCursor: page.nextCursor };
  });
}

/** Throws `not_found`. */
export function getTemplate(ctx: Ctx, id: string): Promise<Shown> {
  return read(ctx, async (tx) => {
    const row = await tx.messageTemplate.findFirst({
      where: { clinicId: ctx.clinicId, id },
      include: { versions: true },
    });
    if (!row) throw notFound("template");
    return shown(row);
  });
}

/**
 * What a message says that uses this template now: the present version in the patient's language, in English when it
 * has no such language, and the id a message pins. Throws `not_found` for an absent or inactive template.
 */
export async function wordsOf(tx: Tx, ctx: Ctx, templateId: string, language: string) {
  const template = await tx.messageTemplate.findFirst({
    where: { clinicId: ctx.clinicId, id: templateId, isActive: true },
    include: { versions: true },
  });
  if (!template) throw notFound("template");
  const present = template.versions.filter((version) => version.version === template.version);
  const version = versionIn(present, language);
  return { template, versionId: version?.id ?? null, words: version ?? template };
}
export type TemplateWords = Awaited<ReturnType<typeof wordsOf>>;

type Row = Prisma.MessageTemplateGetPayload<{ include: { versions: true } }>;

function shown({ versions, ...row }: Row): Shown {
  return { ...row, languages: versions.filter((version) => version.version === row.version) };
}
