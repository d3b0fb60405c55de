import type { InboundChannel } from "@/lib/channel";

/** Everything that the hub says by itself because somebody wrote. */
export const REPLY_KINDS = [
  "stop",
  "start",
  "help",
  "after_hours",
  "emergency",
  "wrong_number",
  "revocation_question",
] as const;
export type ReplyKind = (typeof REPLY_KINDS)[number];

export const REPLY_LANGUAGES = ["en", "es"] as const;
export type ReplyLanguage = (typeof REPLY_LANGUAGES)[number];

export interface Reply {
  kind: ReplyKind;
  conversationId: string;
  patientId: string;
  channel: InboundChannel;
  /**
   * Who wrote: E.164, a mail address, or in the portal the patient's id. It goes there or nowhere, from the number that
   * was written to.
   */
  to: string;
  /** The message that caused it, stored before. Null: none, a person's note for example. */
  inReplyTo: string | null;
  body: string;
  /** Mail only. Not given: the clinic's neutral subject. */
  subject?: string;
  /** It is sent once per window and kind. Not given: once per message that caused it. */
  window?: string;
  /** Nothing of this kind in the thread for so many minutes, whatever the window. */
  restMinutes?: number;
}
