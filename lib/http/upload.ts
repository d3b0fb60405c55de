import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { Ctx } from "@/lib/ctx";
import { AppError } from "@/lib/errors";
import { type Asked, admit } from "@/lib/http/admit";
import { readBytes } from "@/lib/http/body";
import { cleanText } from "@/lib/http/clean";
import { AllowanceSpent } from "@/lib/http/limits/commands";
import { problemResponse } from "@/lib/http/problem";

/**
 * The gate of a file that comes in: who → may they → its bytes → keep → show. The body is the file itself; its name
 * stands percent-encoded in `X-File-Name`, because addresses are logged and names of files tell about patients.
 */
export function upload<R extends z.ZodType>(
  spec: { permission: Asked; summary: string; returns: R; maxBytes: number },
  verb: (ctx: Ctx, file: { name: string; bytes: Uint8Array }) => Promise<z.input<R>>,
) {
  return async (request: Request): Promise<Response> => {
    const requestId = randomUUID();
    try {
      const { ctx, allowance } = await admit(request, spec, requestId);
      const name = nameIn(request);
      const bytes = await readBytes(request, spec.maxBytes);
      const shown = spec.returns.parse(await verb(ctx, { name, bytes }));
      const headers = { "Cache-Control": "no-store", "X-Request-Id": requestId, ...allowance };
      return Response.json(shown, { status: 201, headers });
    } catch (error) {
      return problemResponse(error, requestId, error instanceof AllowanceSpent ? error.headers : {});
    }
  };
}

function nameIn(request: Request): string {
  try {
    return cleanText(decodeURIComponent(request.headers.get("x-file-name") ?? ""));
  } catch {
    const problem = "X-File-Name is the file's name, percent-encoded in UTF-8.";
    throw new AppError("invalid", problem, "name", { fields: [{ field: "X-File-Name", problem }] });
  }
}
