import type TwilioSdk from "twilio";
import type { AccountAnswer } from "@/lib/providers/account/schema";

/** Reads the account's own record: no message, no cost. 404 is an account that this token does not see. */
export async function checkTwilio(client: TwilioSdk.Twilio, accountSid: string): Promise<AccountAnswer> {
  try {
    const { status, friendlyName } = await client.api.v2010.accounts(accountSid).fetch();
    return status === "active"
      ? { kind: "ok", name: friendlyName }
      : { kind: "refused", reason: "suspended" };
  } catch (error) {
    return refusalOf(error);
  }
}

/** What an SDK's error says about the credentials. */
export function refusalOf(error: unknown): AccountAnswer {
  const { status, code } = error as { status?: unknown; code?: unknown };
  const said = typeof status === "number" ? status : code;
  return said === 401 || said === 403 || said === 404
    ? { kind: "refused", reason: "credentials" }
    : { kind: "silent" };
}
