import { v7 as uuid } from "uuid";
import type { z } from "zod";
import { listNotes } from "@/lib/conversations/notes/queries";
import type { AddNote, NoteSchema } from "@/lib/conversations/schema";
import type { Ctx } from "@/lib/ctx";
import { write } from "@/lib/db/write";
import { AppError, notFound } from "@/lib/errors";
import { recordChanges } from "@/lib/live/changes";

/** Writes a note that only staff see. Throws `not_found`. */
export function addNote(
  ctx: Ctx,
  conversationId: string,
  input: z.output<typeof AddNote>,
): Promise<z.input<typeof NoteSchema>> {
  const { actor } = ctx;
  if (actor.kind !== "staff" && actor.kind !== "key")
    throw new AppError("forbidden", "Only staff write notes.");
  return write(ctx, async (tx, audit) => {
    const conversation = await tx.conversation.findFirst({
      where: { clinicId: ctx.clinicId, id: conversationId },
      select: { patientId: true },
    });
    if (!conversation) throw notFound("conversation");
    const id = uuid();
    const base = { id, clinicId: ctx.clinicId, conversationId, createdBy: actor.id, createdAt: ctx.now };
    await tx.note.create({ data: { ...base, body: input.body } });
    audit({
      action: "note.added",
      subjectKind: "note",
      subjectId: id,
      patientId: conversation.patientId,
    });
    await recordChanges(tx, ctx, [{ kind: "note", subjectId: id, conversationId }]);
    const note = (await listNotes(tx, ctx, conversationId)).find((one) => one.id === id);
    if (!note) throw new Error("A note that was just written is not there.");
    return note;
  });
}
