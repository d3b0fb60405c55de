import { randomUUID } from "node:crypto";
import { type Followed, identifyShortLink } from "@/lib/auth/short-link";
import { addressOf } from "@/lib/http/admit";
import { AllowanceSpent, spendShortLink, spendUnknown } from "@/lib/http/limits/commands";
import { problemResponse } from "@/lib/http/problem";

/** Nothing about a link stays in a cache, an index or the next site's log. */
const QUIET = {
  "Cache-Control": "private, no-store",
  "Referrer-Policy": "no-referrer",
  "X-Robots-Tag": "noindex, nofollow, noarchive, nosnippet",
};

/**
 * The way in for whoever follows a short link: which link → is it asked for too often → where does it lead. Answers 302
 * to the stored target and nothing else, so that no address of ours leads where a stranger wants; `verb` says null
 * for a link that has ended, and then a page of ours says so. A flood is led on without being written down; codes
 * that are none are counted by the address they come from. The code is in the address, so it is never logged.
 */
export function follow(verb: (link: Followed, request: Request, address: string) => Promise<string | null>) {
  return async (request: Request, segment: { params: Promise<{ code: string }> }): Promise<Response> => {
    const requestId = randomUUID();
    try {
      const { code } = await segment.params;
      const address = addressOf(request);
      const link = await identifyShortLink(code);
      if (!link) await spendUnknown(address);
      const target = link && (await within(link, () => verb(link, request, address)));
      const ended = `/l/${encodeURIComponent(code)}/ended`;
      const headers = { ...QUIET, "X-Request-Id": requestId, Location: target ?? ended };
      return new Response(null, { status: target ? 302 : 303, headers });
    } catch (error) {
      return problemResponse(error, requestId, error instanceof AllowanceSpent ? error.headers : {});
    }
  };
}

async function within(link: Followed, act: () => Promise<string | null>): Promise<string | null> {
  try {
    await spendShortLink(link.ctx, link.id);
  } catch (error) {
    if (!(error instanceof AllowanceSpent)) throw error;
    return link.ctx.now < link.expiresAt ? link.target : null;
  }
  return act();
}
