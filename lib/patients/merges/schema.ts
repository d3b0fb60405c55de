import { z } from "zod";
import { ConversationKind, ConversationStatus } from "@/prisma/generated/enums";

const Ids = z.array(z.uuid());

/** `PatientMerge.moved`: what went where, by id, so that it can be undone to the row. */
export const MovedSchema = z.object({
  /** How the unknown sender was shown: a number or an address. */
  from: z.string(),
  conversations: z.array(
    z.object({
      id: z.uuid(),
      kind: z.enum(ConversationKind),
      address: z.string().nullable(),
      status: z.enum(ConversationStatus),
      assigneeId: z.uuid().nullable(),
      teamId: z.uuid().nullable(),
      createdAt: z.iso.datetime(),
      messages: Ids,
      notes: Ids,
      restrictions: Ids,
    }),
  ),
  contactPoints: Ids,
  /** Contact points and conversation that the merge itself made. */
  madeContactPoints: Ids,
  madeConversation: z.uuid().nullable(),
  intoConversation: z.uuid(),
});
export type Moved = z.output<typeof MovedSchema>;

/** `POST /api/v1/patients/:id/merge`: the path names the unknown sender, the body the patient it is. */
export const MergePatient = z.object({ intoId: z.uuid() });

export const MergeAnswer = z.object({
  id: z.uuid(),
  fromId: z.uuid(),
  intoId: z.uuid(),
  /** Where the messages are now. */
  conversationId: z.uuid(),
  messages: z.number(),
});
