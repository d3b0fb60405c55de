import http from "node:http";
import https from "node:https";

export type Delivery =
  | { kind: "answer"; status: number; body: string }
  /** `ct`: no connection; `rt`: connected, no answer in time or cut off. Twilio's own names. */
  | { kind: "ct" | "rt"; error: string };

export interface Parcel {
  url: string;
  headers: Record<string, string>;
  body: Buffer;
  timeoutMs: number;
}

/** At most this many callbacks at once: enough to fill the hub, few enough not to drown it. */
const AT_ONCE = 32;

/** Never connected: the request cannot have been read. */
const NOT_CONNECTED = new Set(["ECONNREFUSED", "ENOTFOUND", "EHOSTUNREACH", "ENETUNREACH", "EAI_AGAIN"]);

/** Posts webhooks to the hub over kept-alive connections, a bounded number at a time. */
export class Courier {
  private readonly plain = new http.Agent({ keepAlive: true, maxSockets: AT_ONCE });
  private readonly secure = new https.Agent({ keepAlive: true, maxSockets: AT_ONCE });
  private readonly queue: (() => void)[] = [];
  private busy = 0;

  constructor(
    private readonly publicUrl: string,
    private readonly hubLocalUrl: string,
  ) {}

  get waiting(): number {
    return this.queue.length + this.busy;
  }

  async post(parcel: Parcel): Promise<Delivery> {
    if (this.busy >= AT_ONCE) await new Promise<void>((resolve) => this.queue.push(resolve));
    this.busy += 1;
    try {
      const first = await this.once(parcel);
      // A kept-alive socket may have been closed by the hub just as we wrote on it: nothing was read, so ask again.
      return first === "stale socket" ? settle(await this.once(parcel)) : first;
    } finally {
      this.busy -= 1;
      this.queue.shift()?.();
    }
  }

  close(): void {
    this.plain.destroy();
    this.secure.destroy();
  }

  private once(parcel: Parcel): Promise<Delivery | "stale socket"> {
    const named = new URL(parcel.url);
    const real = named.origin === this.publicUrl ? new URL(this.hubLocalUrl) : named;
    const secure = real.protocol === "https:";
    return new Promise((resolve) => {
      const request = (secure ? https : http).request(
        {
          host: real.hostname.replace(/^\[|\]$/g, ""),
          port: real.port || (secure ? 443 : 80),
          path: named.pathname + named.search,
          method: "POST",
          agent: secure ? this.secure : this.plain,
          headers: { ...parcel.headers, host: named.host, "content-length": parcel.body.length },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("end", () => {
            const body = Buffer.concat(chunks).toString("utf8");
            resolve({ kind: "answer", status: response.statusCode ?? 0, body });
          });
          response.on("error", (error) => resolve({ kind: "rt", error: error.message }));
        },
      );
      request.setTimeout(parcel.timeoutMs, () => request.destroy(new Error("timed out")));
      request.on("error", (error: NodeJS.ErrnoException) => {
        if (request.reusedSocket && error.code === "ECONNRESET") resolve("stale socket");
        else resolve({ kind: NOT_CONNECTED.has(error.code ?? "") ? "ct" : "rt", error: error.message });
      });
      request.end(parcel.body);
    });
  }
}

function settle(outcome: Delivery | "stale socket"): Delivery {
  return outcome === "stale socket" ? { kind: "rt", error: "connection reset" } : outcome;
}
