import { findReported } from "@/lib/conversations/inbound/mail/queries";
import type { Ctx } from "@/lib/ctx";
import { inClinic, inInstallation } from "@/lib/db/transaction";
import type { MessageInbound, ReceiptInbound } from "@/lib/providers/port";
import { storeEvents } from "@/lib/webhooks/intake/commands";
import type { WaitingEvent } from "@/lib/webhooks/queries";

/**
 * A mail server's report about a mail of ours (RFC 3464) becomes a receipt of that attempt, which the next pass applies
 * like any other. False: the mail is no report, or it proves nothing, and is filed like any machine's mail.
 */
export async function takeReport(
  ctx: Ctx,
  event: WaitingEvent,
  message: MessageInbound,
  conversationId: string | null,
): Promise<boolean> {
  const report = message.mail?.report;
  if (!report) return false;
  const attempt = await inClinic(ctx.clinicId, (tx) => findReported(tx, ctx, report, conversationId));
  if (!attempt) return false;
  const { recipient, about: _, ...said } = report;
  const receipt: ReceiptInbound = {
    kind: "receipt",
    ...said,
    eventId: `report ${message.eventId}`,
    at: message.at,
    key: attempt.id,
    address: recipient,
  };
  await storeEvents(attempt.provider, [receipt], ctx.now, "webhook", ctx.clinicId);
  const data = { processedAt: ctx.now, clinicId: ctx.clinicId, error: null, payload: { became: "receipt" } };
  await inInstallation((tx) => tx.webhookEvent.updateMany({ where: { id: event.id }, data }));
  ctx.ports.wake([attempt.provider]);
  return true;
}
