import type { z } from "zod";
import type { Ctx } from "@/lib/ctx";
import { decodeCursor, pageOf } from "@/lib/db/cursor";
import { read } from "@/lib/db/read";
import { displayName } from "@/lib/patients/rules";
import type { ListQuestions, QuestionPage } from "@/lib/revocations/open/schema";
import type { QuestionKind } from "@/lib/revocations/schema";

/** What nobody has decided yet about patients' words, the one that is due first on top. */
export function listQuestions(
  ctx: Ctx,
  { limit, cursor, late }: z.output<typeof ListQuestions>,
): Promise<z.input<typeof QuestionPage>> {
  return read(ctx, async (tx) => {
    const after = decodeCursor(cursor);
    const later = after && { OR: [{ dueAt: { gt: after.at } }, { dueAt: after.at, id: { gt: after.id } }] };
    const rows = await tx.revocationQuestion.findMany({
      where: {
        AND: [
          { clinicId: ctx.clinicId, decidedAt: null },
          late ? { dueAt: { lt: ctx.now } } : {},
          later ?? {},
        ],
      },
      include: {
        message: {
          select: {
            patientId: true,
            conversationId: true,
            patient: { select: { firstName: true, lastName: true } },
          },
        },
      },
      orderBy: [{ dueAt: "asc" }, { id: "asc" }],
      take: limit + 1,
    });
    const page = pageOf(rows, limit, ({ dueAt, id }) => ({ at: dueAt, id }));
    return {
      ...page,
      items: page.items.map(({ message, kind, ...row }) => ({
        ...row,
        kind: kind as QuestionKind,
        patientId: message.patientId,
        conversationId: message.conversationId,
        name: displayName(message.patient, row.address),
      })),
    };
  });
}
