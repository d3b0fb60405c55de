import { suppressContact } from "@/lib/consents/commands";
import { mintCtx, type Ports, servedBy } from "@/lib/ctx";
import { inInstallation } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { listClinicIds } from "@/lib/delivery/clinics/queries";
import { closeForGood } from "@/lib/patients/health/commands";
import type { ReceiptInbound } from "@/lib/providers/port";
import { findAttemptsTo, knowsAddress } from "@/lib/webhooks/orphans/queries";
import { isNameless } from "@/lib/webhooks/orphans/rules";
import type { AttemptRow, WaitingEvent } from "@/lib/webhooks/queries";
import { closingOf } from "@/lib/webhooks/receipts/rules";
import { unpackReceipt } from "@/lib/webhooks/schema";

interface Adopted {
  event: WaitingEvent;
  receipt: ReceiptInbound;
  attempt: AttemptRow;
}

/**
 * Receipts that bear no id of ours (late bounces, complaints by feedback loop): where exactly one attempt at their
 * address can be meant, that one; else what they say about the address alone is kept, at every clinic that knows it.
 * `left`: those about which nothing can be told yet.
 */
export async function adoptByAddress(
  ports: Ports,
  provider: string,
  orphans: readonly WaitingEvent[],
): Promise<{ adopted: Adopted[]; left: WaitingEvent[] }> {
  const adopted: Adopted[] = [];
  const left: WaitingEvent[] = [];
  for (const event of orphans) {
    const receipt = unpackReceipt(event.payload);
    const address = receipt.address?.toLowerCase();
    if (!address || !isNameless(receipt, event.receivedAt, ports.clock())) {
      left.push(event);
      continue;
    }
    const found: AttemptRow[] = [];
    for (const clinicId of await mayMean(event)) {
      const ctx = mintCtx(clinicId, { kind: "provider", name: provider }, ports);
      found.push(...(await findAttemptsTo(ctx, { provider, address, at: receipt.at })));
    }
    const [only, another] = found;
    if (only && !another) adopted.push({ event, receipt, attempt: only });
    else if (!(await keepFact(ports, provider, { event, receipt, address }))) left.push(event);
  }
  return { adopted, left };
}

/** Clinics that an event may speak of: every one, or the one whose own account it came by. */
const mayMean = async ({ clinicId }: WaitingEvent) => (clinicId ? [clinicId] : listClinicIds());

/** What is true of an address whatever was sent to it. Returns whether there was such a thing, and a clinic to tell. */
async function keepFact(
  ports: Ports,
  provider: string,
  { event, receipt, address }: { event: WaitingEvent; receipt: ReceiptInbound; address: string },
): Promise<boolean> {
  const channel = servedBy(ports)[provider]?.channel;
  const reason = channel && closingOf(receipt, channel);
  if (!channel || !(reason || receipt.closes)) return false;
  let known = false;
  for (const clinicId of await mayMean(event)) {
    const ctx = mintCtx(clinicId, { kind: "provider", name: provider }, ports);
    if (!(await knowsAddress(ctx, address))) continue;
    known = true;
    await write(ctx, async (tx, audit) => {
      audit.fact();
      const evidence = { event: receipt.status, code: receipt.code ?? null };
      const { at } = receipt;
      if (reason) await suppressContact(tx, ctx, audit, { channel, address, reason, evidence, at });
      if (receipt.closes) {
        await closeForGood(tx, ctx, audit, { channel, address, reason: receipt.reason ?? null, at });
      }
    });
  }
  if (!known) return false;
  const data = { processedAt: ports.clock(), error: null };
  await inInstallation((tx) => tx.webhookEvent.updateMany({ where: { id: event.id }, data }));
  return true;
}
