import type { RuleName } from "@/lib/delivery/schema";

const RULES: readonly string[] = [
  "clinic_stopped",
  "catching_up",
  "revocation_unsure",
  "death_told",
  "bulk_paused",
  "provider_trouble",
] satisfies RuleName[];

/** Nobody knows when these end: their `until` is only when we look again. */
export const isOpenEnded = (rule: string | undefined): boolean => rule !== undefined && RULES.includes(rule);
