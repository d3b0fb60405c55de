import { validate as isUuid } from "uuid";
import { mintCtx, type Ports } from "@/lib/ctx";
import { inInstallation } from "@/lib/db/transaction";
import { noteOnCallReceipt } from "@/lib/emergencies/on-call/receipts/commands";
import type { WaitingEvent } from "@/lib/webhooks/queries";
import { unpackReceipt } from "@/lib/webhooks/schema";

interface Text {
  id: string;
  clinicId: string;
  ref: string | null;
}

/**
 * What a vendor tells of texts to people on call, who have no attempt of a message's: by our own id of the text or by the
 * vendor's. `left`: receipts of something else.
 */
export async function applyOnCall(
  ports: Ports,
  provider: string,
  events: readonly WaitingEvent[],
): Promise<{ left: WaitingEvent[] }> {
  if (events.length === 0) return { left: [] };
  const parsed = events.map((event) => ({ event, receipt: unpackReceipt(event.payload) }));
  const texts = await findTexts(
    provider,
    parsed.flatMap(({ receipt: { key } }) => (key && isUuid(key) ? [key] : [])),
    parsed.flatMap(({ receipt: { ref } }) => ref ?? []),
  );
  const left: WaitingEvent[] = [];
  for (const { event, receipt } of parsed) {
    const text = texts.find(({ id, ref }) => id === receipt.key || (ref !== null && ref === receipt.ref));
    if (!text || (event.clinicId && event.clinicId !== text.clinicId)) {
      left.push(event);
      continue;
    }
    const { clinicId, id } = text;
    await noteOnCallReceipt(mintCtx(clinicId, { kind: "provider", name: provider }, ports), id, receipt);
    const data = { processedAt: ports.clock(), clinicId, error: null };
    await inInstallation((tx) => tx.webhookEvent.updateMany({ where: { id: event.id }, data }));
  }
  return { left };
}

async function findTexts(provider: string, keys: string[], refs: string[]): Promise<Text[]> {
  return inInstallation(
    (tx) => tx.$queryRaw<Text[]>`
      SELECT id, "clinicId", ref FROM "OnCallText" WHERE id = ANY(${keys}::uuid[])
      UNION
      SELECT id, "clinicId", ref FROM "OnCallText"
      WHERE provider = ${provider} AND ref = ANY(${refs}::text[]) AND ref IS NOT NULL`,
  );
}
