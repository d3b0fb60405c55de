import type { Client } from "@sendgrid/client";
import type { AccountAnswer } from "@/lib/providers/account/schema";
import { refusalOf } from "@/lib/providers/twilio-check";

/** Reads what the key may do (GET /v3/scopes): one that may not send is refused here, and not at the first letter. */
export async function checkSendGrid(client: Client): Promise<AccountAnswer> {
  try {
    const [, body] = await client.request({ method: "GET", url: "/v3/scopes" });
    const { scopes } = body as { scopes?: unknown };
    return Array.isArray(scopes) && scopes.includes("mail.send")
      ? { kind: "ok" }
      : { kind: "refused", reason: "may_not_send" };
  } catch (error) {
    return refusalOf(error);
  }
}
