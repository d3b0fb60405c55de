import { inInstallation } from "@/lib/db/transaction";

export interface WaitingEvent {
  id: string;
  provider: string;
  eventId: string;
  kind: "receipt" | "message";
  payload: unknown;
  receivedAt: Date;
  attempts: number;
  /** Known before anything was done with it: the clinic whose own account it came by, and no other's rows are touched. */
  clinicId: string | null;
}

/** How long one worker may take over events it leased before another may try. */
const LEASE_MS = 30_000;

/**
 * Leases waiting events of one kind, oldest first. What decides is `processedAt IS NULL`, never whether the insert was
 * new: an event stored by a process that then died is picked up here. Only events of providers this process serves.
 */
export async function leaseEvents(
  kind: "receipt" | "message",
  providers: string[],
  limit: number,
  now: Date,
): Promise<WaitingEvent[]> {
  const until = new Date(now.getTime() + LEASE_MS);
  const events = await inInstallation(
    (tx) => tx.$queryRaw<WaitingEvent[]>`
      UPDATE "WebhookEvent" w SET "nextAt" = ${until}, attempts = w.attempts + 1
      FROM (SELECT id FROM "WebhookEvent"
            WHERE "processedAt" IS NULL AND kind = ${kind} AND "nextAt" <= ${now} AND provider = ANY(${providers})
            ORDER BY kind, "nextAt", id LIMIT ${limit} FOR UPDATE SKIP LOCKED) due
      WHERE w.id = due.id
      RETURNING w.id, w.provider, w."eventId", w.kind, w.payload, w."receivedAt", w.attempts,
        w."clinicId"`,
  );
  return events.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * The same for events this process has just stored, so that a STOP is obeyed before its 200. `anyway`: also those that a
 * process leased which may have died.
 */
export async function leaseStored(
  provider: string,
  eventIds: string[],
  now: Date,
  { anyway = false }: { anyway?: boolean } = {},
): Promise<WaitingEvent[]> {
  const until = new Date(now.getTime() + LEASE_MS);
  return inInstallation(
    (tx) => tx.$queryRaw<WaitingEvent[]>`
      UPDATE "WebhookEvent" SET "nextAt" = ${until}, attempts = attempts + 1
      WHERE provider = ${provider} AND "eventId" = ANY(${eventIds}) AND "processedAt" IS NULL
        AND ("nextAt" <= ${now} OR ${anyway}) AND kind = 'message'
      RETURNING id, provider, "eventId", kind, payload, "receivedAt", attempts, "clinicId"`,
  );
}

/** Whether any of these events is still to be done. */
export async function isWaiting(ids: string[]): Promise<boolean> {
  const where = { id: { in: ids }, processedAt: null };
  return (await inInstallation((tx) => tx.webhookEvent.count({ where, take: 1 }))) > 0;
}

/** The same for events that somebody put back to be done again. */
export async function leaseThese(ids: string[], now: Date): Promise<WaitingEvent[]> {
  const until = new Date(now.getTime() + LEASE_MS);
  const events = await inInstallation(
    (tx) => tx.$queryRaw<WaitingEvent[]>`
      UPDATE "WebhookEvent" SET "nextAt" = ${until}, attempts = attempts + 1
      WHERE id = ANY(${ids}::uuid[]) AND "processedAt" IS NULL AND "nextAt" <= ${now} AND kind <> 'unknown'
      RETURNING id, provider, "eventId", kind, payload, "receivedAt", attempts, "clinicId"`,
  );
  return events.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** More addresses of ours than one message was ever sent to. */
const MOST_ADDRESSES = 50;

export interface AttemptRow {
  id: string;
  clinicId: string;
  messageId: string;
  provider: string;
  providerMessageId: string | null;
  channel: string;
  toAddress: string;
  claimedAt: Date;
}

/** The attempts that receipts speak of, by our own id or by the vendor's, over all clinics. */
export async function findAttempts(provider: string, keys: string[], refs: string[]): Promise<AttemptRow[]> {
  return inInstallation(
    (tx) => tx.$queryRaw<AttemptRow[]>`
      SELECT id, "clinicId", "messageId", provider, "providerMessageId", channel::text, "toAddress", "claimedAt"
      FROM "MessageDelivery" WHERE id = ANY(${keys}::uuid[])
      UNION
      SELECT id, "clinicId", "messageId", provider, "providerMessageId", channel::text, "toAddress", "claimedAt"
      FROM "MessageDelivery" WHERE provider = ${provider} AND "providerMessageId" = ANY(${refs}::text[])`,
  );
}

/**
 * The clinic that owns one of these addresses or has answers sent there, the first named first. Null: none does, or none
 * but another one than `only`.
 */
export async function findSender(
  channel: "SMS" | "EMAIL",
  addresses: string[],
  only: string | null,
): Promise<{ clinicId: string; address: string } | null> {
  const place = ({ address }: { address: string }) => addresses.indexOf(address);
  return inInstallation(async (tx) => {
    const senders = await tx.sender.findMany({
      where: { channel, address: { in: addresses }, ...(only ? { clinicId: only } : {}) },
      select: { clinicId: true, address: true },
      take: MOST_ADDRESSES,
    });
    const sender = senders.sort((a, b) => place(a) - place(b))[0];
    if (sender || channel === "SMS") return sender ?? null;
    const style = await tx.mailStyle.findFirst({
      where: { replyTo: { in: addresses }, ...(only ? { clinicId: only } : {}) },
      select: { clinicId: true, replyTo: true },
    });
    return style?.replyTo ? { clinicId: style.clinicId, address: style.replyTo } : null;
  });
}
