import type { Telnyx } from "telnyx";
import type { AccountAnswer } from "@/lib/providers/account/schema";
import { refusalOf } from "@/lib/providers/twilio-check";

/** Reads the account's balance, and keeps nothing of it. */
export async function checkTelnyx(client: Telnyx): Promise<AccountAnswer> {
  try {
    await client.balance.retrieve();
    return { kind: "ok" };
  } catch (error) {
    return refusalOf(error);
  }
}
