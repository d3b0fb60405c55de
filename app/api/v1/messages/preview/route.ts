import { route } from "@/lib/http/route";
import { previewMessage } from "@/lib/messages/preview/queries";
import { PreviewAnswer, SendMessage } from "@/lib/messages/schema";

export const POST = route(
  {
    permission: "message.send",
    summary: "What would become of this message if it were sent now. Changes nothing",
    body: SendMessage,
    returns: PreviewAnswer,
  },
  (ctx, { body }) => previewMessage(ctx, body),
);
