import { database } from "@/lib/db/client";
import { log } from "@/lib/log";

/** A stranger may post as often as he likes: refusals are counted here and written this often. */
const EVERY_MS = 2_000;
const MINUTE_MS = 60_000;

const held = globalThis as typeof globalThis & {
  hubRefusals?: { counts: Map<string, number>; timer: boolean };
};
held.hubRefusals ??= { counts: new Map(), timer: false };
const refusals = held.hubRefusals;

/** Counts a request without a valid signature. Nothing of it is kept: whoever sent it chose every byte. */
export function noteRefusal(provider: string, now: Date): void {
  const minute = new Date(Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS).toISOString();
  const key = `${provider} ${minute}`;
  refusals.counts.set(key, (refusals.counts.get(key) ?? 0) + 1);
  if (refusals.timer) return;
  refusals.timer = true;
  setTimeout(() => void writeRefusals(), EVERY_MS).unref();
}

/** Writes what was counted. A count that cannot be written now is lost: the log has it as well. */
export async function writeRefusals(): Promise<void> {
  refusals.timer = false;
  const rows = [...refusals.counts].map(([key, count]) => {
    const [provider, minute] = key.split(" ");
    return { provider, minute, count };
  });
  refusals.counts.clear();
  if (rows.length === 0) return;
  try {
    await database().pool.query(
      `INSERT INTO "WebhookRefusal" (provider, minute, count)
       SELECT provider, minute, count FROM jsonb_to_recordset($1::jsonb) AS r(provider text, minute timestamptz, count int)
       ORDER BY provider, minute
       ON CONFLICT (provider, minute) DO UPDATE SET count = "WebhookRefusal".count + excluded.count`,
      [JSON.stringify(rows)],
    );
  } catch (cause) {
    log.warn("webhook.refusals_not_counted", { cause: cause instanceof Error ? cause.name : "unknown" });
  }
}
