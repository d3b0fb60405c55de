import { randomUUID } from "node:crypto";
import type { Ctx } from "@/lib/ctx";
import { type Asked, admit } from "@/lib/http/admit";
import { AllowanceSpent } from "@/lib/http/limits/commands";
import { problemResponse } from "@/lib/http/problem";

/**
 * Pictures a browser shows by itself and that carry no script. Everything else is a download, also a PDF: browsers show
 * none in a sandbox.
 */
const SHOWN = ["image/jpeg", "image/png", "image/gif", "image/webp"];

interface StoredFile {
  bytes: Uint8Array;
  contentType: string;
  filename: string;
  /** The policy of a page that our own pages show in a frame; it runs nothing. */
  framed?: string;
}

/** RFC 8187 §3.2.1: what encodeURIComponent leaves and the header does not take. Half a character would throw. */
function encoded(filename: string): string {
  const whole = Buffer.from(filename, "utf8").toString("utf8");
  return encodeURIComponent(whole).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The gate of a stored file: who → may they → its bytes. A stranger's file never runs on our origin. */
export function download(
  spec: { permission: Asked; summary: string },
  verb: (ctx: Ctx, params: Record<string, string | string[] | undefined>) => Promise<StoredFile>,
) {
  return async (
    request: Request,
    segment: { params: Promise<Record<string, string | string[] | undefined>> },
  ): Promise<Response> => {
    const requestId = randomUUID();
    try {
      const { ctx, allowance } = await admit(request, spec, requestId);
      const { bytes, contentType, filename, framed } = await verb(ctx, await segment.params);
      const shown = framed !== undefined || SHOWN.includes(contentType);
      return new Response(new Uint8Array(bytes), {
        headers: {
          "Content-Type": shown ? contentType : "application/octet-stream",
          "Content-Disposition": `${shown ? "inline" : "attachment"}; filename*=UTF-8''${encoded(filename)}`,
          "Content-Security-Policy": `${framed ?? "default-src 'none'"}; sandbox; frame-ancestors 'self'`,
          "X-Content-Type-Options": "nosniff",
          "Cache-Control": "private, no-store",
          "X-Request-Id": requestId,
          ...allowance,
        },
      });
    } catch (error) {
      return problemResponse(error, requestId, error instanceof AllowanceSpent ? error.headers : {});
    }
  };
}
