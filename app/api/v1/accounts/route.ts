import { saveAccount } from "@/lib/accounts/commands";
import { listAccounts } from "@/lib/accounts/queries";
import { AccountList, Credentials } from "@/lib/accounts/schema";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    permission: "settings.write",
    summary: "The clinic's own accounts with vendors: who saved them and when, and never a secret",
    returns: AccountList,
  },
  (ctx) => listAccounts(ctx),
);

export const PUT = route(
  {
    permission: "settings.write",
    summary: "Connect an own account, or give it a new token; the vendor is asked first",
    body: Credentials,
    returns: AccountList,
  },
  (ctx, { body }) => saveAccount(ctx, body),
);
