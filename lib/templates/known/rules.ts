import { DateTime } from "luxon";
import { tagsOf } from "@/lib/templates/language/rules";

/**
 * What every template may say without being told: `firstName`, `lastName`, `clinicName`, `clinicPhone` and, when a
 * visit is booked, `appointmentDate`, `appointmentTime`, `appointmentProvider`, `appointmentLocation`. A visit's time
 * is told on the clinic's wall, because that is where the patient will stand.
 */
export function knownVariables(
  patient: { firstName: string; lastName: string; language: string },
  clinic: { name: string; timeZone: string; phone: string | null },
  visit: { startsAt: Date; provider: string; location: string | null } | null,
): Record<string, string> {
  const at = visit && DateTime.fromJSDate(visit.startsAt, { zone: clinic.timeZone });
  const spanish = tagsOf(patient.language).includes("es");
  const day = spanish ? "cccc d 'de' LLLL" : "cccc, LLLL d";
  return {
    firstName: patient.firstName,
    lastName: patient.lastName,
    clinicName: clinic.name,
    clinicPhone: domestic(clinic.phone),
    ...(visit && at
      ? {
          appointmentDate: at.setLocale(spanish ? "es" : "en-US").toFormat(day),
          appointmentTime: at.setLocale("en-US").toFormat("h:mm a"),
          appointmentProvider: visit.provider,
          appointmentLocation: visit.location ?? "",
        }
      : {}),
  };
}

/** "303-555-0100": phones make a link of it and it stays in GSM-7. */
function domestic(phone: string | null): string {
  const parts = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(phone ?? "");
  return parts ? parts.slice(1).join("-") : (phone ?? "");
}
