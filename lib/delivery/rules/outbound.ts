import type { MessageFacts, SenderFact } from "@/lib/delivery/schema";
import type { OutboundMessage } from "@/lib/providers/port";
import type { Channel } from "@/prisma/generated/enums";

/** A notification shows on a locked screen: it never carries the words themselves. */
const PUSH_WORDS = "You have a new message";

/** Twilio keeps a text queued 1 to 36,000 s; above 5 s is recommended (providers.md §1.1). */
const VALIDITY_S = { least: 6, most: 36_000 };

export interface Envelope {
  channel: Channel;
  to: string;
  from: string;
  sender: SenderFact | undefined;
  clinicName: string;
  /** Where an answer by mail finds its thread again; null: the sender's domain takes no mail. */
  replyTo: string | null;
  /** The end of the patient's sending window, in ms from now; null: none in sight. */
  windowMs: number | null;
}

/** The bytes a vendor gets: the same for every retry. Null for a channel that needs no vendor. */
export function outboundOf(message: MessageFacts, envelope: Envelope): OutboundMessage | null {
  const { channel, to, from, sender, clinicName } = envelope;
  const name = sender?.displayName ?? clinicName;
  switch (channel) {
    case "SMS": {
      const { windowMs } = envelope;
      const seconds = windowMs === null ? VALIDITY_S.most : Math.floor(windowMs / 1_000);
      const validitySeconds = Math.min(VALIDITY_S.most, Math.max(VALIDITY_S.least, seconds));
      return { channel, to, from, body: message.content.SMS?.body ?? "", validitySeconds };
    }
    case "EMAIL": {
      const words = message.content.EMAIL;
      return {
        channel,
        to: { email: to },
        from: { email: from, name },
        ...(envelope.replyTo ? { replyTo: { email: envelope.replyTo, name } } : {}),
        subject: words?.subject ?? "",
        text: words?.body ?? "",
        ...(words?.htmlBody ? { html: words.htmlBody } : {}),
      };
    }
    case "PUSH":
      return { channel, token: to, title: clinicName, body: PUSH_WORDS, collapseKey: message.id };
    case "IN_APP":
      return null;
  }
}
