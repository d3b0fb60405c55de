import type { SenderFact } from "@/lib/delivery/facts/schema";
import { CLAIM_MS, SEND_TIMEOUT_MS } from "@/lib/delivery/rules/attempt";
import type { Content, MessageFacts } from "@/lib/delivery/schema";
import { dressed } from "@/lib/mail-layout/rules";
import type { Dress } from "@/lib/mail-layout/schema";
import type { OutboundMessage } from "@/lib/providers/port";
import type { Channel } from "@/prisma/generated/enums";

/** What is said where the words themselves may not be: on a locked screen, or through an unsigned vendor. */
export const NOTICE = "You have a new message";

/** Twilio keeps a text queued 1 to 36,000 s; above 5 s is recommended (providers.md §1.1). */
const VALIDITY_S = { least: 6, most: 36_000 };

/** A vendor counts from when it accepts, and that may be this long after the claim. */
const ON_THE_WAY_MS = CLAIM_MS + SEND_TIMEOUT_MS;

/** A text claimed with less than this left of its window might be released by the vendor after the window's end. */
export const LEAST_WINDOW_MS = ON_THE_WAY_MS + VALIDITY_S.least * 1_000;

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
  /** As the decision said: the words, or only that there is a message. */
  carries: "words" | "notice";
  /** As the decision said: what is restricted names no clinic outside its own words. */
  unnamed?: boolean;
  /** Where the vendor fetches the files of a text; not given: none go with it. */
  mediaUrls?: string[];
  /** What is put around a mail's words; not given: nothing. */
  dress?: Dress;
  /** Headers of a mail. */
  headers?: Record<string, string>;
  /** Whether a mail tells when it is read, by its category; not given: it tells nothing. */
  tracking?: { opens: boolean; clicks: boolean };
}

/** The words of a message as a vendor without a signed agreement may carry them. */
export function noticeOf(content: Content): Content {
  const { SMS, EMAIL, PUSH, media: _media, files: _files, ...others } = content;
  return {
    ...others,
    ...(SMS ? { SMS: { body: NOTICE, segments: 1 } } : {}),
    ...(EMAIL ? { EMAIL: { subject: NOTICE, body: NOTICE } } : {}),
    ...(PUSH ? { PUSH: { title: NOTICE, body: NOTICE } } : {}),
  };
}

/** The words as each way's vendor carries them: what a preview shows. */
export function asCarried(
  content: Content,
  plan: readonly { channel: Channel; carries: "words" | "notice" }[],
): Content {
  const through = new Set(plan.filter(({ carries }) => carries === "notice").map(({ channel }) => channel));
  const { SMS, EMAIL, PUSH } = noticeOf(content);
  const { media, ...words } = content;
  return {
    ...words,
    ...(media && !through.has("SMS") ? { media } : {}),
    ...(SMS && through.has("SMS") ? { SMS } : {}),
    ...(EMAIL && through.has("EMAIL") ? { EMAIL } : {}),
    ...(PUSH && through.has("PUSH") ? { PUSH } : {}),
  };
}

/** FCM keeps a notification for up to four weeks, unless it is told how long; 0: it is shown now or never. */
const pushSeconds = (windowMs: number) => Math.max(0, Math.floor((windowMs - ON_THE_WAY_MS) / 1_000));

/** The bytes a vendor gets: the same for every retry. Null for a channel that needs no vendor. */
export function outboundOf(asked: MessageFacts, envelope: Envelope): OutboundMessage | null {
  const { channel, to, from, sender, clinicName } = envelope;
  const message = envelope.carries === "words" ? asked : { ...asked, content: noticeOf(asked.content) };
  const unnamed = message.content.unnamed === true || envelope.unnamed === true;
  const name = unnamed ? "Your clinic" : (sender?.displayName ?? clinicName);
  switch (channel) {
    case "SMS": {
      const { windowMs } = envelope;
      const seconds = windowMs === null ? VALIDITY_S.most : Math.floor((windowMs - ON_THE_WAY_MS) / 1_000);
      const validitySeconds = Math.min(VALIDITY_S.most, Math.max(VALIDITY_S.least, seconds));
      const files = envelope.carries === "words" ? envelope.mediaUrls : undefined;
      const body = message.content.SMS?.body ?? "";
      return { channel, to, from, body, validitySeconds, ...(files?.length ? { mediaUrls: files } : {}) };
    }
    case "EMAIL": {
      const words = message.content.EMAIL;
      const plain = { text: words?.body ?? "", html: words?.htmlBody ?? null };
      // A notice to a vendor without an agreement says no more than that there is one.
      const bare = unnamed || envelope.carries !== "words";
      const dress = envelope.dress && (bare ? { ...envelope.dress, brand: null } : envelope.dress);
      const { text, html } = dress ? dressed(plain, dress) : plain;
      // What is restricted, or may not even be named to its carrier, is watched by nobody.
      const watched = !unnamed && envelope.carries === "words" ? envelope.tracking : undefined;
      return {
        channel,
        to: { email: to },
        from: { email: from, name },
        ...(envelope.replyTo ? { replyTo: { email: envelope.replyTo, name } } : {}),
        subject: unnamed && words?.subject?.includes(clinicName) ? NOTICE : (words?.subject ?? ""),
        text,
        ...(html ? { html } : {}),
        ...(envelope.headers ? { headers: envelope.headers } : {}),
        trackOpens: watched?.opens ?? false,
        trackClicks: watched?.clicks ?? false,
      };
    }
    case "PUSH":
      return {
        channel,
        token: to,
        title: unnamed ? NOTICE : (message.content.PUSH?.title ?? clinicName),
        body: message.content.PUSH?.body ?? NOTICE,
        collapseKey: message.id,
        // A phone that is switched on at night, or weeks later, rings for nothing that is over.
        ...(envelope.windowMs === null ? {} : { validitySeconds: pushSeconds(envelope.windowMs) }),
      };
    case "IN_APP":
      return null;
  }
}
