import type { Hours } from "@/lib/delivery/rules/quiet/hours";
import { BLOCK_MS, blockOf, type Stretch, stretchesOf, weekdayOf } from "@/lib/delivery/rules/time";

/** A time in which messages may go, half-open, in milliseconds. */
export interface Opening {
  from: number;
  to: number;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const MOST_KEPT = 1_000;

interface Known {
  block: number;
  openings: Opening[];
}

const kept = new WeakMap<Hours, Map<string, Known[]>>();

/**
 * Whether these hours are open in the zone at an instant: in which opening it lies, or when the next one begins. Open
 * means what the wall shows: an hour that clocks skip is not there, and one that they repeat is there twice.
 */
export function openingAt(zone: string, hours: Hours, at: number): Opening | { opensAt: number } {
  for (const opening of openingsOf(zone, hours, blockOf(at))) {
    if (at < opening.from) return { opensAt: opening.from };
    if (at < opening.to) return opening;
  }
  // Hours that stay closed for longer are asked again then.
  return { opensAt: (blockOf(at) + 1) * BLOCK_MS };
}

function openingsOf(zone: string, hours: Hours, block: number): Opening[] {
  const ofHours = kept.get(hours) ?? new Map<string, Known[]>();
  const ofZone = ofHours.get(zone) ?? [];
  for (const known of ofZone) if (known.block === block) return known.openings;
  const openings: Opening[] = [];
  for (const opening of stretchesOf(zone, block).flatMap((stretch) => openingsIn(stretch, hours))) {
    const last = openings.at(-1);
    if (last && opening.from <= last.to) last.to = Math.max(last.to, opening.to);
    else openings.push(opening);
  }
  if (ofHours.size >= MOST_KEPT) ofHours.clear();
  // A present, a next week and a planned one: what is older is reckoned again.
  kept.set(hours, ofHours);
  ofHours.set(zone, [{ block, openings }, ...ofZone.slice(0, 3)]);
  return openings;
}

function openingsIn(stretch: Stretch, { week }: Hours): Opening[] {
  const first = Math.floor((stretch.from + stretch.offset) / DAY_MS);
  const last = Math.floor((stretch.to - 1 + stretch.offset) / DAY_MS);
  const openings: Opening[] = [];
  for (let day = first; day <= last; day += 1) {
    const midnight = day * DAY_MS - stretch.offset;
    for (const [open, close] of week[weekdayOf(day)] ?? []) {
      const from = Math.max(stretch.from, midnight + open * MINUTE_MS);
      const to = Math.min(stretch.to, midnight + close * MINUTE_MS);
      if (from < to) openings.push({ from, to });
    }
  }
  return openings.sort((a, b) => a.from - b.from);
}
