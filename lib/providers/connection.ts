import http from "node:http";
import https from "node:https";
import type { Duplex } from "node:stream";
import type { Outcome } from "@/lib/providers/port";

/** Milliseconds that one hand-off may take before its outcome counts as unknown. */
export const SEND_TIMEOUT_MS = 10_000;

/** Errors that a socket raised before it could carry a byte: refused, unresolved, bad certificate, too slow to connect. */
const beforeFirstByte = new WeakSet<object>();

/** What a socket can only say before it carried a byte, also through `fetch`, whose sockets we do not hold. */
const CONNECTING =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EDNS|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_.*|CERT_.*|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE)$/;

/**
 * True when the request behind this SDK error never left: the vendor cannot have seen it, so sending it again is safe.
 * Follows `cause`, because axios and `fetch` wrap what the socket said.
 */
export function neverLeft(error: unknown): boolean {
  for (let link = error; link instanceof Error; link = link.cause) {
    if (beforeFirstByte.has(link)) return true;
    if ("code" in link && CONNECTING.test(String(link.code))) return true;
  }
  return false;
}

function watched(socket: Duplex, ready: "connect" | "secureConnect", connectTimeoutMs: number): Duplex {
  const timer = setTimeout(
    () => socket.destroy(new Error(`No connection within ${connectTimeoutMs} ms.`)),
    connectTimeoutMs,
  );
  const early = (error: object) => {
    clearTimeout(timer);
    beforeFirstByte.add(error);
  };
  socket.once("error", early);
  socket.once(ready, () => {
    clearTimeout(timer);
    socket.off("error", early);
  });
  return socket;
}

class PlainAgent extends http.Agent {
  constructor(readonly connectTimeoutMs: number) {
    super(POOL);
  }
  override createConnection(...args: Parameters<http.Agent["createConnection"]>) {
    const socket = super.createConnection(...args);
    return socket && watched(socket, "connect", this.connectTimeoutMs);
  }
}

class TlsAgent extends https.Agent {
  constructor(readonly connectTimeoutMs: number) {
    super(POOL);
  }
  override createConnection(...args: Parameters<https.Agent["createConnection"]>) {
    const socket = super.createConnection(...args);
    return socket && watched(socket, "secureConnect", this.connectTimeoutMs);
  }
}

// An idle socket that the vendor closes while we write makes an unknown outcome, so idle ones are dropped after 4 s
// (Node's own servers close theirs at 5 s).
const POOL = { keepAlive: true, timeout: 4_000 } as const;

/** A connection pool per provider. A connection not ready after half the send timeout is given up, and `neverLeft`. */
export function connectionPool(sendTimeoutMs: number): { httpAgent: http.Agent; httpsAgent: https.Agent } {
  const connectTimeoutMs = Math.min(5_000, sendTimeoutMs / 2);
  return { httpAgent: new PlainAgent(connectTimeoutMs), httpsAgent: new TlsAgent(connectTimeoutMs) };
}

/**
 * The work's result, or `null` when `ms` pass or the caller aborts first. The request itself may still arrive at the
 * vendor: `null` means unknown, never "not sent".
 */
export function within<T>(work: Promise<T>, ms: number, signal?: AbortSignal): Promise<T | null> {
  return new Promise((resolve, reject) => {
    // An abort controller for each hand-off costs more than the rest of this function: it makes an error with a stack.
    const end = (settle: () => void) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
      settle();
    };
    const stop = () => end(() => resolve(null));
    const timer = setTimeout(stop, ms);
    signal?.addEventListener("abort", stop);
    work.then(
      (result) => end(() => resolve(result)),
      (error) => end(() => reject(error)),
    );
  });
}

/** Nothing was written: the same message may go again, here or elsewhere. */
const NOTHING_LEFT: Outcome = { kind: "rejected", retry: true, reason: "service_down" };

/**
 * One request to a vendor: its outcome, `null` (unknown) when `timeoutMs` pass or the caller aborts. An error that came
 * before the first byte is a later try; any other is what `refusal` makes of it.
 */
export async function handOff(
  limits: { timeoutMs: number; signal?: AbortSignal | undefined },
  request: () => Promise<Outcome | null>,
  refusal: (error: unknown) => Outcome | null,
): Promise<Outcome | null> {
  if (limits.signal?.aborted) return NOTHING_LEFT;
  const answered = request().catch((error: unknown) => (neverLeft(error) ? NOTHING_LEFT : refusal(error)));
  return within(answered, limits.timeoutMs, limits.signal);
}

/**
 * True when this HTTP status proves that the vendor did not take the message. 2xx belongs to an answer that broke off;
 * 408 and 5xx leave it open.
 */
export function isRefusal(status: unknown): status is number {
  return typeof status === "number" && status >= 300 && status < 500 && status !== 408;
}

/** A vendor's Retry-After (seconds or an HTTP date, RFC 9110 §10.2.3) as an instant; nothing when it says nothing. */
export function retryAfter(value: unknown, now: Date): { notBefore?: Date } {
  if (typeof value !== "string" || value.trim() === "") return {};
  const seconds = Number(value);
  const at = Number.isFinite(seconds) ? now.getTime() + seconds * 1_000 : Date.parse(value);
  return Number.isNaN(at) ? {} : { notBefore: new Date(at) };
}
