import { z } from "zod";
import { ChannelSchema } from "@/lib/channel";
import { Instant } from "@/lib/http/instant";

/** What a patient's words ask of our messages. `unsure_revocation` and `death` hold; a person decides. */
export const VERDICT_KINDS = [
  "stop",
  "start",
  "help",
  "confirm",
  "unsure_revocation",
  "death",
  "none",
] as const;

export interface Verdict {
  kind: (typeof VERDICT_KINDS)[number];
  /** Acted on at once. False: only a person may conclude it. */
  certain: boolean;
  /** The keyword or the name of the phrase that was heard ("STOP", "dont_text"); never the patient's sentence. */
  word: string | null;
  /** The language of the words that decided; null: they tell nothing about it. */
  language: "en" | "es" | null;
  /** Said beside the rest: somebody has died. */
  death: boolean;
}

/** A thumb or heart about a text, as phones without RCS spell it out. `quoted` is null for a picture. */
export interface Reaction {
  emoji: string;
  removed: boolean;
  quoted: string | null;
}

/** What an inbound message was read as, kept in its metadata. */
export const ReactionOnMessage = z.object({
  emoji: z.string(),
  removed: z.boolean(),
  /** Our message that was meant; null: none of the last ones has these words. */
  onId: z.uuid().nullable(),
});
export type ReactionOnMessage = z.output<typeof ReactionOnMessage>;

/** `stop`: words that may end our messages. `death`: words about a death. `visit`: CANCEL that may have meant a visit. */
export const QUESTION_KINDS = ["stop", "death", "visit"] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];

/** What a person has yet to decide about a patient's words. */
export const QuestionSchema = z.object({
  id: z.uuid(),
  kind: z.enum(QUESTION_KINDS),
  channel: ChannelSchema,
  address: z.string(),
  /** The message it was heard in. */
  messageId: z.uuid(),
  patientId: z.uuid(),
  word: z.string(),
  askedAt: Instant,
  /** One business day, when a person should have decided. */
  dueAt: Instant,
  /** Ten business days: 47 CFR 64.1200(a)(10). */
  wallAt: Instant,
  /** The near visit that bare words such as CANCEL or CANCELAR may have meant. */
  visitAt: Instant.nullable(),
});
export type QuestionView = z.output<typeof QuestionSchema>;

/** `yes`: they want us to stop, the person has died, the visit was meant. `no`: not so. */
export const DecideQuestion = z.object({
  answer: z.enum(["yes", "no"]),
  /** Who or what told us, for the chart: needed when a death is recorded. */
  source: z.string().trim().min(3, "Say it in a few words.").max(200).optional(),
});
export type DecideQuestion = z.output<typeof DecideQuestion>;
export const DecidedQuestion = z.object({ id: z.uuid(), answer: z.enum(["yes", "no"]), decidedAt: Instant });
