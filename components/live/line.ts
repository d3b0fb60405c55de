import { comparePlaces } from "@/components/live/place";
import type { LiveChange } from "@/lib/live/schema";

/** What a line tells the tabs that share it. */
export type LineMessage =
  | { type: "state"; state: LineState }
  | { type: "changes"; changes: LiveChange[]; cursor: string }
  | { type: "reset"; cursor: string }
  | { type: "ended" };

/** `connecting`: not there yet, or gone for a moment. `offline`: gone, and the first tries to come back failed. */
export type LineState = "connecting" | "catching up" | "live" | "offline";

/** The server beats every 20 s; after two missed beats the line is dead, whatever the browser believes. */
const SILENCE_MS = 45_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;
/** A line that is back sooner than this was never told to be offline. */
const PATIENCE_MS = 3_000;
/** Batches kept for tabs that join later. */
const KEPT = 200;
/** Changes remembered, so that one told again after a lost connection is not heard twice. */
const REMEMBERED = 2_000;

type Tab = (message: LineMessage) => void;

/**
 * The one event stream of a browser. It reconnects by itself, goes on from its cursor and replays to a tab that joins
 * what came after the tab's own cursor. Lives in a SharedWorker or in the leading tab.
 */
export class Line {
  private readonly tabs = new Set<Tab>();
  private readonly kept: { changes: LiveChange[]; cursor: string }[] = [];
  private readonly heard = new Set<string>();
  private floor: string;
  private state: LineState = "connecting";
  private source: EventSource | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private silence: ReturnType<typeof setTimeout> | undefined;
  private patience: ReturnType<typeof setTimeout> | undefined;
  private wait = FIRST_WAIT_MS;

  constructor(private cursor: string) {
    this.floor = cursor;
    globalThis.addEventListener("online", this.again);
    this.connect();
  }

  /** Adds a tab that has read everything up to `cursor`. Answers how it leaves. */
  join(cursor: string, tab: Tab): () => void {
    this.tabs.add(tab);
    if (comparePlaces(cursor, this.floor) < 0) tab({ type: "reset", cursor: this.cursor });
    for (const batch of this.kept) {
      if (comparePlaces(batch.cursor, cursor) >= 0) tab({ type: "changes", ...batch });
    }
    tab({ type: "state", state: this.state });
    return () => this.tabs.delete(tab);
  }

  close(): void {
    globalThis.removeEventListener("online", this.again);
    for (const timer of [this.retry, this.silence, this.patience]) clearTimeout(timer);
    this.source?.close();
  }

  private readonly again = () => {
    if (this.state === "live" || this.state === "catching up") return;
    clearTimeout(this.retry);
    this.connect();
  };

  private connect(): void {
    this.source?.close();
    const source = new EventSource(`/api/live?${new URLSearchParams({ cursor: this.cursor })}`);
    this.source = source;
    this.listenForSilence();
    const on = (name: string, act: (event: MessageEvent<string>) => void) =>
      source.addEventListener(name, (event: MessageEvent<string>) => {
        if (source !== this.source) return;
        this.listenForSilence();
        if (event.lastEventId) this.cursor = event.lastEventId;
        act(event);
      });
    source.onopen = () => {
      this.wait = FIRST_WAIT_MS;
      this.become("catching up");
    };
    source.onerror = () => source === this.source && void this.lost();
    on("beat", () => undefined);
    on("changes", ({ data }) => this.keep(JSON.parse(data) as LiveChange[]));
    on("caught-up", () => this.become("live"));
    on("reset", () => {
      this.kept.length = 0;
      this.floor = this.cursor;
      this.tell({ type: "reset", cursor: this.cursor });
    });
    on("ended", () => this.end());
  }

  private keep(told: LiveChange[]): void {
    const changes = told.filter(({ id }) => !this.heard.has(id));
    for (const { id } of changes) this.heard.add(id);
    for (const id of this.heard) {
      if (this.heard.size <= REMEMBERED) break;
      this.heard.delete(id);
    }
    if (changes.length === 0) return;
    const batch = { changes, cursor: this.cursor };
    this.kept.push(batch);
    if (this.kept.length > KEPT) this.floor = this.kept.shift()?.cursor ?? this.floor;
    this.tell({ type: "changes", ...batch });
  }

  /** An EventSource hides why it failed: a session that ended would be asked for again for ever. */
  private async lost(): Promise<void> {
    this.source?.close();
    this.source = undefined;
    clearTimeout(this.silence);
    if (this.state !== "offline") this.become("connecting");
    this.patience ??= setTimeout(() => this.giveUp(), PATIENCE_MS);
    const signal = AbortSignal.timeout(LONGEST_WAIT_MS);
    const status = await fetch("/api/v1/me", { cache: "no-store", signal }).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status === 401) return this.end();
    // The browser may have said "online" meanwhile, and the new line is up already.
    if (this.source) return;
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.connect(), this.wait * (0.75 + Math.random() / 2));
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT_MS);
  }

  private giveUp(): void {
    this.patience = undefined;
    if (this.state === "connecting") this.become("offline");
  }

  private listenForSilence(): void {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => void this.lost(), SILENCE_MS);
  }

  private end(): void {
    this.close();
    this.tell({ type: "ended" });
  }

  private become(state: LineState): void {
    if (state === "live") {
      clearTimeout(this.patience);
      this.patience = undefined;
    }
    if (state === this.state) return;
    this.state = state;
    this.tell({ type: "state", state });
  }

  private tell(message: LineMessage): void {
    for (const tab of this.tabs) tab(message);
  }
}
