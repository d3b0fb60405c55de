import type { Client } from "@sendgrid/client";
import { VendorRefusal } from "@/lib/providers/refusals";

/** SendGrid's own lists: whoever stands on one of them is dropped unsent (v3 API, Suppressions). */
const BOUNCES = ["suppression/bounces", "suppression/blocks", "suppression/invalid_emails"];
const LISTS = {
  bounces: BOUNCES,
  all: [...BOUNCES, "suppression/spam_reports", "asm/suppressions/global"],
};

/** Takes an address off SendGrid's lists. Not to be on one is as good. Throws `VendorRefusal`. */
export async function leaveLists(client: Client, address: string, lists: keyof typeof LISTS): Promise<void> {
  for (const list of LISTS[lists]) {
    try {
      await client.request({ method: "DELETE", url: `/v3/${list}/${encodeURIComponent(address)}` });
    } catch (error) {
      const { code } = error as { code?: unknown };
      if (code === 404) continue;
      const retry = typeof code !== "number" || code === 429 || code >= 500;
      throw new VendorRefusal("sendgrid", "reopen", String(code ?? "no answer"), retry);
    }
  }
}
