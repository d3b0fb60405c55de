import type { MediaFact } from "@/lib/media/schema";

/** Pictures that text services fit to the phone they go to. WebP and HEIC are in nobody's list for MMS. */
const PICTURES = ["image/jpeg", "image/png", "image/gif"];
/** Taken as they are, and shown by most phones. */
const OTHERS = ["application/pdf", "text/vcard", "text/calendar"];

/**
 * Whether a file may go with a text: twilio.com/docs/messaging/guides/accepted-mime-types (July 2026) and
 * developers.telnyx.com/docs/messaging/messages/mms-transcoding name these both.
 */
export const isForPhones = (type: string) => PICTURES.includes(type) || OTHERS.includes(type);
export const isPicture = (type: string) => PICTURES.includes(type);

/**
 * Bytes of one text with all it carries. Twilio: 5 MB (accepted-mime-types); Telnyx: under 1 MB (its API's `media_urls`,
 * package 7.24). What is larger they refuse.
 */
const MOST: Readonly<Record<string, number>> = { twilio: 5_000_000, telnyx: 999_999 };

/** Of a file that is no picture: 500 kB at Twilio (providers.md §1.1), because nobody makes it smaller on the way. */
const MOST_OTHER_BYTES = 500_000;

/**
 * From here on phone companies make pictures smaller, or refuse them from toll-free numbers and short codes: AT&T, Verizon
 * and T-Mobile take 0.6 MB there and 1 to 1.5 MB from a ten-digit number (Twilio's support article 360018832773).
 */
export const ADVISED_BYTES = 600_000;

const sum = (media: readonly Pick<MediaFact, "bytes">[]) => media.reduce((all, { bytes }) => all + bytes, 0);

/** Whether this text service takes all of it in one message. */
export function fitsVendor(provider: string, media: readonly MediaFact[]): boolean {
  const most = media.every(({ type }) => isForPhones(type)) ? MOST[provider] : undefined;
  const others = media.filter(({ type }) => !isPicture(type));
  return most !== undefined && sum(media) <= most && others.every(({ bytes }) => bytes <= MOST_OTHER_BYTES);
}

/** What the writer should know of files that may go; null: nothing. */
export function sizeWarning(media: readonly MediaFact[]): string | null {
  if (sum(media) <= ADVISED_BYTES) return null;
  return media.every(({ type }) => isPicture(type))
    ? "Over 600 kB: the phone company may make it smaller."
    : "Over 600 kB: some phone companies refuse it. A secure link always arrives.";
}

/** +1 without the islands that are countries of their own: pictures by text go within the US and Canada only. */
const ELSEWHERE = /^\+1(?:242|246|26[48]|284|345|441|473|649|658|664|721|758|767|784|8[024]9|86[89]|876)/;
export const isInReach = (number: string) => /^\+1\d{10}$/.test(number) && !ELSEWHERE.test(number);
