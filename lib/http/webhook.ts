import { randomUUID } from "node:crypto";
import { servedBy } from "@/lib/ctx";
import { env } from "@/lib/env";
import { AppError, notFound } from "@/lib/errors";
import { readBytes } from "@/lib/http/body";
import { problemResponse } from "@/lib/http/problem";
import { verified } from "@/lib/http/signer";
import { log } from "@/lib/log";
import { ports } from "@/lib/ports";
import { SignatureError } from "@/lib/providers/refusals";
import { takeIn } from "@/lib/webhooks/commands";
import { noteSigned } from "@/lib/webhooks/proofs/commands";
import { noteRefusal } from "@/lib/webhooks/refusals/commands";

/** SendGrid posts mail of up to 30 MB; base64 and multipart framing add to it. Its event batches stop at 768 kB. */
const MOST_MAIL = 45 * 1_048_576;
const MOST_EVENTS = 2 * 1_048_576;

/** Twilio reads any 2xx body as instructions; this one says "nothing to say". */
const TWIML_NOTHING = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

/**
 * The vendors' way in: the raw bytes are verified, stored, and only then answered. Unknown provider 404, bad or missing
 * signature 403, a repeat 200 without effect, a database that is away 503 (so that the vendor comes again).
 */
export async function webhook(
  request: Request,
  segment: { params: Promise<{ provider: string; secret?: string }> },
): Promise<Response> {
  const requestId = randomUUID();
  const { provider: name } = await segment.params;
  try {
    const known = ports();
    const served = servedBy(known);
    if (!Object.hasOwn(served, name) || !served[name]?.receive) throw notFound("provider");
    const { pathname, search } = new URL(request.url);
    const isMail = request.headers.get("content-type")?.startsWith("multipart/") ?? false;
    const body = await readBytes(request, isMail ? MOST_MAIL : MOST_EVENTS);
    const headers = Object.fromEntries(request.headers);
    // What the vendor signed is the public URL; request.url names whatever host the proxy in front of us used.
    const url = `${env().publicUrl}${pathname}${search}`;
    const signed = { url, method: request.method, headers, body };
    const { provider, events } = await verified(known, name, signed);
    // Setup health's own test event says nothing, and is no proof of the vendor's.
    if (events.length > 0) noteSigned(name, provider.ownerId, known.clock());
    await takeIn(known, name, events, provider.ownerId);
    return new Response(TWIML_NOTHING, { status: 200, headers: { "Content-Type": "text/xml" } });
  } catch (error) {
    if (error instanceof SignatureError) {
      log.warn("webhook.signature", { provider: name, requestId });
      noteRefusal(name, ports().clock());
      const words = "The signature of this request is missing or wrong.";
      return problemResponse(new AppError("forbidden", words, "signature"), requestId);
    }
    if (error instanceof AppError) return problemResponse(error, requestId);
    log.error("webhook.not_stored", error, { provider: name, requestId });
    const words = "The event could not be stored. Please send it again.";
    return problemResponse(
      new AppError("unavailable", words, "not_stored", { retryAfterSeconds: 5 }),
      requestId,
    );
  }
}
