import { z } from "zod";
import type { Channel } from "@/prisma/generated/enums";

const WallTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "A time as HH:MM.");

/**
 * 47 CFR 64.1200(c)(1): nothing before 8 a.m. or after 9 p.m. where the patient is. A clinic may keep longer quiet
 * hours, never shorter ones.
 */
const QuietHours = z.object({
  start: WallTime.default("21:00").refine((at) => at >= "17:00" && at <= "21:00", "Between 17:00 and 21:00."),
  end: WallTime.default("08:00").refine((at) => at >= "08:00" && at <= "12:00", "Between 08:00 and 12:00."),
  /** Whether notifications on the phone wait as well. */
  push: z.boolean().default(false),
});

const minutes = z
  .number()
  .int()
  .min(1)
  .max(7 * 24 * 60);

/** How long a channel may stay silent after hand-off before the next channel of the plan is tried. */
const FallbackMinutes = z.object({
  SMS: minutes.default(30),
  EMAIL: minutes.default(240),
  PUSH: minutes.default(15),
  IN_APP: minutes.default(24 * 60),
} satisfies Record<Channel, z.ZodType>);

const Retries = z.object({
  /** Hand-offs of one hop, the first included, while the vendor answers "not now". */
  most: z.number().int().min(1).max(10).default(5),
  firstSeconds: z.number().int().min(1).max(300).default(5),
  longestSeconds: z.number().int().min(10).max(3_600).default(600),
  /** After a temporary failure that a receipt told (phone off, mailbox full). */
  softMost: z.number().int().min(1).max(5).default(3),
  softFirstMinutes: z
    .number()
    .int()
    .min(5)
    .max(24 * 60)
    .default(30),
});

/** `Clinic.settings`: the clinic's choices within safe limits. What is not said has its default. */
export const ClinicSettings = z.object({
  quietHours: QuietHours.prefault({}),
  /** Messages per patient and patient-local day, all channels together. */
  dailyCap: z.number().int().min(1).max(10).default(10),
  fallbackMinutes: FallbackMinutes.prefault({}),
  retries: Retries.prefault({}),
  /** After this time since its first hand-off a message starts nothing new. */
  giveUpHours: z
    .number()
    .int()
    .min(1)
    .max(7 * 24)
    .default(72),
});

/** The clinic's settings as the one decision reads them. */
export type Policy = z.output<typeof ClinicSettings>;

/** The policy from the stored settings. Throws when they were written past `ClinicSettings`. */
export function policyOf(settings: unknown): Policy {
  return ClinicSettings.parse(settings ?? {});
}
