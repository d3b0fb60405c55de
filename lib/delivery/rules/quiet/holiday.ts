import { HOLIDAYS, holidayOn } from "@/lib/clinics/holidays/rules";
import { placeAt } from "@/lib/delivery/rules/quiet/place";
import { localDateOf, nextDayIn } from "@/lib/delivery/rules/time";
import type { Facts } from "@/lib/delivery/schema";

/** The federal holiday that it is, or that is kept, in any zone the patient may be in, and when that day ends there. */
export function holidayAt(
  patient: Facts["patient"],
  at: Date,
): { name: string; zone: string; until: Date } | null {
  for (const zone of placeAt(patient, at).zones) {
    const holiday = holidayOn(localDateOf(at, zone));
    if (holiday) return { name: HOLIDAYS[holiday], zone, until: nextDayIn(at, zone) };
  }
  return null;
}
