import { type Ports, servedBy, systemCtx } from "@/lib/ctx";
import { inInstallation } from "@/lib/db/transaction";
import { log } from "@/lib/log";
import type { Provider } from "@/lib/providers/port";
import { ASKED_FOR_MS, askAgainAt, NAMELESS_WAIT_MS, STUCK_AFTER_MS } from "@/lib/webhooks/asking/rules";
import { storeEvents } from "@/lib/webhooks/intake/commands";
import { firstIdAt } from "@/lib/webhooks/pruning/commands";

/** Attempts looked through in one turn, and questions asked in it. */
const MOST_SEEN = 2_000;
const MOST_ASKED = 50;
/** A question that a dying process asked is asked again after this time. */
const LEASE_MS = 60_000;

interface Due {
  deliveryId: string;
  clinicId: string;
  provider: string;
  ref: string | null;
  asks: number;
  /** Neither delivered nor failed so far. */
  isOpen: boolean;
}

// How far this process has looked: ids rise with the hub's time, so each attempt is seen once when it is old enough.
const held = globalThis as typeof globalThis & { hubAsking?: { from: string | null } };
held.hubAsking ??= { from: null };
const seen = held.hubAsking;

/**
 * Background job: of texts that have been "sent" for four hours their vendor is asked what became of them, a few times
 * and ever later; its answer is stored as the receipt that did not come. Of all clinics or of one. True when there may
 * be more.
 */
export async function askAboutStuck(ports: Ports, clinicId?: string): Promise<boolean> {
  const able = Object.values(servedBy(ports)).flatMap(({ name, ask }) => (ask ? [name] : []));
  const more = able.length > 0 && (await enrol(ports.clock(), able, clinicId));
  const due = await lease(ports.clock(), able, clinicId);
  for (const one of due) await ask(ports, one);
  return more || due.length === MOST_ASKED;
}

const oldestAsked = (now: Date) => new Date(now.getTime() - ASKED_FOR_MS);

async function enrol(now: Date, able: string[], clinicId?: string): Promise<boolean> {
  const oldest = firstIdAt(oldestAsked(now));
  const from = !clinicId && seen.from && seen.from > oldest ? seen.from : oldest;
  const until = firstIdAt(new Date(now.getTime() - STUCK_AFTER_MS));
  const rows = await inInstallation(
    (tx) => tx.$queryRaw<{ id: string; clinicId: string; isOpen: boolean }[]>`
      SELECT id, "clinicId", provider = ANY(${able}) AND (outcome IS NULL OR status = 'SENT') AS "isOpen"
      FROM "MessageDelivery"
      WHERE id >= ${from}::uuid AND id < ${until}::uuid AND "clinicId" = coalesce(${clinicId ?? null}::uuid, "clinicId")
      ORDER BY id LIMIT ${MOST_SEEN}`,
  );
  const open = rows.filter((row) => row.isOpen);
  if (open.length > 0) {
    await inInstallation((tx) =>
      tx.receiptAsk.createMany({
        data: open.map((row) => ({ deliveryId: row.id, clinicId: row.clinicId, nextAt: now })),
        skipDuplicates: true,
      }),
    );
  }
  if (!clinicId) seen.from = rows.length === MOST_SEEN ? (rows.at(-1)?.id ?? until) : until;
  return rows.length === MOST_SEEN;
}

async function lease(now: Date, able: string[], clinicId?: string): Promise<Due[]> {
  const until = new Date(now.getTime() + LEASE_MS);
  return inInstallation(
    (tx) => tx.$queryRaw<Due[]>`
      UPDATE "ReceiptAsk" a
      SET "nextAt" = ${until}, asks = a.asks + CASE WHEN d."providerMessageId" IS NULL THEN 0 ELSE 1 END
      FROM (SELECT r."deliveryId" FROM "ReceiptAsk" r
            WHERE r."nextAt" <= ${now} AND r."clinicId" = coalesce(${clinicId ?? null}::uuid, r."clinicId")
            ORDER BY r."nextAt" LIMIT ${MOST_ASKED} FOR UPDATE SKIP LOCKED) due, "MessageDelivery" d
      WHERE a."deliveryId" = due."deliveryId" AND d.id = a."deliveryId"
      RETURNING a."deliveryId", a."clinicId", a.asks, d.provider, d."providerMessageId" AS ref,
        d.provider = ANY(${able}) AND d.status IN ('PENDING', 'SENT') AND d.id >= ${firstIdAt(oldestAsked(now))}::uuid AS "isOpen"`,
  );
}

const nextLook = (ref: string | null, asks: number, now: Date) =>
  ref ? askAgainAt(asks, now) : new Date(now.getTime() + NAMELESS_WAIT_MS);

async function ask(ports: Ports, due: Due): Promise<void> {
  const { deliveryId, clinicId, provider, ref, asks, isOpen } = due;
  const vendor: Provider | undefined = systemCtx(clinicId, "asking", ports).ports.providers[provider];
  const again = isOpen ? nextLook(ref, asks, ports.clock()) : null;
  if (isOpen && ref && vendor?.ask) {
    try {
      const answer = await vendor.ask(ref);
      if (answer) {
        const event = answer.kind === "receipt" ? { ...answer, key: deliveryId } : answer;
        await storeEvents(provider, [event], ports.clock(), "asked", vendor.ownerId);
        ports.wake([provider]);
      }
    } catch (cause) {
      log.warn("receipt.not_asked", { provider, cause: cause instanceof Error ? cause.name : "unknown" });
    }
  }
  await inInstallation(async (tx) => {
    if (again) await tx.receiptAsk.updateMany({ where: { deliveryId }, data: { nextAt: again } });
    else await tx.receiptAsk.deleteMany({ where: { deliveryId } });
  });
}
