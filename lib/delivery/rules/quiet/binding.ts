import type { Policy } from "@/lib/clinics/schema";
import { hoursFor } from "@/lib/delivery/rules/quiet/hours";
import { STATES } from "@/lib/delivery/rules/quiet/overlays";
import { standingAt } from "@/lib/delivery/rules/quiet/place";
import { weekdayIn } from "@/lib/delivery/rules/time";
import type { Evidence, Facts } from "@/lib/delivery/schema";

const DAYS = ["Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"];

/** What tells a reader which state's law holds a message, on which of its closed weekdays or days. */
export function stateEvidence(code: string, closed: string | null): Evidence {
  const { name, law } = STATES[code] ?? { name: code, law: null };
  return { state: name, law, stateClosed: closed };
}

/** The state whose hours hold a message longer than those of the law and the clinic do, with the day it closes; null: none. */
export function bindingState(
  policy: Policy,
  about: Parameters<typeof hoursFor>[1],
  patient: Facts["patient"],
  at: Date,
): Evidence | null {
  const opens = (states: readonly string[], none: number) => {
    const hours = hoursFor(policy, { ...about, states });
    const standing = hours && standingAt(patient, hours, at);
    return standing?.kind === "closed" ? standing : { opensAt: none, zone: null };
  };
  const without = opens([], at.getTime()).opensAt;
  let longest: { code: string; opensAt: number; zone: string | null } | null = null;
  for (const code of about.states) {
    const own = STATES[code] ? opens([code], 0) : null;
    if (own && own.opensAt > Math.max(without, longest?.opensAt ?? 0)) longest = { code, ...own };
  }
  if (!longest?.zone) return null;
  // The first whole day on the way to the opening on which the state is closed.
  const last = weekdayIn(new Date(longest.opensAt), longest.zone);
  let day = weekdayIn(new Date(without), longest.zone);
  while (day !== last && STATES[longest.code]?.week[day]?.length !== 0) day = (day + 1) % DAYS.length;
  return stateEvidence(longest.code, day === last ? null : (DAYS[day] ?? null));
}
