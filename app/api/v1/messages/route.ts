import { route } from "@/lib/http/route";
import { sendMessage } from "@/lib/messages/commands";
import { listMessages } from "@/lib/messages/queries";
import { ListMessages, MessageDetail, MessagePage, SendMessage } from "@/lib/messages/schema";

export const GET = route(
  {
    permission: "message.read",
    summary: "List messages, newest first",
    query: ListMessages,
    returns: MessagePage,
  },
  (ctx, { query }) => listMessages(ctx, query),
);

export const POST = route(
  {
    permission: "message.send",
    summary: "Send a message. Accepted with 202; a hold or a block is an outcome in the answer, not an error",
    body: SendMessage,
    returns: MessageDetail,
    status: 202,
    idempotent: true,
  },
  (ctx, { body }) => sendMessage(ctx, body),
);
