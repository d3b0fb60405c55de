import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { identifyLink, identifyReader, type LinkReader } from "@/lib/auth/portal";
import type { Ctx } from "@/lib/ctx";
import { notFound } from "@/lib/errors";
import { readJson } from "@/lib/http/body";
import { AllowanceSpent, spendLink } from "@/lib/http/limits/commands";
import { checkOrigin } from "@/lib/http/origin";
import { PRIVATE, sessionCookie } from "@/lib/http/private";
import { problemResponse, zodProblem } from "@/lib/http/problem";

/**
 * The link, and whether the patient it was sent to is signed in here. Who acts for that patient acts by their own name,
 * and is judged by the verb; anybody else's session is worth nothing.
 */
type Held = LinkReader & { signedIn: boolean };

type Segment = { params: Promise<{ code: string }> };

async function held(
  request: Request,
  segment: Segment,
  schema: z.ZodType,
  act: (holder: Held, body: unknown, requestId: string) => Promise<Response>,
): Promise<Response> {
  const requestId = randomUUID();
  try {
    checkOrigin(request);
    const holder = await identifyLink((await segment.params).code, requestId);
    if (!holder) throw notFound("message");
    await spendLink(holder.ctx, holder.linkId);
    const reader = await identifyReader(holder, request.headers, requestId);
    const { value } = await readJson(request, 4_096);
    const body = schema.safeParse(value);
    if (!body.success) throw zodProblem(body.error, "body");
    return await act({ ...reader, signedIn: reader.session === "own" }, body.data, requestId);
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
  verb: (ctx: Ctx, linkId: string, body: z.output<B>, signedIn: boolean) => Promise<z.input<R>>,
) {
  return (request: Request, segment: Segment): Promise<Response> =>
    held(request, segment, spec.body, async ({ ctx, linkId, signedIn }, body, requestId) => {
      const shown = spec.returns.parse(await verb(ctx, linkId, body as z.output<B>, signedIn));
      return Response.json(shown, { headers: { ...PRIVATE, "X-Request-Id": requestId } });
    });
}

/** The same for a file behind the link: always a download, kept by nobody on the way. */
export function portalFile<B extends z.ZodType>(
  schema: B,
  verb: (
    ctx: Ctx,
    linkId: string,
    body: z.output<B>,
    signedIn: boolean,
  ) => Promise<{ bytes: Uint8Array; contentType: string }>,
) {
  return (request: Request, segment: Segment): Promise<Response> =>
    held(request, segment, schema, async ({ ctx, linkId, signedIn }, body, requestId) => {
      const { bytes, contentType } = await verb(ctx, linkId, body as z.output<B>, signedIn);
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

/** The same for an invitation behind the link: it signs in, and the session's token goes into the cookie alone. */
export function portalJoin<B extends z.ZodType>(
  schema: B,
  verb: (ctx: Ctx, linkId: string, body: z.output<B>) => Promise<string>,
) {
  return (request: Request, segment: Segment): Promise<Response> =>
    held(request, segment, schema, async ({ ctx, linkId }, body, requestId) => {
      const token = await verb(ctx, linkId, body as z.output<B>);
      const headers = { ...PRIVATE, "X-Request-Id": requestId, "Set-Cookie": sessionCookie(token) };
      return new Response(null, { status: 204, headers });
    });
}
