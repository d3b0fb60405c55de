import type { FindingKind } from "@/lib/phi/schema";

const NAMED: Record<FindingKind, string> = {
  diagnosis: "a diagnosis",
  drug: "a medicine",
  lab: "a test result",
  mrn: "a medical record number",
  birth_date: "a date of birth",
  ssn: "a social security number",
  insurance_id: "an insurance number",
  card: "a card number",
  sensitive: "a sensitive kind of care",
};

/** What stands in a message, for staff: "a test result and a medicine". Kinds as `FINDING_KINDS` names them. */
export function namedKinds(kinds: readonly string[]): string {
  const words = [...new Set(kinds)].map((kind) => NAMED[kind as FindingKind] ?? "private facts");
  const last = words.at(-1) ?? "private facts";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}
