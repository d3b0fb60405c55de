import type { Media } from "@/lib/providers/media";
import { mediaOf } from "@/lib/providers/media-body";

/** The API answers with a redirect to Twilio's storage, which asks for no password. */
const MOST_REDIRECTS = 3;
const STORAGE = /^(?:[a-z0-9-]+\.)*twiliocdn\.com$|^(?:[a-z0-9-]+\.)*s3(?:[.-][a-z0-9-]+)*\.amazonaws\.com$/;

/*
 * answer                         → media
 * 200                            → its bytes; more than 5 MB: too large
 * 404, 410                       → gone
 * an address not at the API      → not ours, and never asked; a redirect elsewhere than to its storage likewise
 * 401, 403, 429, 5xx, no answer  → later
 */

/**
 * An inbound picture of this account, by the address its webhook named. The password goes to the API's own origin only.
 * One deadline of `timeoutMs` covers redirects and the whole body.
 */
export async function fetchTwilioMedia(
  url: string,
  api: { origin: string; accountSid: string; authToken: string },
  timeoutMs: number,
): Promise<Media> {
  const signal = AbortSignal.timeout(timeoutMs);
  let at = URL.canParse(url) ? new URL(url) : null;
  if (at?.origin !== api.origin || !at.pathname.startsWith("/2010-04-01/Accounts/")) return "not ours";
  try {
    for (let hop = 0; at && hop <= MOST_REDIRECTS; hop += 1) {
      const secret = Buffer.from(`${api.accountSid}:${api.authToken}`).toString("base64");
      const headers: HeadersInit = at.origin === api.origin ? { authorization: `Basic ${secret}` } : {};
      const answer: Response = await fetch(at, { headers, redirect: "manual", signal });
      if (answer.status < 300 || answer.status >= 400) return await mediaOf(answer);
      await answer.body?.cancel();
      at = nextStop(answer.headers.get("location"), at, api.origin);
    }
    return "not ours";
  } catch {
    return "later";
  }
}

function nextStop(location: string | null, from: URL, origin: string): URL | null {
  if (!location || !URL.canParse(location, from)) return null;
  const to = new URL(location, from);
  const stored = to.protocol === "https:" && to.port === "" && STORAGE.test(to.hostname);
  return to.origin === origin || stored ? to : null;
}
