import { z } from "zod";
import { updateConversation } from "@/lib/conversations/commands";
import { getConversation } from "@/lib/conversations/queries";
import { ConversationDetail, ConversationSchema, UpdateConversation } from "@/lib/conversations/schema";
import { route } from "@/lib/http/route";

const params = z.object({ id: z.uuid() });

export const GET = route(
  {
    permission: ["inbox.read", "patient.read"],
    summary: "One conversation with the patient's card, notes and who has it open",
    params,
    returns: ConversationDetail,
  },
  (ctx, { params }) => getConversation(ctx, params.id),
);

export const PATCH = route(
  {
    permission: "conversation.write",
    summary: "Take, hand back, close, snooze or reopen a conversation, or mark it read",
    params,
    body: UpdateConversation,
    returns: ConversationSchema,
  },
  (ctx, { params, body }) => updateConversation(ctx, params.id, body),
);
