import { z } from "zod";
import { ChannelSchema } from "@/lib/channel";
import { Instant, InstantIn, PageQuery, pageSchema } from "@/lib/http/instant";
import { ConsentPurpose, ContactHealth, ContactKind, PatientKind } from "@/prisma/generated/enums";

const Name = z.string().trim().min(1, "Write a name.").max(100);
const Short = z.string().trim().max(100);

export const AddressSchema = z.object({
  line1: Short.optional(),
  line2: Short.optional(),
  city: Short.optional(),
  state: Short.optional(),
  zip: z.string().trim().max(20).optional(),
  country: Short.optional(),
});
export type Address = z.output<typeof AddressSchema>;

/** An address in parts, or as one line whose ZIP at the end is understood. */
const AddressIn = z.union([
  AddressSchema,
  z
    .string()
    .trim()
    .min(1)
    .max(300)
    .transform((text): Address => {
      const zip = /\b(\d{5})(?:-\d{4})?\s*$/.exec(text)?.[1];
      return zip ? { line1: text, zip } : { line1: text };
    }),
]);

/** A language as BCP 47 has it: `en`, `es`, `zh-Hans`. */
const Language = z
  .string()
  .regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/, "Not a language code such as en or es.");
const BirthDate = z.iso.date("Not a date such as 1980-05-31.");

/** `POST /api/v1/patients`. A phone is read as people write it; one without a country is a US number. */
export const CreatePatient = z.object({
  externalId: z.string().trim().min(1).max(100).nullish(),
  firstName: Name,
  lastName: Name,
  dateOfBirth: BirthDate.nullish(),
  phone: z.string().trim().max(60).nullish(),
  email: z.string().trim().max(300).nullish(),
  timeZone: z.string().max(60).nullish(),
  language: Language.nullish(),
  address: AddressIn.nullish(),
});
export type CreatePatient = z.output<typeof CreatePatient>;

/** `PATCH /api/v1/patients/:id`. What is absent stays; `null` clears. */
export const UpdatePatient = z.object({
  externalId: z.string().trim().min(1).max(100).nullable().optional(),
  firstName: Name.optional(),
  lastName: Name.optional(),
  dateOfBirth: BirthDate.nullable().optional(),
  timeZone: z.string().max(60).nullable().optional(),
  /** The named zone counts until then (a journey); null: for good. */
  timeZoneUntil: InstantIn.nullable().optional(),
  language: Language.optional(),
  address: AddressIn.nullable().optional(),
  doNotContact: z.boolean().optional(),
  contacts: z
    .object({
      add: z
        .array(
          z.object({
            kind: z.enum(ContactKind),
            /** A phone as people write it, a mail address, or the push token of the patient's app. */
            value: z.string().trim().max(4_096),
            label: z.string().trim().max(40).nullish(),
            isPrimary: z.boolean().optional(),
          }),
        )
        .max(10)
        .optional(),
      /** Ids of contact points. */
      remove: z.array(z.uuid()).max(20).optional(),
      makePrimary: z.array(z.uuid()).max(4).optional(),
      /** A person has checked that it works: what evidence had closed is used again. */
      confirm: z.array(z.uuid()).max(20).optional(),
    })
    .optional(),
  /** The `updatedAt` the writer had seen; a newer one is a 409. */
  ifUpdatedAt: InstantIn.optional(),
});
export type UpdatePatient = z.output<typeof UpdatePatient>;

export const PatientSchema = z.object({
  id: z.uuid(),
  kind: z.enum(PatientKind),
  externalId: z.string().nullable(),
  firstName: z.string(),
  lastName: z.string(),
  /** First and last name, or the number of a sender nobody has named. */
  name: z.string(),
  /** YYYY-MM-DD */
  dateOfBirth: z.string().nullable(),
  age: z.number().nullable(),
  language: z.string(),
  /** Primary phone (E.164) and as people write it; primary mail address. */
  phone: z.string().nullable(),
  phoneShown: z.string().nullable(),
  email: z.string().nullable(),
  /** Every zone that may be the patient's; the first is shown. */
  zones: z.array(z.string()),
  zoneSource: z.enum(["explicit", "address", "area_code", "clinic"]),
  doNotContact: z.boolean(),
  deceased: z.boolean(),
  conversationId: z.uuid().nullable(),
  mergedIntoId: z.uuid().nullable(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type PatientView = z.output<typeof PatientSchema>;

export const ContactPointSchema = z.object({
  id: z.uuid(),
  kind: z.enum(ContactKind),
  value: z.string(),
  shown: z.string(),
  label: z.string().nullable(),
  isPrimary: z.boolean(),
  health: z.enum(ContactHealth),
  /** Health, opt-out and sharing in a sentence for staff; null when all is well. */
  healthWords: z.string().nullable(),
  optedOutSince: Instant.nullable(),
  /** Somebody there says it is not this patient's; it stays closed until a person confirms it. */
  wrongNumber: z.boolean().optional(),
  /** Names of other patients with the same number or address. */
  sharedWith: z.array(z.string()),
  source: z.string(),
  lastConfirmedAt: Instant.nullable(),
  /** A likelier spelling of a mistyped mail address. */
  suggestion: z.string().nullable(),
});

export const PatientDetail = PatientSchema.extend({
  /** When the patient died, as recorded, and who told us. */
  deceasedAt: Instant.nullable(),
  deceasedSource: z.string().nullable(),
  /** Since when nobody writes to the patient, and why; null where it does not stand, or nobody said. */
  doNotContactAt: Instant.nullable(),
  doNotContactReason: z.string().nullable(),
  /** The zone somebody named, and until when. */
  timeZone: z.string().nullable(),
  timeZoneUntil: Instant.nullable(),
  address: AddressSchema.nullable(),
  contactPoints: z.array(ContactPointSchema),
  consents: z.array(
    z.object({
      purpose: z.enum(ConsentPurpose),
      channel: ChannelSchema,
      address: z.string().nullable(),
      granted: z.boolean(),
      source: z.string(),
      at: Instant,
    }),
  ),
  appointments: z.array(
    z.object({
      id: z.uuid(),
      startsAt: Instant,
      provider: z.string(),
      location: z.string().nullable(),
      status: z.string(),
    }),
  ),
  /** Unknown senders that were linked to this patient; each can be undone. */
  merges: z.array(z.object({ id: z.uuid(), from: z.string(), mergedAt: Instant, messages: z.number() })),
});
export type PatientDetail = z.output<typeof PatientDetail>;

export const DuplicateSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  dateOfBirth: z.string().nullable(),
  /** What they share. */
  same: z.enum(["phone", "email", "name_and_birth"]),
});
export const CreatedPatient = PatientDetail.extend({ possibleDuplicates: z.array(DuplicateSchema) });
export type CreatedPatient = z.output<typeof CreatedPatient>;

export const ListPatients = PageQuery.extend({
  /** Part of a name, phone digits, mail address or external id. */
  search: z.string().trim().max(100).optional(),
  kind: z.enum(PatientKind).default("person"),
});
export type ListPatients = z.output<typeof ListPatients>;
export const PatientPage = pageSchema(PatientSchema).extend({
  /** A name that is close to a search that found nothing. */
  didYouMean: z.string().nullable(),
});
export type PatientPage = z.output<typeof PatientPage>;

export const PatientId = z.object({ id: z.uuid() });
