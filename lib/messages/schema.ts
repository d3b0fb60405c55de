import { z } from "zod";
import { AttachAll, FilePlan } from "@/lib/attachments/outgoing/schema";
import { AttachmentView } from "@/lib/attachments/schema";
import { ChannelSchema } from "@/lib/channel";
import { FilingSchema } from "@/lib/households/schema";
import { Instant, InstantIn, PageQuery, pageSchema } from "@/lib/http/instant";
import { ClickView, LinkView, PlannedLink } from "@/lib/links/schema";
import { ContentIn, hasWords, MOST_BODY_CHARACTERS } from "@/lib/messages/content/schema";
import { Metadata, Variables } from "@/lib/messages/given/schema";
import { MailParts } from "@/lib/messages/mail/schema";
import { FallbackIn, FallbackView, PlannedView, WallTimeIn } from "@/lib/messages/planned/schema";
import { BadgeSchema, DeliverySchema } from "@/lib/messages/shown/schema";
import { PlacedFinding } from "@/lib/phi/schema";
import { LinkTerms, SecureLinkIn, SecureView } from "@/lib/secure/schema";
import { Category, CreatedByKind, Direction, MessageStatus, Priority } from "@/prisma/generated/enums";

export const CategorySchema = z.enum(Category);
export const PrioritySchema = z.enum(Priority);

/** `POST /api/v1/messages` and, word for word, `POST /api/v1/messages/preview`. */
export const SendMessage = z
  .object({
    patientId: z.uuid(),
    /** One channel, or an ordered plan; without either the patient's order counts. */
    channel: ChannelSchema.optional(),
    plan: z.array(ChannelSchema).min(1).max(4).optional(),
    subject: z.string().max(200).optional(),
    body: z.string().max(MOST_BODY_CHARACTERS).optional(),
    htmlBody: z.string().max(MOST_BODY_CHARACTERS).optional(),
    /** Words per channel. They win over a lone `body`, which is the sender's own text for every way without its own. */
    content: ContentIn.optional(),
    templateId: z.uuid().optional(),
    variables: Variables.optional(),
    category: CategorySchema.optional(),
    priority: PrioritySchema.optional(),
    scheduledAt: InstantIn.optional(),
    /** Instead of an instant: a time on the wall where the patient is. */
    scheduledFor: WallTimeIn.optional(),
    ...FallbackIn,
    expiresAt: InstantIn.optional(),
    tags: z.array(z.string().min(1).max(50)).max(20).optional(),
    metadata: Metadata.optional(),
    /** The inbound message this answers; it must be on the same conversation. */
    inReplyTo: z.uuid().optional(),
    /** The newest message the writer had seen; a newer one from the patient or a colleague is a 409. */
    seenMessageId: z.uuid().optional(),
    /** Moves the words behind a one-time link; what leaves is the clinic's neutral sentence. */
    secureLink: SecureLinkIn.optional(),
    /** Why private words must stay open, in a message that staff write to one person. Kept and audited. */
    keepWords: z.string().trim().min(3).max(300).optional(),
    /** Files by the ids of their uploads: inside a mail, with a text as an MMS, or behind a link. */
    attachments: AttachAll.optional(),
    /** A failed message that this one stands for: it is dealt with as soon as this one is accepted. */
    replaces: z.uuid().optional(),
    /** The composer's draft this send replaces. */
    draftId: z.uuid().optional(),
  })
  .refine((message) => !(message.channel && message.plan), {
    message: "Give a channel or a plan, not both.",
    path: ["plan"],
  })
  .refine((message) => !(message.scheduledAt && message.scheduledFor), {
    message: "Give an instant or a time on the patient's wall, not both.",
    path: ["scheduledFor"],
  })
  .refine((message) => hasWords(message), {
    message: "Write something, or name a template.",
    path: ["body"],
  });
export type SendMessage = z.output<typeof SendMessage>;

/** One reason why a message may not go (now). The deciding one comes first. */
export const ReasonSchema = z.object({
  rule: z.string(),
  /** Facts the rule saw, for words and for auditors: times, counts, zones, names of fields. */
  evidence: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  /** What a person can do about it; the screen has the words. Null: nothing. */
  remedy: z.string().nullable(),
});

export const DecisionSchema = z.object({
  kind: z.enum(["allow", "hold", "block"]),
  rule: z.string().optional(),
  until: Instant.optional(),
  evidence: ReasonSchema.shape.evidence.optional(),
  remedy: z.string().nullable().optional(),
  reasons: z.array(ReasonSchema),
  /** The same in a sentence for the clinic's staff. */
  words: z.string(),
});

/** One line of "what happened to this message", oldest first. */
export const StoryLine = z.object({
  at: Instant,
  kind: z.enum([
    "created",
    "allowed",
    "held",
    "blocked",
    "override",
    "rescheduled",
    "failover",
    "claimed",
    "accepted",
    "rejected",
    "unknown",
    "released",
    "receipt",
    "fallback",
    "cancelled",
    "received",
    "secure",
    "fetched",
    "clicked",
  ]),
  channel: ChannelSchema.nullable(),
  words: z.string(),
  rule: z.string().optional(),
  until: Instant.nullable().optional(),
  evidence: ReasonSchema.shape.evidence.optional(),
  by: z.string().optional(),
});

