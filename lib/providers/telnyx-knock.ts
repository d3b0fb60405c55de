import type { Telnyx } from "telnyx";
import type { Knocked, Posted } from "@/lib/providers/account/schema";
import { refusalOf } from "@/lib/providers/twilio-check";

/** In what order it lists is not written anywhere: a day's are looked at, and the newest of them counts. */
const DAY_MS = 86_400_000;
const PAGE = 100;

/**
 * The newest post to this address in Telnyx's own record (GET /v2/webhook_deliveries). It has no test event of its own.
 * The record holds what patients wrote: nothing of it is kept but when, and what we answered.
 */
export async function knockTelnyx(client: Telnyx, url: string, now: Date): Promise<Knocked> {
  try {
    const page = await client.webhookDeliveries.list({
      filter: {
        attempts: { contains: new URL(url).pathname },
        started_at: { gte: new Date(now.getTime() - DAY_MS).toISOString() },
      },
      "page[size]": PAGE,
    });
    const posted = page.data.flatMap(({ status, finished_at, started_at, attempts }): Posted[] => {
      const [latest] = attempts ?? [];
      const at = new Date(finished_at ?? started_at ?? "");
      if (!leadsTo(latest?.http?.request?.url, url) || Number.isNaN(at.getTime())) return [];
      return [{ at, taken: status === "delivered", status: latest?.http?.response?.status ?? null }];
    });
    posted.sort((a, b) => b.at.getTime() - a.at.getTime());
    return { kind: "told", last: posted[0] ?? null };
  } catch (error) {
    return refusalOf(error).kind === "refused" ? { kind: "refused" } : { kind: "silent" };
  }
}

/** Our address, whichever attempt of ours a callback names behind it. */
function leadsTo(given: string | undefined, ours: string): boolean {
  if (!given || !URL.canParse(given)) return false;
  const [one, other] = [new URL(given), new URL(ours)];
  const account = (url: URL) => url.searchParams.get("account");
  return one.origin === other.origin && one.pathname === other.pathname && account(one) === account(other);
}
