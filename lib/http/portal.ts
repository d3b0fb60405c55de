import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { type Holder, identifyLink } from "@/lib/auth/portal";
import type { Ctx } from "@/lib/ctx";
import { notFound } from "@/lib/errors";
import { readJson } from "@/lib/http/body";
import { AllowanceSpent, spendLink } from "@/lib/http/limits/commands";
import { checkOrigin } from "@/lib/http/origin";
import { problemResponse, zodProblem } from "@/lib/http/problem";

/** Nothing of a patient's page stays in a cache, an index or the next site's log. */
const PRIVATE = {
  "Cache-Control": "private, no-store",
  "Referrer-Policy": "no-referrer",
  "X-Robots-Tag": "noindex, nofollow, noarchive, nosnippet",
};

type Segment = { params: Promise<{ code: string }> };

async function held(
  request: Request,
  segment: Segment,
  schema: z.ZodType,
  act: (holder: Holder, body: unknown, requestId: string) => Promise<Response>,
): Promise<Response> {
  const requestId = randomUUID();
  try {
    checkOrigin(request);
    const holder = await identifyLink((await segment.params).code, requestId);
    if (!holder) throw notFound("message");
    await spendLink(holder.ctx, holder.linkId);
    const { value } = await readJson(request, 4_096);
    const body = schema.safeParse(value);
    if (!body.success) throw zodProblem(body.error, "body");
    return await act(holder, body.data, requestId);
  } catch (error) {
    return problemResponse(error, requestId, error instanceof AllowanceSpent ? error.headers : {});
  }
}

/**
 * The way in for whoever holds a secure link: which link → what did they ask → do → show. A code that is none and a
 * link that is gone give one answer. The code is in the address, so addresses of the portal are never logged.
 */
export function portal<B extends z.ZodType, R extends z.ZodType>(
  spec: { body: B; returns: R },
  verb: (ctx: Ctx, linkId: string, body: z.output<B>) => Promise<z.input<R>>,
) {
  return (request: Request, segment: Segment): Promise<Response> =>
    held(request, segment, spec.body, async ({ ctx, linkId }, body, requestId) => {
      const shown = spec.returns.parse(await verb(ctx, linkId, body as z.output<B>));
      return Response.json(shown, { headers: { ...PRIVATE, "X-Request-Id": requestId } });
    });
}

/** The same for a file behind the link: always a download, kept by nobody on the way. */
export function portalFile<B extends z.ZodType>(
  schema: B,
  verb: (ctx: Ctx, linkId: string, body: z.output<B>) => Promise<{ bytes: Uint8Array; contentType: string }>,
) {
  return (request: Request, segment: Segment): Promise<Response> =>
    held(request, segment, schema, async ({ ctx, linkId }, body, requestId) => {
      const { bytes, contentType } = await verb(ctx, linkId, body as z.output<B>);
      return new Response(new Uint8Array(bytes), {
        headers: {
          ...PRIVATE,
          "Content-Type": contentType,
          "Content-Disposition": "attachment",
          "Content-Security-Policy": "default-src 'none'; sandbox",
          "X-Content-Type-Options": "nosniff",
          "X-Request-Id": requestId,
        },
      });
    });
}
