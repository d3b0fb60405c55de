import { v7 as uuid } from "uuid";
import { fileInbound } from "@/lib/conversations/inbound/commands";
import { mintCtx, type Ports } from "@/lib/ctx";
import { inClinic } from "@/lib/db/transaction";
import { log } from "@/lib/log";
import { findAnySender } from "@/lib/webhooks/queries";

/** A number of nobody: 555-0100 to 555-0199 are kept for fiction (NANPA). */
const NOBODY = "+13035550100";
/** What patients write most, and the word that must not wait. The second round finds the plans that the first made. */
const WORDS = ["STOP", "Thank you", "STOP"];

class Undone extends Error {}

/**
 * Files texts of nobody to a clinic's number and takes each back before it is seen, so that the first STOP after a
 * start meets a process that has done it before: without, it takes twice the second that it may. Nothing is committed.
 * Returns how many texts it filed: none where no clinic has a number. Never throws.
 */
export async function rehearse(ports: Ports): Promise<number> {
  let filed = 0;
  try {
    const sender = await findAnySender("SMS");
    if (!sender) return 0;
    const ctx = mintCtx(sender.clinicId, { kind: "provider", name: "rehearsal" }, ports);
    for (const text of WORDS) {
      const id = uuid();
      const message = {
        kind: "message" as const,
        channel: "SMS" as const,
        eventId: id,
        ref: id,
        at: ctx.now,
        from: NOBODY,
        to: [sender.address],
        text,
        attachments: [],
      };
      const arrival = { eventId: id, message, ownAddress: sender.address, conversationId: null };
      await inClinic(sender.clinicId, async () => {
        await fileInbound(ctx, arrival);
        throw new Undone();
      }).catch((end: unknown) => {
        if (!(end instanceof Undone)) throw end;
      });
      filed += 1;
    }
  } catch (cause) {
    log.warn("webhook.not_rehearsed", { cause: cause instanceof Error ? cause.name : "unknown" });
  }
  return filed;
}
