import { join } from "node:path";
import { Child } from "@/scripts/hub/child.mjs";
import type { Guard } from "@/scripts/supervisor/guard.mjs";
import type { WireEntry } from "@/simulator/wire-log";

const PAGE = 5_000;
const GRACE_MS = 3_000;

/** The vendors: a process of their own that outlives the hub, as they do. */
export class Simulator {
  pid = 0;
  private readonly child: Child;

  constructor(
    readonly url: string,
    env: Record<string, string | undefined>,
    guard: Guard,
    logs: string,
  ) {
    const isReady = () =>
      fetch(`${url}/_sim/health`).then(
        ({ ok }) => ok,
        () => false,
      );
    this.child = new Child(
      {
        name: "simulator",
        args: ["--import", "tsx", "simulator/main.ts"],
        env: { ...env, SIM_KEEP: "100000" },
        log: join(logs, "simulator.log"),
        isReady,
      },
      {
        say: (line: string) => void process.stderr.write(`${line}\n`),
        born: (_name: string, pid: number) => {
          this.pid = pid;
          guard.watch(pid);
        },
        gone: (_name: string, pid: number) => guard.forget(pid),
      },
    );
  }

  start(): Promise<void> {
    return this.child.start();
  }

  stop(): Promise<void> {
    return this.child.stop(GRACE_MS);
  }

  holdReceipts(): Promise<unknown> {
    return this.control("POST", "/_sim/receipts/hold");
  }

  releaseReceipts(): Promise<unknown> {
    return this.control("POST", "/_sim/receipts/release");
  }

  /** Forgets the wire log and every receipt still to come. */
  forget(): Promise<unknown> {
    return this.control("DELETE", "/_sim/messages");
  }

  setPace(pace: { deliverAfterMs?: number }): Promise<unknown> {
    return this.control("POST", "/_sim/settings", pace);
  }

  /** A patient texts; resolves with what the hub answered the vendor. */
  text(message: { from: string; to: string; body: string }): Promise<unknown> {
    return this.control("POST", "/_sim/inbound/sms", message);
  }

  /** Hand-offs that the vendor took on, oldest first. */
  async taken(): Promise<WireEntry[]> {
    const all: WireEntry[] = [];
    let after: string | null = "";
    while (after !== null) {
      const query: string = after ? `&after=${after}` : "";
      const page = (await this.control("GET", `/_sim/messages?limit=${PAGE}${query}`)) as {
        items: WireEntry[];
        nextCursor: string | null;
      };
      all.push(...page.items);
      after = page.nextCursor;
    }
    return all.filter(({ accepted }) => accepted);
  }

  /** Requests on the wire log, refused ones too. */
  async seen(): Promise<number> {
    const { total } = (await this.control("GET", "/_sim/messages?limit=1")) as { total: number };
    return total;
  }

  /** Requests to send these words to one phone on the wire log, refused ones too. */
  async seenBy(phone: string, words: string): Promise<number> {
    const path = `/_sim/messages?limit=100&to=${encodeURIComponent(phone)}`;
    const { items } = (await this.control("GET", path)) as { items: WireEntry[] };
    return items.filter(({ body }) => body === words).length;
  }

  private async control(method: string, path: string, body?: unknown): Promise<unknown> {
    const init = body === undefined ? {} : { body: JSON.stringify(body) };
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`${this.url}${path}`, { method, headers, ...init });
    if (!answer.ok) throw new Error(`The simulator answers ${answer.status} to ${path}.`);
    const text = await answer.text();
    return text ? JSON.parse(text) : null;
  }
}
