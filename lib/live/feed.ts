import { encodePlace, type LivePlace } from "@/lib/live/cursor";
import { type LiveRound, readChanges } from "@/lib/live/queries";
import type { LiveEvent } from "@/lib/live/schema";
import { log } from "@/lib/log";
import { ports } from "@/lib/ports";

/** How soon a reader looks again while changes stand in the shadow of a running transaction: longer when they are many. */
const SHADOW_MS = 60;
const PER_SHADOWED_MS = 0.1;
/** The same after a failure. */
const RETRY_MS = 1_000;

export interface Listener {
  place: LivePlace;
  tell(event: LiveEvent, cursor: string): void;
}

interface Seat {
  listener: Listener;
  caughtUp: boolean;
  /** Ids told while they stood in the shadow: not told again when it goes. */
  early: Set<bigint>;
}

/** The listeners of one clinic. All that stand at the same place share one read. */
export class Feed {
  private readonly seats = new Set<Seat>();
  private reading = false;
  private again = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly clinicId: string) {}

  get empty(): boolean {
    return this.seats.size === 0;
  }

  add(listener: Listener): () => void {
    const seat: Seat = { listener, caughtUp: false, early: new Set() };
    this.seats.add(seat);
    this.read();
    return () => {
      this.seats.delete(seat);
      if (this.empty) clearTimeout(this.timer);
    };
  }

  /** Something may have changed. Calls while a read is under way make one more read. */
  read(): void {
    this.again = true;
    if (!this.reading) void this.run();
  }

  private async run(): Promise<void> {
    this.reading = true;
    try {
      while (this.again && !this.empty) {
        this.again = false;
        await this.round();
      }
    } catch (cause) {
      log.error("live.read_failed", cause, { clinicId: this.clinicId });
      this.later(RETRY_MS);
    } finally {
      this.reading = false;
    }
  }

  private async round(): Promise<void> {
    const byPlace = new Map<string, LivePlace>();
    for (const { listener } of this.seats) byPlace.set(encodePlace(listener.place), listener.place);
    for (const [cursor, place] of byPlace) {
      const seats = [...this.seats].filter(({ listener }) => encodePlace(listener.place) === cursor);
      const round = await readChanges(this.clinicId, place, ports().clock());
      for (const seat of seats) if (this.seats.has(seat)) tell(seat, round);
      if (round.more) this.again = true;
      if (round.shadowed.length > 0) this.later(SHADOW_MS + PER_SHADOWED_MS * round.shadowed.length);
    }
  }

  private later(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.read(), ms).unref();
  }
}

function tell(seat: Seat, round: LiveRound): void {
  const { listener, early } = seat;
  const cursor = encodePlace(round.place);
  const all = [...round.changes, ...round.shadowed];
  const fresh = all.filter(({ id }) => !early.has(id)).map(({ change }) => change);
  listener.place = round.place;
  for (const { id } of round.changes) early.delete(id);
  for (const { id } of round.shadowed) early.add(id);
  if (round.reset) listener.tell({ event: "reset", data: null }, cursor);
  if (fresh.length > 0) listener.tell({ event: "changes", data: fresh }, cursor);
  if (seat.caughtUp || round.more) return;
  seat.caughtUp = true;
  listener.tell({ event: "caught-up", data: null }, cursor);
}
