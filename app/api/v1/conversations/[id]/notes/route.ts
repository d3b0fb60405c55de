import { z } from "zod";
import { addNote } from "@/lib/conversations/notes/commands";
import { AddNote, NoteSchema } from "@/lib/conversations/schema";
import { route } from "@/lib/http/route";

export const POST = route(
  {
    permission: "conversation.write",
    summary: "Write a note that only staff see",
    params: z.object({ id: z.uuid() }),
    body: AddNote,
    returns: NoteSchema,
    status: 201,
    idempotent: true,
  },
  (ctx, { params, body }) => addNote(ctx, params.id, body),
);
