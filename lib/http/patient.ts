import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { identifyVisitor, type Visitor } from "@/lib/auth/portal";
import { addressOf } from "@/lib/http/admit";
import { readJson } from "@/lib/http/body";
import { AllowanceSpent, spendPortalTry } from "@/lib/http/limits/commands";
import { checkOrigin } from "@/lib/http/origin";
import { PRIVATE, sessionCookie } from "@/lib/http/private";
import { problemResponse, zodProblem } from "@/lib/http/problem";

async function answered(
  request: Request,
  act: (requestId: string) => Promise<string | null>,
): Promise<Response> {
  const requestId = randomUUID();
  try {
    checkOrigin(request);
    const token = await act(requestId);
    const headers = { ...PRIVATE, "X-Request-Id": requestId, "Set-Cookie": sessionCookie(token) };
    return new Response(null, { status: 204, headers });
  } catch (error) {
    return problemResponse(error, requestId, error instanceof AllowanceSpent ? error.headers : {});
  }
}

/**
 * The way in for a patient who is nobody yet: within what this caller's address may try → what did they say → sign in.
 * The verb answers the session's token, which goes into the cookie and nowhere else.
 */
export function patientEntry<B extends z.ZodType>(schema: B, verb: (body: z.output<B>) => Promise<string>) {
  return (request: Request): Promise<Response> =>
    answered(request, async () => {
      await spendPortalTry(addressOf(request));
      const { value } = await readJson(request, 4_096);
      const body = schema.safeParse(value);
      if (!body.success) throw zodProblem(body.error, "body");
      return verb(body.data);
    });
}

/** The way out. Who is not signed in loses the cookie all the same. */
export function patientExit(verb: (visitor: Visitor) => Promise<void>) {
  return (request: Request): Promise<Response> =>
    answered(request, async (requestId) => {
      const visitor = await identifyVisitor(request.headers, requestId);
      if (visitor) await verb(visitor);
      return null;
    });
}
