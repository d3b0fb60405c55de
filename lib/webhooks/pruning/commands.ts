import type { Ports } from "@/lib/ctx";
import { inInstallation } from "@/lib/db/transaction";

/** What an event says is kept in receipts and messages by then; vendors repeat one for three days at most (SendGrid). */
const KEPT_MS = 30 * 86_400_000;

/** Rows deleted in one transaction: short ones, so that nothing waits for them. */
const BATCH = 2_000;

/** Background job: forgets events, and the addresses and mails in them, 30 days after they were read. Answers how many. */
export async function pruneEvents(ports: Ports): Promise<number> {
  const before = new Date(ports.clock().getTime() - KEPT_MS);
  let total = 0;
  for (let deleted = BATCH; deleted === BATCH; total += deleted) {
    deleted = await inInstallation(
      (tx) => tx.$executeRaw`
        DELETE FROM "WebhookEvent" WHERE id IN (
          SELECT id FROM "WebhookEvent"
          WHERE id < ${firstIdAt(before)}::uuid AND "processedAt" < ${before} ORDER BY id LIMIT ${BATCH})`,
    );
  }
  await inInstallation((tx) => tx.webhookRefusal.deleteMany({ where: { minute: { lt: before } } }));
  return total;
}

/** Ids are uuids of version 7, made at the receipt: the primary key is in order of time and needs no second index. */
export function firstIdAt(time: Date): string {
  const hex = time.getTime().toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
