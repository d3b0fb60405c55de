import type { Exclusion } from "@/lib/bulk/rules/exclusions";

/**
 * Lines that were left out for these reasons never go again: somebody else's line or bulk reached them, nobody is meant,
 * or a person took them back.
 */
export const NOT_AGAIN: readonly Exclusion[] = [
  "bad_row",
  "unknown_patient",
  "several_patients",
  "other_name",
  "duplicate_patient",
  "duplicate_address",
  "sent_today",
  "had_it",
  "cancelled",
];
