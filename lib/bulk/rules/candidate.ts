import type { Left } from "@/lib/bulk/rules/exclusions";

/** One line of an audience: whom it means, or why nobody. */
export interface Candidate {
  number: number;
  patientId: string | null;
  variables: Record<string, string>;
  left: Left | null;
  /** The message of an earlier bulk that this one stands for. */
  replaces?: string | null;
}
