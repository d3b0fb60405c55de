import { z } from "zod";
import { QuietHours } from "@/lib/clinics/hours/schema";
import { Category, Channel } from "@/prisma/generated/enums";

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

/**
 * The same for one message, as its sender chose. Not below five minutes: receipts take that long on a bad day, and who
 * gets both ways was told twice.
 */
export const FallbackChoice = z.partialRecord(
  z.enum(Channel),
  z
    .number()
    .int()
    .min(5)
    .max(7 * 24 * 60),
);
export type FallbackChoice = z.output<typeof FallbackChoice>;

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
  /** So many of them are kept for what is urgent. */
  dailyReserve: z.number().int().min(0).max(9).default(0),
  /** Bulk and marketing stop here, so that people can still be answered. */
  bulkCap: z.number().int().min(1).max(10).default(6),
  /** Texts per phone number that several patients share, and patient-local day. */
  householdCap: z.number().int().min(1).max(20).default(20),
  /** So long after a patient's message its answer may be sent past quiet hours by hand. 0: never. */
  replyWindowMinutes: z.number().int().min(0).max(120).default(60),
  fallbackMinutes: FallbackMinutes.prefault({}),
  retries: Retries.prefault({}),
  phi: z
    .object({
      /** Private words go behind a secure link also where a patient has accepted the risk of texts. */
      strict: z.boolean().default(false),
    })
    .prefault({}),
  /** Days after a secure link was opened, or ran out, for which the words behind it are kept there. */
  secureDays: z.number().int().min(1).max(365).default(30),
  /** Web addresses in texts go out under short ones of the hub's own, whose clicks are counted (docs/decisions/012). */
  shortLinks: z
    .object({
      on: z.boolean().default(true),
      /** Kinds of messages whose addresses stay as they were written. */
      except: z.array(z.enum(Category)).default([]),
      /** Days for which a link works from when its text is to go. */
      days: z.number().int().min(1).max(365).default(90),
    })
    .prefault({}),
  /**
   * Mail of these kinds tells when it is opened and its links are followed. What is about care never does by default: a
   * tracker tells the mail company who reads about what (OCR bulletin, anchors §8).
   */
  mailTracking: z
    .object({
      opens: z.array(z.enum(Category)).default(["marketing"]),
      clicks: z.array(z.enum(Category)).default(["marketing"]),
    })
    .prefault({}),
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

const parsed = new Map<string, Policy>();
/** Settings that differ; past it the memory starts anew. */
const MOST_KEPT = 500;

/**
 * The policy from the stored settings: the same object for the same settings, so that what is reckoned from it is kept
 * with it. Throws when they were written past `ClinicSettings`.
 */
export function policyOf(settings: unknown): Policy {
  const key = JSON.stringify(settings ?? {});
  const known = parsed.get(key);
  if (known) return known;
  const policy = ClinicSettings.parse(settings ?? {});
  if (parsed.size >= MOST_KEPT) parsed.clear();
  parsed.set(key, policy);
  return policy;
}
