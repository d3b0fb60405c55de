import { HOLIDAYS, holidayOn } from "@/lib/clinics/holidays/rules";
import { STATES } from "@/lib/delivery/rules/quiet/overlays";
import { placeAt } from "@/lib/delivery/rules/quiet/place";
import { stateHolidayOn } from "@/lib/delivery/rules/quiet/state-holidays";
import { localDateOf, nextDayIn } from "@/lib/delivery/rules/time";
import type { Facts } from "@/lib/delivery/schema";

interface HolidayThere {
  name: string;
  /** The state that forbids soliciting on it, by its code; null: the clinic keeps federal holidays. */
  state: string | null;
  zone: string;
  until: Date;
}

/**
 * The holiday that it is, or that is kept, in any zone the patient may be in, and when that day ends there: of a state
 * that forbids soliciting on it, or, where the clinic keeps those, of the federal ones. Null: none.
 */
export function holidayAt(patient: Facts["patient"], at: Date, clinicKeeps: boolean): HolidayThere | null {
  const states = patient.states.filter((code) => STATES[code]);
  if (states.length === 0 && !clinicKeeps) return null;
  for (const zone of placeAt(patient, at).zones) {
    const date = localDateOf(at, zone);
    for (const state of states) {
      const name = stateHolidayOn(state, date);
      if (name) return { name, state, zone, until: nextDayIn(at, zone) };
    }
    const federal = clinicKeeps ? holidayOn(date) : null;
    if (federal) return { name: HOLIDAYS[federal], state: null, zone, until: nextDayIn(at, zone) };
  }
  return null;
}
