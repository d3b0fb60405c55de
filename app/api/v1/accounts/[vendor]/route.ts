import { z } from "zod";
import { removeAccount } from "@/lib/accounts/commands";
import { ACCOUNT_VENDORS, AccountList } from "@/lib/accounts/schema";
import { route } from "@/lib/http/route";

export const DELETE = route(
  {
    permission: "settings.write",
    summary: "Forget an own account and its secrets; the installation's is used again",
    params: z.object({ vendor: z.enum(ACCOUNT_VENDORS) }),
    returns: AccountList,
  },
  (ctx, { params }) => removeAccount(ctx, params.vendor),
);
