import type { z } from "zod";
import type { NoteSchema } from "@/lib/conversations/schema";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";

/** More notes than a thread is ever scrolled through. */
const MOST = 200;

/** The notes of a conversation, oldest first. Only staff see them. */
export async function listNotes(
  tx: Tx,
  ctx: Ctx,
  conversationId: string,
): Promise<z.input<typeof NoteSchema>[]> {
  const where = { clinicId: ctx.clinicId, conversationId };
  const notes = await tx.note.findMany({ where, orderBy: { createdAt: "desc" }, take: MOST });
  const staff = await tx.staff.findMany({
    where: { clinicId: ctx.clinicId, id: { in: [...new Set(notes.map((note) => note.createdBy))] } },
    select: { id: true, name: true },
  });
  const names = new Map(staff.map((one) => [one.id, one.name]));
  return notes.map((note) => ({ ...note, authorName: names.get(note.createdBy) ?? "An API key" })).reverse();
}
