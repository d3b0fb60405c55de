"use client";

import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useState,
  useSyncExternalStore,
} from "react";

interface Clock {
  /** The server's instant when the page was made, in epoch ms. */
  start: number;
  /** The zone that times are told in unless said otherwise (IANA name). */
  zone: string;
}

const ClockContext = createContext<Clock>({ start: 0, zone: "UTC" });

const TICK_MS = 15_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let ahead = 0;
let ticked = 0;

function tick(): void {
  ticked = Date.now() + ahead;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/**
 * Gives the screen the hub's clock, which may run ahead of or behind this computer's, and the clinic's zone. The
 * first paint uses the server's instant, so that server and browser write the same words.
 */
export function ClockProvider({ now, zone, children }: { now: string; zone: string; children: ReactNode }) {
  const [clock] = useState<Clock>(() => ({ start: Date.parse(now), zone }));
  useEffect(() => {
    ahead = clock.start - Date.now();
    tick();
  }, [clock]);
  return <ClockContext value={clock}>{children}</ClockContext>;
}

/** The hub's time, renewed every 15 seconds. */
export function useNow(): Date {
  const { start } = use(ClockContext);
  const read = useCallback(() => (ticked === 0 ? start : ticked), [start]);
  return new Date(useSyncExternalStore(subscribe, read, () => start));
}

/** The hub's time at this instant, for an event handler: stamps an optimistic row, starts a count-down. */
export function hubNow(): Date {
  return new Date(Date.now() + ahead);
}

/** The zone that times are told in: the clinic's. */
export function useZone(): string {
  return use(ClockContext).zone;
}
