import { v7 as uuid } from "uuid";
import { fileInbound } from "@/lib/conversations/inbound/commands";
import { mintCtx } from "@/lib/ctx";
import { inClinic } from "@/lib/db/transaction";
import type { InboundAttachment } from "@/lib/providers/port";
import type { Suite } from "@/lib/testing/ctx";

/** The patient texts the clinic. `minutesAgo`: the vendor's time of it, when it reached us late. Returns the message's id. */
export async function inbound(
  suite: Suite,
  from: { phone: string },
  text: string,
  options: {
    minutesAgo?: number;
    attachments?: InboundAttachment[];
    optOutType?: "STOP" | "START" | "HELP";
  } = {},
): Promise<string> {
  const ctx = mintCtx(suite.clinicId, { kind: "provider", name: "twilio" }, suite.ports);
  const ref = `SM${uuid()}`;
  const at = new Date(ctx.now.getTime() - (options.minutesAgo ?? 0) * 60_000);
  await fileInbound(ctx, {
    eventId: uuid(),
    ownAddress: "+13035550100",
    conversationId: null,
    message: {
      kind: "message",
      channel: "SMS",
      eventId: ref,
      ref,
      at,
      from: from.phone,
      to: ["+13035550100"],
      text,
      attachments: options.attachments ?? [],
      ...(options.optOutType ? { optOutType: options.optOutType } : {}),
    },
  });
  const message = await inClinic(suite.clinicId, (tx) =>
    tx.message.findFirstOrThrow({ where: { clinicId: suite.clinicId, inboundRef: ref } }),
  );
  return message.id;
}

/** The patient mails the clinic. Returns the message's id. */
export async function inboundMail(
  suite: Suite,
  from: { email: string },
  text: string,
  subject = "Re: Your visit",
): Promise<string> {
  const ctx = mintCtx(suite.clinicId, { kind: "provider", name: "sendgrid" }, suite.ports);
  const ref = `mail-${uuid()}`;
  await fileInbound(ctx, {
    eventId: uuid(),
    ownAddress: "desk@clinic.example",
    conversationId: null,
    message: {
      kind: "message",
      channel: "EMAIL",
      eventId: ref,
      ref,
      at: ctx.now,
      from: from.email,
      to: ["desk@clinic.example"],
      subject,
      text,
      attachments: [],
    },
  });
  const where = { clinicId: suite.clinicId, inboundRef: ref };
  return (await inClinic(suite.clinicId, (tx) => tx.message.findFirstOrThrow({ where }))).id;
}
