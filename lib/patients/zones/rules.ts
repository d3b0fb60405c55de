import { placeOfZip } from "@/lib/patients/places/rules";
import nanp from "@/lib/patients/zones/nanp-prefixes.json" with { type: "json" };

export type ZoneSource = "explicit" | "address" | "area_code" | "clinic";

export interface Zones {
  /** IANA zones, at least one. A message may go only when it may go in every one of them. */
  zones: string[];
  source: ZoneSource;
}

/** National prefix (3 or 6 digits after +1) to its zones. */
const ZONES_OF_PREFIX = new Map(
  Object.entries(nanp.prefixes).flatMap(([zones, prefixes]) =>
    prefixes.split(" ").map((prefix) => [prefix, zones.split("&")] as const),
  ),
);

/** An area code that lies in several zones and an exchange that the map does not know: all of its zones. */
const ZONES_OF_AREA = new Map<string, string[]>();
for (const [prefix, zones] of ZONES_OF_PREFIX) {
  const area = prefix.slice(0, 3);
  ZONES_OF_AREA.set(area, [...new Set([...(ZONES_OF_AREA.get(area) ?? []), ...zones])].sort());
}

function zonesOfPhone(e164: string): string[] {
  const national = /^\+1(\d{10})$/.exec(e164)?.[1];
  if (!national) return [];
  for (let length = 6; length > 3; length -= 1) {
    const zones = ZONES_OF_PREFIX.get(national.slice(0, length));
    if (zones) return zones;
  }
  return ZONES_OF_AREA.get(national.slice(0, 3)) ?? [];
}

/** Spreadsheets drop the leading zeros of "02139"; ZIP+4 is cut to its first five digits. */
export function zipOf(address: unknown): string | null {
  if (typeof address !== "object" || address === null) return null;
  const { zip, country } = address as { zip?: unknown; country?: unknown };
  if (typeof country === "string" && !/^(?:us|usa|united states.*|pr|gu|vi|as|mp)?$/i.test(country.trim())) {
    return null;
  }
  const digits = /^\s*(\d{3,5})(?:-\d{4})?\s*$/.exec(String(zip ?? ""))?.[1];
  return digits ? digits.padStart(5, "0") : null;
}

function zoneOfZip(zip: string | null): string | null {
  return zip ? (placeOfZip(zip)?.zone ?? null) : null;
}

/** Whether this runtime knows the IANA zone. */
export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return /^(?:UTC|[A-Z][A-Za-z_]+(?:\/[A-Za-z0-9_+-]+)+)$/.test(name);
  } catch {
    return false;
  }
}

/**
 * Where a patient's day passes: the zone that was named (until `timeZoneUntil`) > the ZIP's > the area codes' > the
 * clinic's. Phone numbers move with people, so every zone an area code may mean is returned.
 */
export function zonesOf(
  patient: {
    timeZone: string | null;
    timeZoneUntil: Date | null;
    address: unknown;
    /** E.164 numbers of the patient, those that are still in use. */
    phones: readonly string[];
    clinicTimeZone: string;
  },
  now: Date,
): Zones {
  const explicit = patient.timeZone && (!patient.timeZoneUntil || now < patient.timeZoneUntil);
  if (explicit && patient.timeZone) return { zones: [patient.timeZone], source: "explicit" };
  const byAddress = zoneOfZip(zipOf(patient.address));
  if (byAddress) return { zones: [byAddress], source: "address" };
  const byPhone = [...new Set(patient.phones.flatMap(zonesOfPhone))].sort();
  if (byPhone.length > 0) return { zones: byPhone, source: "area_code" };
  return { zones: [patient.clinicTimeZone], source: "clinic" };
}
