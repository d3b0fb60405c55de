import { z } from "zod";
import { Channel, SenderKind } from "@/prisma/generated/enums";

/** Only a registered sender is used: carriers refuse the others (30034, 30032, 30033) and count it against the clinic. */
export const REGISTRATIONS = ["registered", "pending", "unregistered", "unverified", "suspended"] as const;
export type Registration = (typeof REGISTRATIONS)[number];

/** care: everything but marketing; marketing: nothing else. */
export const PURPOSES = ["everything", "care", "marketing"] as const;
export type Purpose = (typeof PURPOSES)[number];

const Name = z.string().trim().max(80).nullable();
const Rate = z.number().positive().max(1_000);
const Campaign = z.string().trim().min(1).max(60).nullable();

export const SenderSchema = z.object({
  id: z.string(),
  channel: z.enum(Channel),
  provider: z.string(),
  kind: z.enum(SenderKind),
  address: z.string(),
  /** The address as people read it. */
  shown: z.string(),
  displayName: z.string().nullable(),
  /** Segments (texts) or messages (mail, push) a second. */
  rate: z.number(),
  purpose: z.enum(PURPOSES),
  registration: z.enum(REGISTRATIONS),
  campaign: z.string().nullable(),
  /** Whether pictures go out from it; where nobody said so, as its kind usually does. */
  mms: z.boolean(),
  isDefault: z.boolean(),
  isActive: z.boolean(),
  /** Of the clinic's last messages: how many this sender handed over, and what became of them. */
  health: z.object({ handed: z.number(), delivered: z.number(), failed: z.number() }),
  /** What keeps it from being used, in words; null: nothing does. */
  trouble: z.string().nullable(),
  /** Names its settings as they stand, to be sent back with a change of them. */
  version: z.string(),
});
export type SenderView = z.infer<typeof SenderSchema>;

export const SenderList = z.object({ items: z.array(SenderSchema) });

export const AddSender = z.object({
  channel: z.enum(["SMS", "EMAIL"]),
  provider: z.enum(["twilio", "telnyx", "sendgrid", "smtp"]),
  kind: z.enum(["long_code", "toll_free", "short_code", "messaging_service", "email"]),
  /** A phone number as people write it, a short code, a Messaging Service's id (MG…) or a mail address. */
  address: z.string().trim().min(3).max(254),
  displayName: Name.default(null),
  rate: Rate.optional(),
  purpose: z.enum(PURPOSES).default("everything"),
  registration: z.enum(REGISTRATIONS).default("pending"),
  campaign: Campaign.default(null),
  /** Not given: as its kind usually does. */
  mms: z.boolean().nullable().default(null),
});
export type AddSender = z.output<typeof AddSender>;

export const ChangeSender = z
  .object({
    displayName: Name,
    rate: Rate,
    purpose: z.enum(PURPOSES),
    registration: z.enum(REGISTRATIONS),
    campaign: Campaign,
    mms: z.boolean(),
    isDefault: z.literal(true),
    isActive: z.boolean(),
    /** The `version` that the writer had seen; changed meanwhile: 409 (`stale`). Not given: it is overwritten. */
    version: z.string().min(1).max(100),
  })
  .partial()
  .refine(({ version: _, ...change }) => Object.keys(change).length > 0, "Say what is to change.");
export type ChangeSender = z.output<typeof ChangeSender>;
