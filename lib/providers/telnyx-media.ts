import type { Media } from "@/lib/providers/media";
import { mediaOf } from "@/lib/providers/media-body";

/** Telnyx keeps what came by MMS at hosts of its own, or in its bucket; neither asks for a password. */
const STORAGE = /^(?:[a-z0-9-]+\.)*telnyx(?:storage|cloudstorage)?\.com$/;
const BUCKET = /^https:\/\/s3\.amazonaws\.com\/media\.telnyx\.com\//;

/** Whether an address is Telnyx's own, or `origin`'s (the API, a simulator). */
export function isTelnyxMedia(url: string, origin: string): boolean {
  if (!URL.canParse(url)) return false;
  const at = new URL(url);
  if (at.origin === origin || BUCKET.test(at.href)) return true;
  return at.protocol === "https:" && at.port === "" && STORAGE.test(at.hostname);
}

/** An inbound picture by the address its webhook named; another one, or a redirect, is never followed. */
export async function fetchTelnyxMedia(url: string, origin: string, timeoutMs: number): Promise<Media> {
  if (!isTelnyxMedia(url, origin)) return "not ours";
  try {
    const answer = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(timeoutMs) });
    return await mediaOf(answer);
  } catch {
    return "later";
  }
}
