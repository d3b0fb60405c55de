import type { Ports } from "@/lib/ctx";
import { inInstallation } from "@/lib/db/transaction";
import { PATIENCE_MS } from "@/lib/delivery/rules/catching-up";
import { readable } from "@/lib/inbound-list/claim/commands";
import { MOST_TRIES } from "@/lib/webhooks/rules";

/** Whether a pass that was asked for is still at its first try, of all clinics or of one: for a clock that may wait. */
export async function isFirstTryOpen(ports: Ports, clinicId?: string): Promise<boolean> {
  const since = new Date(ports.clock().getTime() - PATIENCE_MS);
  const rows = await inInstallation(
    (tx) => tx.$queryRaw<unknown[]>`
      SELECT 1 FROM "InboundPass"
      WHERE "neededAt" > ${since} AND ("readAt" IS NULL OR "readAt" < "neededAt")
        AND ("triedAt" IS NULL OR "triedAt" < "neededAt") AND provider = ANY(${readable(ports)})
        AND "clinicId" = coalesce(${clinicId ?? null}::uuid, "clinicId")
      LIMIT 1`,
  );
  return rows.length > 0;
}

/**
 * Of these events, those that need nothing more here: done, or tried so often that a person must look. One that was
 * only stored when its process died is brought in again.
 */
export async function listDone(provider: string, eventIds: readonly string[]): Promise<Set<string>> {
  const rows = await inInstallation((tx) =>
    tx.webhookEvent.findMany({
      where: {
        provider,
        eventId: { in: [...eventIds] },
        OR: [{ processedAt: { not: null } }, { attempts: { gte: MOST_TRIES } }],
      },
      select: { eventId: true },
    }),
  );
  return new Set(rows.map(({ eventId }) => eventId));
}

/** The numbers that this clinic has with a vendor, and its Messaging Services, each for all numbers in it. */
export async function listNumbers(clinicId: string, provider: string): Promise<string[]> {
  const rows = await inInstallation((tx) =>
    tx.sender.findMany({
      where: { clinicId, provider, channel: "SMS" },
      select: { address: true },
      orderBy: { createdAt: "asc" },
      take: 1_000,
    }),
  );
  return rows.map(({ address }) => address);
}
