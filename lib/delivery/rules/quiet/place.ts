import type { PlaceFact } from "@/lib/delivery/facts/schema";
import type { Hours } from "@/lib/delivery/rules/quiet/hours";
import { openingAt } from "@/lib/delivery/rules/quiet/openings";
import type { Facts } from "@/lib/delivery/schema";

/** Where the patient's day passes at an instant: a zone that was named for a journey ends with it. */
export function placeAt(patient: PlaceFact & Pick<Facts["patient"], "moves">, at: Date): PlaceFact {
  return patient.moves && at >= patient.moves.at ? patient.moves : patient;
}

export type Standing =
  | { kind: "open"; since: number; closesAt: number }
  | { kind: "closed"; opensAt: number; zone: string };

/** The hours in every zone the patient may be in at that instant: where several are plausible, all must be open. */
export function standingAt(patient: Facts["patient"], hours: Hours, at: Date): Standing {
  const ms = at.getTime();
  const here = inAll(placeAt(patient, at).zones, hours, ms);
  const turn = patient.moves && at < patient.moves.at ? patient.moves.at.getTime() : null;
  if (turn === null || !patient.moves) return here;
  if (here.kind === "closed") return turn < here.opensAt ? { ...here, opensAt: turn } : here;
  const shut = turn < here.closesAt && inAll(patient.moves.zones, hours, turn).kind === "closed";
  return shut ? { ...here, closesAt: turn } : here;
}

function inAll(zones: readonly string[], hours: Hours, at: number): Standing {
  let [since, closesAt] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  let closed: Extract<Standing, { kind: "closed" }> | null = null;
  for (const zone of zones) {
    const opening = openingAt(zone, hours, at);
    if ("opensAt" in opening) {
      if (!closed || opening.opensAt > closed.opensAt)
        closed = { kind: "closed", opensAt: opening.opensAt, zone };
    } else {
      since = Math.max(since, opening.from);
      closesAt = Math.min(closesAt, opening.to);
    }
  }
  return closed ?? { kind: "open", since, closesAt };
}
