import { route } from "@/lib/http/route";
import { createKey } from "@/lib/keys/commands";
import { listKeys } from "@/lib/keys/queries";
import { CreateKey, KeyPage, NewKey } from "@/lib/keys/schema";

export const GET = route(
  { permission: "key.manage", summary: "List the clinic's API keys", returns: KeyPage },
  (ctx) => listKeys(ctx),
);

export const POST = route(
  {
    permission: "key.manage",
    summary: "Make an API key; its secret is shown this once",
    body: CreateKey,
    returns: NewKey,
    status: 201,
  },
  (ctx, { body }) => createKey(ctx, body),
);
