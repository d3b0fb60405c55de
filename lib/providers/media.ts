/** A picture up to Twilio's own limit for them, 5 MB (providers.md §1.1). */
export const MOST_MEDIA_BYTES = 5 * 1024 * 1024;

/** `gone`, `not ours` and `too large` are for good; `later`: no answer, or one that may change. */
export type Media =
  | { content: Uint8Array; contentType: string }
  | "gone"
  | "not ours"
  | "too large"
  | "later";
