import type { ReceiptInbound } from "@/lib/providers/port";

/** What a mail's headers and its vendor say about it. Its writer chose most of it. */
export interface MailAbout {
  messageId?: string;
  inReplyTo?: string;
  references: string[];
  /** A machine wrote it, by its own headers or its empty return path. */
  autoSubmitted: boolean;
  spf?: string;
  dkim?: string;
  /** The envelope's sender, of whom SPF speaks; empty: nobody may answer. */
  returnPath?: string;
  /** What a mail server says became of a mail of ours (RFC 3464). Anyone can write one. */
  report?: MailReport;
  /** The answer to an invitation (RFC 5546), and what was written beside it. */
  invitation?: { answer: "accepted" | "declined" | "tentative"; summary?: string; comment?: string };
}

/** A delivery status notification in the words of a receipt. `about`: the Message-ID of the mail it speaks of. */
export interface MailReport
  extends Pick<ReceiptInbound, "receipt" | "status" | "reason" | "soft" | "closes" | "code" | "detail"> {
  recipient: string;
  about?: string;
}
