import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { identifyPatient } from "@/lib/auth/portal";
import { AppError } from "@/lib/errors";
import { readJson } from "@/lib/http/body";
import { AllowanceSpent } from "@/lib/http/limits/commands";
import { checkOrigin } from "@/lib/http/origin";
import { PRIVATE } from "@/lib/http/private";
import { problemResponse, zodProblem } from "@/lib/http/problem";
import { PAGE_OF, SOMEBODY } from "@/lib/in-app/rules";

type Visitor = NonNullable<Awaited<ReturnType<typeof identifyPatient>>>;

/** 4,000 characters of four bytes each, escaped, and a little around them. */
const MOST_BYTES = 32_768;

async function visited(
  request: Request,
  act: (visitor: Visitor) => Promise<unknown>,
  returns: z.ZodType,
): Promise<Response> {
  const requestId = randomUUID();
  try {
    if (request.method !== "GET") checkOrigin(request);
    const activity = request.headers.get(SOMEBODY) !== "no";
    const visitor = await identifyPatient(request.headers, requestId, { activity });
    if (!visitor) throw new AppError("unauthenticated", "Sign in to the portal first.", "signed_out");
    if (request.headers.get(PAGE_OF) !== visitor.patientId) {
      const words = "Somebody else has signed in in this browser since.";
      throw new AppError("conflict", words, "other_person");
    }
    const shown = returns.parse(await act(visitor));
    return Response.json(shown, { headers: { ...PRIVATE, "X-Request-Id": requestId } });
  } catch (error) {
    return problemResponse(error, requestId, error instanceof AllowanceSpent ? error.headers : {});
  }
}

/**
 * The way in for a patient who is signed in: who → is it still their page → within what they may do → what did they ask
 * → do → show. `spend` throws `AllowanceSpent` when it was too much.
 */
export function visitor<B extends z.ZodType, R extends z.ZodType>(
  spec: { body: B; returns: R; spend?: (visitor: Visitor) => Promise<void> },
  verb: (visitor: Visitor, body: z.output<B>) => Promise<z.input<R>>,
) {
  return (request: Request): Promise<Response> =>
    visited(
      request,
      async (who) => {
        await spec.spend?.(who);
        const { value } = await readJson(request, MOST_BYTES);
        const body = spec.body.safeParse(value);
        if (!body.success) throw zodProblem(body.error, "body");
        return verb(who, body.data);
      },
      spec.returns,
    );
}

/** The same for a look, by its address. */
export function visitorLook<Q extends z.ZodType, R extends z.ZodType>(
  spec: { query: Q; returns: R },
  verb: (visitor: Visitor, query: z.output<Q>) => Promise<z.input<R>>,
) {
  return (request: Request): Promise<Response> =>
    visited(
      request,
      async (who) => {
        const query = spec.query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
        if (!query.success) throw zodProblem(query.error, "address");
        return verb(who, query.data);
      },
      spec.returns,
    );
}
