import { placeOfZip } from "@/lib/patients/places/rules";
import codes from "@/lib/patients/states/area-codes.json" with { type: "json" };
import { zipOf } from "@/lib/patients/zones/rules";

const STATE_OF_AREA = new Map(
  Object.entries(codes.states).flatMap(([state, areas]) =>
    areas.split(" ").map((area) => [area, state] as const),
  ),
);

/** The states with stricter hours or days, as people write them out. */
const CODE_OF_NAME: Record<string, string> = {
  alabama: "AL",
  connecticut: "CT",
  florida: "FL",
  kentucky: "KY",
  louisiana: "LA",
  maryland: "MD",
  massachusetts: "MA",
  mississippi: "MS",
  "new jersey": "NJ",
  "new mexico": "NM",
  oklahoma: "OK",
  pennsylvania: "PA",
  "rhode island": "RI",
  texas: "TX",
  utah: "UT",
  washington: "WA",
};

/** The state that an address names, or whose ZIP it has; null: it says neither. */
export function stateOfAddress(address: unknown): string | null {
  if (typeof address !== "object" || address === null) return null;
  const zip = zipOf(address);
  const byZip = zip ? placeOfZip(zip)?.state : undefined;
  if (byZip) return byZip;
  const { state } = address as { state?: unknown };
  const named = typeof state === "string" ? state.trim() : "";
  return named === "" ? null : (CODE_OF_NAME[named.toLowerCase()] ?? named.toUpperCase());
}

/**
 * Every US state a patient may be in, for hours that a state keeps stricter: the address's > those of all area codes >
 * the clinic's. An area code outside those states names none.
 */
export function statesOf(patient: {
  address: unknown;
  /** E.164 numbers that are still in use. */
  phones: readonly string[];
  clinicAddress: unknown;
}): string[] {
  const byAddress = stateOfAddress(patient.address);
  if (byAddress) return [byAddress];
  const american = patient.phones.filter((phone) => /^\+1\d{10}$/.test(phone));
  if (american.length > 0) {
    const states = american.flatMap((phone) => STATE_OF_AREA.get(phone.slice(2, 5)) ?? []);
    return [...new Set(states)].sort();
  }
  const own = stateOfAddress(patient.clinicAddress);
  return own ? [own] : [];
}
