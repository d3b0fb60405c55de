import { randomUUID } from "node:crypto";
import { identifyMedia } from "@/lib/auth/media";
import type { Ctx } from "@/lib/ctx";
import { notFound } from "@/lib/errors";
import { addressOf } from "@/lib/http/admit";
import { AllowanceSpent, spendMedia, spendUnknown } from "@/lib/http/limits/commands";
import { problemResponse } from "@/lib/http/problem";
import { nameFor } from "@/lib/media/link/rules";

/** Nothing of a patient's file stays in a cache, an index or the next site's log. */
const PRIVATE = {
  "Cache-Control": "private, no-store",
  "Referrer-Policy": "no-referrer",
  "X-Robots-Tag": "noindex, nofollow, noarchive, nosnippet",
  "X-Content-Type-Options": "nosniff",
};

type Segment = { params: Promise<{ code: string }> };

/**
 * The way in for a vendor that fetches a file of a text: which address → is it asked for too often → its bytes, typed by
 * content. A code that is none, one that is not open and a file that is gone give one answer. HEAD is answered like GET,
 * because Twilio asks for both. The code is in the address, so it is never logged.
 */
export function media(
  verb: (
    ctx: Ctx,
    attachmentId: string,
    looks: boolean,
  ) => Promise<{ bytes: Uint8Array; contentType: string }>,
) {
  return async (request: Request, segment: Segment): Promise<Response> => {
    const requestId = randomUUID();
    try {
      const asked = await identifyMedia((await segment.params).code, requestId);
      if (!asked) {
        await spendUnknown(addressOf(request));
        throw notFound("file");
      }
      await spendMedia(asked.ctx, asked.attachmentId);
      const looks = request.method === "HEAD";
      const { bytes, contentType } = await verb(asked.ctx, asked.attachmentId, looks);
      return new Response(looks ? null : new Uint8Array(bytes), {
        headers: {
          ...PRIVATE,
          "Content-Type": contentType,
          "Content-Length": String(bytes.byteLength),
          "Content-Disposition": `inline; filename="${nameFor(contentType)}"`,
          "Content-Security-Policy": "default-src 'none'; sandbox",
          "X-Request-Id": requestId,
        },
      });
    } catch (error) {
      return problemResponse(error, requestId, {
        ...PRIVATE,
        ...(error instanceof AllowanceSpent ? error.headers : {}),
      });
    }
  };
}
