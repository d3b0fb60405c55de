import { setTimeout as sleep } from "node:timers/promises";
import type { Clinic } from "@/bench/stack/clinic";
import type { Stack } from "@/bench/stack/stack";
import type { LiveChange } from "@/lib/live/schema";

const PATIENCE_MS = 10_000;

/** One reader of `GET /api/live`, as a browser is. Keeps when each subject was told of, by our own clock. */
export class LiveReader {
  private readonly heard: { change: LiveChange; at: number }[] = [];
  private waiting: (() => void)[] = [];
  private readonly gate = new AbortController();

  static async open(stack: Stack, { apiKey }: Clinic): Promise<LiveReader> {
    const reader = new LiveReader();
    const answer = await fetch(`${stack.url}/api/live`, {
      headers: { authorization: `Bearer ${apiKey}`, accept: "text/event-stream" },
      signal: reader.gate.signal,
    });
    if (!answer.ok || !answer.body) throw new Error(`/api/live answers ${answer.status}.`);
    const { body } = answer;
    await new Promise<void>((caughtUp) => void reader.read(body, caughtUp));
    return reader;
  }

  /** When the first change after `since` (performance.now()) that `matches` was heard; waits for it. */
  async first(since: number, matches: (change: LiveChange) => boolean): Promise<number> {
    const end = performance.now() + PATIENCE_MS;
    while (performance.now() < end) {
      const found = this.heard.find(({ change, at }) => at >= since && matches(change));
      if (found) return found.at;
      const heard = new Promise<void>((again) => this.waiting.push(again));
      await Promise.race([heard, sleep(PATIENCE_MS, undefined, { ref: false })]);
    }
    throw new Error(`The event stream told nothing of it within ${PATIENCE_MS / 1_000} s.`);
  }

  close(): void {
    this.gate.abort();
  }

  private async read(body: ReadableStream<Uint8Array>, caughtUp: () => void): Promise<void> {
    const [reader, decoder] = [body.getReader(), new TextDecoder()];
    let text = "";
    try {
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        text += decoder.decode(part.value, { stream: true });
        for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
          this.take(text.slice(0, end), caughtUp);
          text = text.slice(end + 2);
        }
      }
    } catch (error) {
      if (!this.gate.signal.aborted) throw error;
    }
  }

  private take(event: string, caughtUp: () => void): void {
    const name = /^event: (.*)$/m.exec(event)?.[1];
    if (name === "caught-up") caughtUp();
    if (name !== "changes") return;
    const at = performance.now();
    const changes = JSON.parse(/^data: (.*)$/m.exec(event)?.[1] ?? "[]") as LiveChange[];
    for (const change of changes) this.heard.push({ change, at });
    const { waiting } = this;
    this.waiting = [];
    for (const again of waiting) again();
  }
}
