import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { identifyLink } from "@/lib/auth/portal";
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

/**
 * The way in for whoever holds a secure link: which link → what did they ask → do → show. A code that is none and a
 * link that is gone give one answer. The code is in the address, so addresses of the portal are never logged.
 */
export function portal<B extends z.ZodType, R extends z.ZodType>(
  spec: { body: B; returns: R },
  verb: (ctx: Ctx, linkId: string, body: z.output<B>) => Promise<z.input<R>>,
) {
  return async (request: Request, segment: { params: Promise<{ code: string }> }): Promise<Response> => {
    const requestId = randomUUID();
    try {
      checkOrigin(request);
      const holder = await identifyLink((await segment.params).code, requestId);
      if (!holder) throw notFound("message");
      await spendLink(holder.ctx, holder.linkId);
      const { value } = await readJson(request, 4_096);
      const body = spec.body.safeParse(value);
      if (!body.success) throw zodProblem(body.error, "body");
      const shown = spec.returns.parse(await verb(holder.ctx, holder.linkId, body.data));
      return Response.json(shown, { headers: { ...PRIVATE, "X-Request-Id": requestId } });
    } catch (error) {
      return problemResponse(error, requestId, error instanceof AllowanceSpent ? error.headers : {});
    }
  };
}
