import { z } from "zod";
import { Instant } from "@/lib/http/instant";
import { SecureProof } from "@/prisma/generated/enums";

export const ProofSchema = z.enum(SecureProof);
export type Proof = z.output<typeof ProofSchema>;

/** A week: people answer their mail within days, and a held text still leaves time. */
export const DEFAULT_HOURS = 7 * 24;
const MOST_HOURS = 30 * 24;

/** Asks that the words move behind a link; `{}` takes what suits the patient. */
export const SecureLinkIn = z.object({
  /** How the reader shows who they are. Not given: a date of birth where that proves something. */
  proof: ProofSchema.optional(),
  /** Hours from when the message is to go. */
  expiresInHours: z.number().int().min(1).max(MOST_HOURS).optional(),
});
export type SecureLinkIn = z.output<typeof SecureLinkIn>;

/** Which proofs a link to this patient may ask for now. Empty: no link, and `problem` says why. */
export const LinkTerms = z.object({
  proofs: z.array(ProofSchema),
  suggested: ProofSchema.nullable(),
  problem: z.string().nullable(),
  /** What opens a way where none is: the patient's own sign-in. */
  remedy: z.literal("invite_to_portal").nullable(),
});
export type LinkTerms = z.output<typeof LinkTerms>;

/** What staff see of the link that a message's words went behind. */
export const SecureView = z.object({
  proof: ProofSchema,
  expiresAt: Instant,
  openedAt: Instant.nullable(),
  /** Who opened it in the patient's stead, as "Leo's guardian Rosa Vega"; null: the patient. */
  openedBy: z.string().nullable(),
  /** Three wrong dates of birth: it opens no more. */
  lockedAt: Instant.nullable(),
  /** It guards attachments alone. */
  filesOnly: z.boolean(),
  /** When the words were removed from behind it; the message still has them. */
  erasedAt: Instant.nullable(),
});
export type SecureView = z.output<typeof SecureView>;

/** What a browser calls itself, chosen by itself: it may show the words again for a while. */
const Reader = z.string().regex(/^[A-Za-z0-9_-]{20,64}$/);

/** `POST /portal/m/:code/open` */
export const OpenLetter = z.object({ reader: Reader, dateOfBirth: z.iso.date().optional() });
export type OpenLetter = z.output<typeof OpenLetter>;

/** `POST /portal/m/:code/file` */
export const FetchFile = z.object({ reader: Reader, fileId: z.uuid() });
export type FetchFile = z.output<typeof FetchFile>;

export const LetterState = z.enum(["ready", "opened", "expired", "locked"]);
export type LetterState = z.output<typeof LetterState>;

/** What the portal's page may know before anybody proved anything: nothing about the words or the patient. */
export interface Envelope {
  state: LetterState;
  proof: Proof;
  triesLeft: number;
  language: "en" | "es";
  /** Null for what is restricted: the page then names nobody. */
  clinicName: string | null;
  clinicPhone: string | null;
  /** The last day in the patient's zone, in the patient's language. */
  until: string;
}

export const Letter = z.object({
  subject: z.string().nullable(),
  body: z.string(),
  /** When it was written, in the patient's zone and language. */
  sent: z.string(),
  /** Until when this browser may show it again. */
  again: Instant,
  /** Files behind the same link, for as long. */
  files: z.array(z.object({ id: z.uuid(), filename: z.string(), contentType: z.string(), size: z.number() })),
  /** It invites to the portal: the page asks for a PIN, and offers this name to sign in with. */
  joins: z.object({ name: z.string() }).nullable(),
});
export type Letter = z.output<typeof Letter>;

/** What waits for somebody about a patient they act for. */
export interface LettersAbout {
  patientId: string;
  patientName: string;
  letters: WaitingLetter[];
}

/** A private message on the page of whoever signed in: nothing of its words. */
export interface WaitingLetter {
  /** What its link's address ends in. */
  code: string;
  written: string;
  /** The last day it can be opened; null: it was, and may be read again for now. */
  until: string | null;
}
