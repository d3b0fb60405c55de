import { z } from "zod";
import { ChannelSchema } from "@/lib/channel";
import { ContactHours } from "@/lib/clinics/hours/schema";
import { Instant, InstantIn } from "@/lib/http/instant";
import { Category, Relation } from "@/prisma/generated/enums";

/** The `version` of what the writer had seen; changed meanwhile: 409 (`stale`). Not given: it is overwritten. */
const Seen = z.string().min(1).max(100).optional();

const Short = z.string().trim().min(1).max(200);

/**
 * `POST /api/v1/patients/:id/reach/instruction`: how the patient asked to be reached (45 CFR 164.522(b)). It takes the
 * place of the one before; `instruction: null` ends it.
 */
export const SetInstruction = z.object({
  instruction: z
    .object({
      /** Contact points of the patient that may be used; empty: any. */
      contactPointIds: z.array(z.uuid()).max(20).default([]),
      /** When, on the patient's own wall; empty: at any time. */
      hours: ContactHours.default([]),
      /** Nothing may name the patient. */
      noNames: z.boolean().default(false),
      note: z.string().trim().max(500).nullish(),
    })
    .refine(
      ({ contactPointIds, hours, noNames }) => contactPointIds.length > 0 || hours.length > 0 || noNames,
      { message: "Say where, when or how: this asks for nothing.", path: ["contactPointIds"] },
    )
    .nullable(),
  version: Seen,
});
export type SetInstruction = z.output<typeof SetInstruction>;

/** `POST /api/v1/patients/:id/reach/related`: somebody who acts for the patient. With an `id`, what is known of them. */
export const SaveRelated = z
  .object({
    id: z.uuid().optional(),
    relation: z.enum(Relation),
    name: Short,
    phone: z.string().trim().max(60).nullish(),
    email: z.string().trim().max(300).nullish(),
    /** Whence the authority: "parent", "court order of 3 March". */
    authority: Short,
    /** What it does not cover. A limited authority sends nothing to this person by itself. */
    limits: Short.nullish(),
    from: InstantIn.nullish(),
    until: InstantIn.nullish(),
    /** The patient's contact points that are this person's; others become the patient's own. */
    contactPointIds: z.array(z.uuid()).max(20).default([]),
    version: Seen,
  })
  .refine(({ from, until }) => !(from && until) || from < until, {
    message: "It ends before it begins.",
    path: ["until"],
  });
export type SaveRelated = z.output<typeof SaveRelated>;

const Refused = z.object({ channel: ChannelSchema, category: z.enum(Category) });

/** `PUT /api/v1/patients/:id/reach/preferences`: the whole of what the patient chose; empty lists leave it to the clinic. */
export const SetPreferences = z.object({
  /** Ways in the order in which the patient wants to be tried. */
  channelOrder: z
    .array(ChannelSchema)
    .max(4)
    .refine((order) => new Set(order).size === order.length, "Each way once."),
  /** Topics that are not to come by a way. */
  refused: z.array(Refused).max(16),
  version: Seen,
});
export type SetPreferences = z.output<typeof SetPreferences>;

/** How, when and through whom a patient is reached. */
export const Reach = z.object({
  /** Names of how the preferences and the instruction stand now, to be sent back with a change of them. */
  versions: z.object({ preferences: z.string(), instruction: z.string() }),
  channelOrder: z.array(ChannelSchema),
  refused: z.array(Refused),
  instruction: z
    .object({
      contactPointIds: z.array(z.uuid()),
      hours: ContactHours,
      noNames: z.boolean(),
      note: z.string().nullable(),
      since: Instant,
    })
    .nullable(),
  related: z.array(
    z.object({
      id: z.uuid(),
      relation: z.enum(Relation),
      name: z.string(),
      phone: z.string().nullable(),
      email: z.string().nullable(),
      authority: z.string(),
      limits: z.string().nullable(),
      from: Instant.nullable(),
      until: Instant.nullable(),
      contactPointIds: z.array(z.uuid()),
      version: z.string(),
    }),
  ),
});
export type Reach = z.output<typeof Reach>;
