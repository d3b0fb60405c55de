import { testAccount } from "@/lib/accounts/commands";
import { AccountTest, Credentials } from "@/lib/accounts/schema";
import { route } from "@/lib/http/route";

export const POST = route(
  {
    permission: "settings.write",
    summary: "Ask a vendor whether these credentials work; nothing is stored",
    body: Credentials,
    returns: AccountTest,
  },
  (ctx, { body }) => testAccount(ctx, body),
);
