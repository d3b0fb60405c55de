import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { problemResponse } from "@/lib/http/problem";

export interface OpenSpec<R extends z.ZodType> {
  summary: string;
  returns: R;
}

export type OpenHandler = ((request: Request) => Promise<Response>) & { open: OpenSpec<z.ZodType> };

/**
 * An address that anyone may read: it knows no identity and so no clinic. Its verb must not show anything about a
 * patient or a clinic. It may answer with a status of its own.
 */
export function open<R extends z.ZodType>(
  spec: OpenSpec<R>,
  verb: (request: Request) => Promise<{ status?: number; body: z.input<R> }>,
): OpenHandler {
  const handle = async (request: Request) => {
    const requestId = randomUUID();
    try {
      const { status = 200, body } = await verb(request);
      return Response.json(spec.returns.parse(body), {
        status,
        headers: { "Cache-Control": "no-store", "X-Request-Id": requestId },
      });
    } catch (error) {
      return problemResponse(error, requestId);
    }
  };
  return Object.assign(handle, { open: spec });
}
