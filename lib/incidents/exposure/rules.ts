import { fold } from "@/lib/patients/rules";
import { tellsOfTest } from "@/lib/phi/results/rules";
import { findPhi } from "@/lib/phi/rules";
import type { FindingKind } from "@/lib/phi/schema";
import type { Category } from "@/prisma/generated/enums";

const KINDS: Record<FindingKind, string> = {
  diagnosis: "A condition or diagnosis",
  drug: "A medicine",
  lab: "A test or its result",
  mrn: "A chart number",
  birth_date: "A date of birth",
  ssn: "A social security number",
  insurance_id: "An insurance number",
  card: "A payment card's number",
  sensitive: "Care of a sensitive kind",
};

export interface Exposed {
  /** The words that left, as one text. */
  words: string;
  category: Category;
  patient: { firstName: string; lastName: string };
  clinicName: string;
  /** The words went behind a link, and whether somebody opened it. */
  link: "none" | "closed" | "opened";
}

/** What a stranger learns from these words: kinds of findings, and sentences that quote nothing of them. */
export function revealedBy(exposed: Exposed): { kinds: FindingKind[]; revealed: string[] } {
  const { words, category, patient, clinicName, link } = exposed;
  const kinds = [...new Set(findPhi(words.replaceAll(clinicName, "")).map(({ kind }) => kind))];
  const text = fold(words);
  const has = (name: string) => name.trim().length > 1 && text.includes(fold(name));
  const named = has(patient.firstName) || has(patient.lastName);
  const whole = has(patient.firstName) && has(patient.lastName);
  const revealed = [
    ...(has(clinicName) || has(shortOf(clinicName))
      ? ["That somebody here is a patient of this clinic"]
      : []),
    ...(named ? [whole ? "The patient's full name" : "The patient's first or last name"] : []),
    ...(category === "appointment" ? ["That there is a visit"] : []),
    ...(category === "billing" ? ["That there is a bill"] : []),
    ...kinds.map((kind) => KINDS[kind]),
    ...(!kinds.includes("lab") && tellsOfTest(words) ? ["That there is a test, or a result of one"] : []),
    ...(link === "opened" ? ["The private words behind its link: it was opened"] : []),
    ...(link === "closed" ? ["That a private message waits; its link was not opened"] : []),
  ];
  return {
    kinds,
    revealed: revealed.length > 0 ? revealed : ["That somebody writes to this number, and the words"],
  };
}

/** "Cedar Lane" of "Cedar Lane Family Medicine": how texts sign. */
function shortOf(clinicName: string): string {
  const words = clinicName.split(" ");
  return words.length > 2 ? words.slice(0, 2).join(" ") : clinicName;
}

/** A first draft of the first factor, from all that was found. */
export function suggestedNature(found: readonly string[], messages: number): string {
  if (messages === 0) return "Nothing is on record as sent there since the number was last confirmed.";
  const what = [...new Set(found)].map((one) => one.replace(/^That /, "that ").toLowerCase());
  return `${messages === 1 ? "1 message" : `${messages} messages`} went there. They reveal: ${what.join("; ")}.`;
}
