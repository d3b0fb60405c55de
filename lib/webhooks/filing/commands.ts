import { identifySubscriber } from "@/lib/auth/subscriber";
import { fileInbound } from "@/lib/conversations/inbound/commands";
import { type Ctx, mintCtx, type Ports } from "@/lib/ctx";
import { inInstallation } from "@/lib/db/transaction";
import { readReplyAddress } from "@/lib/delivery/reply/rules";
import { env } from "@/lib/env";
import type { MessageInbound } from "@/lib/providers/port";
import { codeInMailboxes, saysOnlyUnsubscribe } from "@/lib/subscribers/rules";
import { unsubscribe } from "@/lib/unsubscribe/commands";
import { findSender, type WaitingEvent } from "@/lib/webhooks/queries";
import { takeReport } from "@/lib/webhooks/reports/commands";
import { unpackMessage } from "@/lib/webhooks/schema";

/** A number that a STOP has just closed. */
export interface Stopped {
  ctx: Ctx;
  address: string;
}

/**
 * Files one message from outside into the clinic whose number or address it was sent to. A message to an address that
 * no clinic owns stays in the store with that remark; nothing is dropped. Returns the number that it closed.
 */
export async function fileMessage(ports: Ports, event: WaitingEvent): Promise<Stopped | null> {
  const message = unpackMessage(event.payload);
  const now = ports.clock();
  // Obeyed first; a mail program's own mail says nothing else, and a person's words are read like any other's.
  if ((await obeyUnsubscribe(ports, event, message)) && saysOnlyUnsubscribe(message.text)) {
    await inInstallation((tx) =>
      tx.webhookEvent.update({ where: { id: event.id }, data: { processedAt: now, payload: {} } }),
    );
    return null;
  }
  const { secret } = env();
  const targets = message.to.map((address) =>
    message.channel === "EMAIL"
      ? readReplyAddress(address, secret)
      : { sender: address, conversationId: null },
  );
  const sender = await findSender(
    message.channel,
    // A plus sign may be the clinic's own too.
    [...targets.map((target) => target.sender), ...message.to.map((address) => address.toLowerCase())],
    event.clinicId,
  );
  if (!sender) {
    const data = { processedAt: now, error: "no_clinic_has_this_address" };
    await inInstallation((tx) => tx.webhookEvent.update({ where: { id: event.id }, data }));
    return null;
  }
  const ctx = mintCtx(sender.clinicId, { kind: "provider", name: event.provider }, ports);
  const conversationId = targets.find((target) => target.conversationId)?.conversationId ?? null;
  if (await takeReport(ctx, event, message, conversationId)) return null;
  const arrival = { eventId: event.id, message, ownAddress: sender.address, conversationId };
  const address = await fileInbound(ctx, arrival);
  return address === null ? null : { ctx, address };
}

/** Whether it went to an unsubscribe address (RFC 2369); what that address asks for is done then. */
async function obeyUnsubscribe(
  ports: Ports,
  { clinicId }: WaitingEvent,
  message: MessageInbound,
): Promise<boolean> {
  const code = message.channel === "EMAIL" ? codeInMailboxes(message.to) : null;
  const holder = code && (await identifySubscriber(code, undefined, ports));
  if (!holder || (clinicId !== null && holder.ctx.clinicId !== clinicId)) return false;
  await unsubscribe(holder.ctx, holder, "unsubscribe_mail");
  return true;
}
