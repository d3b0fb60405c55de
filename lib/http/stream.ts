import { randomUUID } from "node:crypto";
import type { Ctx } from "@/lib/ctx";
import { type Asked, admit } from "@/lib/http/admit";
import { AllowanceSpent } from "@/lib/http/limits/commands";
import { problemResponse } from "@/lib/http/problem";

/** The gate of an event stream (`text/event-stream`): who → may they → show for as long as it lasts. */
export function stream(
  spec: { permission: Asked; summary: string },
  verb: (ctx: Ctx, request: Request) => Promise<ReadableStream<Uint8Array>>,
) {
  return async (request: Request): Promise<Response> => {
    const requestId = randomUUID();
    try {
      const { ctx, allowance } = await admit(request, { ...spec, activity: false }, requestId);
      return new Response(await verb(ctx, request), {
        headers: {
          "Content-Type": "text/event-stream; charset=utf-8",
          "Cache-Control": "no-cache, no-transform",
          "X-Accel-Buffering": "no",
          "X-Request-Id": requestId,
          ...allowance,
        },
      });
    } catch (error) {
      return problemResponse(error, requestId, error instanceof AllowanceSpent ? error.headers : {});
    }
  };
}
