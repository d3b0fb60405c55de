import { z } from "zod";
import { ClinicSettings } from "@/lib/clinics/schema";

/** The clinic's rules as they stand, with the defaults where it made no choice. */
export const PolicySchema = z.object({
  policy: ClinicSettings,
  /** Names these very settings: to be sent back with what was changed in them. */
  version: z.string(),
});
export type PolicyView = z.output<typeof PolicySchema>;

/**
 * `PUT /api/v1/settings/policy`: whole settings by their names; one that is not named stays as it is. They are read by
 * `ClinicSettings` alone, so a setting it does not know is refused, never dropped.
 */
export const SavePolicy = z.object({
  policy: z.record(z.string(), z.unknown()),
  /** The `version` the writer had seen; settings that somebody changed meanwhile are a 409. */
  version: z.string().min(1).max(100),
});
export type SavePolicy = z.output<typeof SavePolicy>;

interface Described {
  properties?: Record<string, Described>;
  minimum?: number;
  maximum?: number;
}
const described = z.toJSONSchema(ClinicSettings, { unrepresentable: "any" }) as Described;

/** The safe limits of a number among the settings, by its dotted path, as the parser keeps them. */
export function limitsOf(path: string): { least: number; most: number } {
  const found = path
    .split(".")
    .reduce<Described | undefined>((at, name) => at?.properties?.[name], described);
  return { least: found?.minimum ?? 0, most: found?.maximum ?? Number.MAX_SAFE_INTEGER };
}
