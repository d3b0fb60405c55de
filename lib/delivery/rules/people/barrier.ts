import type { PointFact, RelatedFact } from "@/lib/delivery/facts/schema";
import { placeAt } from "@/lib/delivery/rules/quiet/place";
import { localDateOf } from "@/lib/delivery/rules/time";
import type { Facts } from "@/lib/delivery/schema";

/** Why a contact point may not be used for this message. */
export type Barrier = "not_allowed" | "not_confidential" | "not_represented";

/** The patient, as far as it says who may act for them. */
export type Ward = Pick<Facts["patient"], "zones" | "zoneSource" | "moves" | "dateOfBirth">;

/** What tells whether a contact point may be used. */
export type PeopleFacts = Pick<Facts, "asOf" | "related" | "instructions" | "labels"> & { patient: Ward };

/** The first day on which a person born then is 18; on 1 March for one born on 29 February. */
const majorityOf = (birth: string) => `${Number(birth.slice(0, 4)) + 18}${birth.slice(4)}`;

/** Whether the patient is under 18 on that day of theirs. An unknown birthday says no. */
export function isMinor(patient: Ward, at: Date): boolean {
  if (!patient.dateOfBirth) return false;
  return localDateOf(at, placeAt(patient, at).zones[0] ?? "UTC") < majorityOf(patient.dateOfBirth);
}

/** Whether this person may be written to in the patient's stead. */
export function represents(patient: Ward, person: RelatedFact, at: Date): boolean {
  if (person.limits !== null) return false;
  if ((person.from && at < person.from) || (person.until && at >= person.until)) return false;
  // Majority ends a guardian's authority; one over an adult is recorded with a time of its own.
  if (person.relation !== "guardian") return person.relation === "caregiver";
  return patient.dateOfBirth === null || isMinor(patient, at) || person.until !== null;
}

/** Whose point it is: as recorded, or because a related person is known by that address. Undefined: the patient's own. */
export function ownerOf({ related }: Pick<Facts, "related">, point: PointFact): RelatedFact | undefined {
  return related.find(({ id, addresses }) => point.belongsTo === id || addresses.includes(point.value));
}

export function barrierOf(facts: PeopleFacts, point: PointFact): Barrier | null {
  for (const { contactPointIds } of facts.instructions) {
    if (contactPointIds.length > 0 && !contactPointIds.includes(point.id)) return "not_allowed";
  }
  const { related, labels } = facts;
  const confidential = labels.includes("teen_confidential");
  // A phone that the teen shares with anybody is nobody's own.
  if (confidential && point.sharedWith > 0) return "not_confidential";
  if (related.length === 0 && point.belongsTo === null) return null;
  const owner = ownerOf(facts, point);
  if (!owner) return point.belongsTo === null ? null : "not_represented";
  if (confidential) return "not_confidential";
  return represents(facts.patient, owner, facts.asOf) ? null : "not_represented";
}