export const MessageSchema = z.object({
  id: z.uuid(),
  patientId: z.uuid(),
  conversationId: z.uuid(),
  channel: ChannelSchema,
  plan: z.array(ChannelSchema),
  direction: z.enum(Direction),
  subject: z.string().nullable(),
  body: z.string(),
  htmlBody: z.string().nullable(),
  ...MailParts,
  category: CategorySchema,
  priority: PrioritySchema,
  status: z.enum(MessageStatus),
  reason: z.string().nullable(),
  badge: BadgeSchema,
  /** The patient's message is a reaction: the emoji, and our message that it is on (null: none was found). */
  reaction: z
    .object({ emoji: z.string(), removed: z.boolean(), onId: z.uuid().nullable() })
    .nullable()
    .optional(),
  /** Until then staff may send this held reply themselves, because the patient is waiting for it. */
  waitingUntil: Instant.nullable(),
  templateId: z.uuid().nullable(),
  scheduledAt: Instant.nullable(),
  /** How a wall-clock time was read; null when it was planned at an instant, or not at all. */
  scheduledFor: PlannedView.nullable(),
  ...FallbackView,
  sentAt: Instant.nullable(),
  deliveredAt: Instant.nullable(),
  nextAt: Instant.nullable(),
  expiresAt: Instant.nullable(),
  createdAt: Instant,
  updatedAt: Instant,
  createdBy: z.string(),
  createdByKind: z.enum(CreatedByKind),
  /** The link that the words went behind; null: they went as they are. */
  secure: SecureView.nullable(),
  /** The short links that the addresses in its text left under. */
  links: z.array(LinkView),
  /** Name of the staff member who wrote it, when it was one. */
  authorName: z.string().nullable(),
  /** Of a shared phone: whether `patientId` is a guess. Absent: nobody had to say whom it is about. */
  filing: FilingSchema.optional(),
  tags: z.array(z.string()),
  metadata: z.unknown(),
  attachments: z.array(AttachmentView),
});
export type MessageView = z.output<typeof MessageSchema>;

export const MessageDetail = MessageSchema.extend({
  /** The answer of the rules that gave it its reason, else their newest; null for inbound messages. */
  decision: DecisionSchema.nullable(),
  deliveries: z.array(DeliverySchema),
  /** Who opened its links, oldest first: at most the first 200. */
  clicks: z.array(ClickView),
  story: z.array(StoryLine),
});
export type MessageDetail = z.output<typeof MessageDetail>;

export const ListMessages = PageQuery.extend({
  patientId: z.uuid().optional(),
  conversationId: z.uuid().optional(),
  status: z.enum(MessageStatus).optional(),
  channel: ChannelSchema.optional(),
  direction: z.enum(Direction).optional(),
  tag: z.string().max(50).optional(),
  since: InstantIn.optional(),
  until: InstantIn.optional(),
});
export const MessagePage = pageSchema(MessageSchema);

export const PreviewAnswer = z.object({
  decision: DecisionSchema,
  /** Each hop of the plan with its own answer. */
  plan: z.array(z.object({ channel: ChannelSchema, decision: DecisionSchema })),
  rendered: z.object({
    SMS: z
      .object({
        body: z.string(),
        encoding: z.enum(["GSM-7", "UCS-2"]),
        segments: z.number(),
        /** Estimated carrier cost in US dollars. */
        cost: z.number(),
        /** The characters that force UCS-2, in order of appearance. */
        forcing: z.array(z.string()),
        /** UTF-16 units, as Twilio's limit of 1,600 counts them. */
        characters: z.number(),
        /** Letters of its alphabet that still fit into its last segment. */
        left: z.number(),
        /** Segments with every character in its plain form, where it has one. */
        plainSegments: z.number(),
        /** The addresses in it and the short links they leave under. */
        links: z.array(PlannedLink),
        /** Files go with it: one MMS, never split, at a price of its own. Absent: a plain text. */
        mms: z.object({ files: z.number(), bytes: z.number(), warning: z.string().nullable() }).optional(),
      })
      .optional(),
    EMAIL: z.object({ subject: z.string(), body: z.string(), htmlBody: z.string().nullable() }).optional(),
    PUSH: z.object({ title: z.string(), body: z.string() }).optional(),
    IN_APP: z.object({ body: z.string() }).optional(),
  }),
  missingVariables: z.array(z.string()),
  /** What is private in the rendered words: kinds and places. */
  findings: z.array(PlacedFinding),
  /** Whether the words could go behind a link instead, and by which proofs. */
  secureLink: LinkTerms,
  /** How each file would go, and why it may not be inside the mail or with the text. */
  files: z.array(FilePlan),
  /** How a wall-clock time was read in the patient's zone; null without one. */
  scheduledFor: PlannedView.nullable(),
});
export type PreviewAnswer = z.output<typeof PreviewAnswer>;

/** A person lifts one rule for one message. */
export const OverrideRule = z.object({
  rule: z.enum(["quiet_hours", "daily_cap", "household_cap"]),
  reason: z.string().trim().min(3).max(300),
});
export type LiftRule = z.output<typeof OverrideRule>["rule"];

/** A copy of a message that failed, with other words where given. */
export const SendAgain = z.object({
  body: z.string().max(MOST_BODY_CHARACTERS).optional(),
  /** The first one may have arrived: someone has read that sending again could reach the patient twice. */
  confirmUnknown: z.boolean().default(false),
});
