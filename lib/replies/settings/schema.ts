import { z } from "zod";
import { AFTER_HOURS, KEYWORDS } from "@/lib/replies/words";

/** Three segments of GSM-7 and some: more is no short answer any more. */
export const MOST_CHARACTERS = 480;
const Words = z.string().trim().min(10, "Write at least a sentence.").max(MOST_CHARACTERS);

/** A member of staff who is told outside opening hours, in this order. Not a patient, and in no chart. */
const OnCall = z.object({
  name: z.string().trim().min(1, "Give a name.").max(80),
  phone: z.string().trim().min(1, "Give a mobile number.").max(40),
});
export type OnCall = z.output<typeof OnCall>;

const inBoth = (sentence: { en: string; es: string }) =>
  z.object({ en: Words.default(sentence.en), es: Words.default(sentence.es) }).prefault({});

/** `Clinic.settings.replies`. Off until somebody has read the words and the opening hours. */
export const RepliesSettings = z.object({
  afterHours: z
    .object({
      on: z.boolean().default(false),
      en: Words.default(AFTER_HOURS.en),
      es: Words.default(AFTER_HOURS.es),
      /** Whom to call at night: {nurse} in the words. Null: nobody, and that sentence is left out. */
      nurse: z.string().trim().max(40).nullable().default(null),
    })
    .prefault({}),
  /** The answers to STOP, a bare CANCEL near a visit, START and HELP by text (rules: lib/replies/keywords). */
  keywords: z
    .object({
      stop: inBoth(KEYWORDS.stop),
      cancel: inBoth(KEYWORDS.cancel),
      start: inBoth(KEYWORDS.start),
      help: inBoth(KEYWORDS.help),
    })
    .prefault({}),
  /** Words of this clinic's own that count as a possible emergency. */
  emergencyWords: z.array(z.string().trim().min(3).max(60)).max(100).default([]),
  onCall: z.array(OnCall).max(20).default([]),
});
export type RepliesSettings = z.output<typeof RepliesSettings>;

/** What the settings screen shows: the words, and what else it needs for a true preview. */
export const RepliesView = z.object({
  settings: RepliesSettings,
  clinic: z.object({ name: z.string(), phone: z.string().nullable() }),
  /** When the clinic opens next, as both texts would say it now. */
  opens: z.object({ en: z.string(), es: z.string() }),
  /** The hub's own answers to STOP, CANCEL, START and HELP. */
  standard: RepliesSettings.shape.keywords,
  /** The fixed answer to a possible emergency; nobody can change it. */
  emergency: z.object({ en: z.string(), es: z.string() }),
});
export type RepliesView = z.output<typeof RepliesView>;
