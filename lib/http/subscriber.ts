import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { identifySubscriber, type SubscriberHolder } from "@/lib/auth/subscriber";
import { AppError, notFound } from "@/lib/errors";
import { readBytes, readJson } from "@/lib/http/body";
import { AllowanceSpent, spendSubscriber } from "@/lib/http/limits/commands";
import { checkOrigin } from "@/lib/http/origin";
import { problemResponse, zodProblem } from "@/lib/http/problem";

/** Nothing of a patient's page stays in a cache, an index or the next site's log. */
const PRIVATE = {
  "Cache-Control": "private, no-store",
  "Referrer-Policy": "no-referrer",
  "X-Robots-Tag": "noindex, nofollow, noarchive, nosnippet",
};

type Segment = { params: Promise<{ token: string }> };

async function guarded(
  segment: Segment,
  act: (holder: SubscriberHolder, requestId: string) => Promise<Response>,
): Promise<Response> {
  const requestId = randomUUID();
  try {
    const holder = await identifySubscriber((await segment.params).token, requestId);
    if (!holder) throw notFound("page");
    await spendSubscriber(holder.ctx, holder.id);
    return await act(holder, requestId);
  } catch (error) {
    return problemResponse(error, requestId, error instanceof AllowanceSpent ? error.headers : {});
  }
}

/**
 * The way in for the preference page: which link → what did they choose → do → show. The code is in the address, so
 * these addresses are never logged.
 */
export function preference<B extends z.ZodType, R extends z.ZodType>(
  spec: { body: B; returns: R },
  verb: (holder: SubscriberHolder, body: z.output<B>) => Promise<z.input<R>>,
) {
  return (request: Request, segment: Segment): Promise<Response> =>
    guarded(segment, async (holder, requestId) => {
      checkOrigin(request);
      const { value } = await readJson(request, 4_096);
      const body = spec.body.safeParse(value);
      if (!body.success) throw zodProblem(body.error, "body");
      const shown = spec.returns.parse(await verb(holder, body.data));
      return Response.json(shown, { headers: { ...PRIVATE, "X-Request-Id": requestId } });
    });
}

/** RFC 8058 §3.1: the one pair in the body, as a form of either kind. */
const ONE_CLICK = /List-Unsubscribe(?:=|"\s+)One-Click/i;

/**
 * RFC 8058: a mail program posts one pair, without cookies, Origin or a person's eyes. Anything else is refused, and a
 * GET changes nothing: scanners follow every link.
 */
export function oneClick(verb: (holder: SubscriberHolder) => Promise<void>) {
  return (request: Request, segment: Segment): Promise<Response> =>
    guarded(segment, async (holder, requestId) => {
      const body = new TextDecoder().decode(await readBytes(request, 4_096));
      if (!ONE_CLICK.test(body)) {
        throw new AppError(
          "invalid",
          "The body must be List-Unsubscribe=One-Click (RFC 8058).",
          "not_one_click",
        );
      }
      await verb(holder);
      return new Response("Unsubscribed.\n", {
        headers: { ...PRIVATE, "Content-Type": "text/plain; charset=utf-8", "X-Request-Id": requestId },
      });
    });
}

/** Whoever follows the address of a one-click header by hand comes to the page that asks. */
export async function toPreferences(_request: Request, segment: Segment): Promise<Response> {
  const { token } = await segment.params;
  const location = `/u/${encodeURIComponent(token)}`;
  return new Response(null, { status: 303, headers: { ...PRIVATE, Location: location } });
}
