import { simpleParser } from "mailparser";
import { token22 } from "@/simulator/ids";
import type { MailRecord } from "@/simulator/mailboxes";
import type { World } from "@/simulator/world";

/** One letter as it lies in the patient's mailbox. */
export async function letterOf(world: World, raw: Buffer, to: string): Promise<MailRecord> {
  const mail = await simpleParser(raw);
  const from = mail.from?.value[0];
  const headers = Object.fromEntries(
    mail.headerLines.map(({ key, line }) => [key, line.slice(line.indexOf(":") + 1).trim()]),
  );
  return {
    id: token22(),
    vendor: "smtp",
    direction: "received",
    mailbox: to.toLowerCase(),
    to,
    from: from?.address ?? "",
    fromName: from?.name || null,
    replyTo: mail.replyTo?.value[0]?.address ?? null,
    subject: mail.subject ?? "",
    text: mail.text ?? "",
    html: mail.html || null,
    headers,
    attachments: mail.attachments.map((file) => ({
      filename: file.filename ?? "attachment",
      contentType: file.contentType,
      bytes: file.size,
    })),
    messageId: mail.messageId ?? "",
    sgMessageId: null,
    eventFields: {},
    tracks: { opens: false, clicks: false },
    at: world.clock.now(),
    state: "accepted",
    openedAt: null,
    markedSpam: false,
  };
}
