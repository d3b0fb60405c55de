import { route } from "@/lib/http/route";
import { addSender } from "@/lib/senders/commands";
import { listSenders } from "@/lib/senders/queries";
import { AddSender, SenderList } from "@/lib/senders/schema";

export const GET = route(
  {
    permission: "engine.read",
    summary: "The clinic's numbers and addresses: kind, rate, purpose, registration, health",
    returns: SenderList,
  },
  (ctx) => listSenders(ctx),
);

export const POST = route(
  {
    permission: "settings.write",
    summary: "Add a number or address that the clinic sends from",
    body: AddSender,
    returns: SenderList,
  },
  (ctx, { body }) => addSender(ctx, body),
);
