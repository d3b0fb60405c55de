import { z } from "zod";
import { AgainCounts, Kin } from "@/lib/bulk/again/schema";
import { AudienceSchema, AudienceSummary, MOST_LIST_BYTES } from "@/lib/bulk/audience/schema";
import { ChannelSchema } from "@/lib/channel";
import { Instant, InstantIn, PageQuery, pageSchema } from "@/lib/http/instant";
import { Variables } from "@/lib/messages/given/schema";
import { FallbackIn, FallbackView, WallTimeIn } from "@/lib/messages/planned/schema";
import { CategorySchema } from "@/lib/messages/schema";
import { BulkRecipientState, BulkStatus } from "@/prisma/generated/enums";

/** Bytes of JSON that one request may carry: a list in base64 and the words. */
export const MOST_REQUEST_BYTES = Math.ceil(MOST_LIST_BYTES * 1.4) + 512 * 1024;

const SMS = z.object({ body: z.string().min(1).max(1_600) });
const EMAIL = z.object({
  subject: z.string().max(200).optional(),
  body: z.string().max(100_000).optional(),
  htmlBody: z.string().max(100_000).optional(),
});
const IN_APP = z.object({ body: z.string().min(1).max(100_000) });

/** Own words per channel. `{{name}}` stands for a variable: of the patient, of the list's column, or given for all. */
export const BulkContent = z.object({
  SMS: SMS.optional(),
  EMAIL: EMAIL.optional(),
  IN_APP: IN_APP.optional(),
});

const shape = {
  audience: AudienceSchema,
  templateId: z.uuid().optional(),
  /** The same words for every channel. */
  body: z.string().max(1_600).optional(),
  content: BulkContent.optional(),
  variables: Variables.optional(),
  channel: ChannelSchema.optional(),
  plan: z.array(ChannelSchema).min(1).max(4).optional(),
  ...FallbackIn,
  category: CategorySchema.optional(),
  scheduledAt: InstantIn.optional(),
  /** A time on each patient's own wall. */
  scheduledFor: WallTimeIn.optional(),
  expiresAt: InstantIn.optional(),
  tags: z.array(z.string().min(1).max(50)).max(20).optional(),
  /** A phone that several patients share: leave all of them out, or send each number one message. */
  onShared: z.enum(["exclude", "once"]).default("exclude"),
  /** A file is about one person or costs each of many an MMS: what everybody is to see goes under an address in the words. */
  attachments: z
    .never({ error: "Files go to one person at a time. Put what everybody is to see under a web address." })
    .optional(),
  /** Also to those who had these very words today. */
  sendAgain: z.boolean().default(false),
};

const Words = z.object(shape);
type Words = z.output<typeof Words>;

/** Whether it brings words; who sends a bulk again need not. */
export const hasWords = ({ templateId, body, content }: Pick<Words, "templateId" | "body" | "content">) =>
  Boolean(templateId || body?.trim() || content?.SMS || content?.EMAIL || content?.IN_APP);
const saysSomething = (words: Words) => words.audience.kind === "again" || hasWords(words);
const saysItOnce = ({ templateId, body, content }: Words) => !(templateId && (body?.trim() || content));
const oneWay = ({ channel, plan }: Words) => !(channel && plan);
const oneTime = ({ scheduledAt, scheduledFor }: Words) => !(scheduledAt && scheduledFor);

const SAY = { message: "Write something, or name a template.", path: ["body"] };
const ONCE = { message: "Give a template or your own words, not both.", path: ["templateId"] };
const WAY = { message: "Give a channel or a plan, not both.", path: ["plan"] };
const TIME = { message: "Give an instant or a time of the day, not both.", path: ["scheduledFor"] };

/** `POST /api/v1/messages/bulk/preflight`: what would become of it; changes nothing. */
export const CheckBulk = Words.refine(saysSomething, SAY)
  .refine(saysItOnce, ONCE)
  .refine(oneWay, WAY)
  .refine(oneTime, TIME);
export type CheckBulk = z.output<typeof CheckBulk>;

/** `POST /api/v1/messages/bulk`: the same, with a name. `start: false` keeps it as a draft; `dryRun` answers the preflight. */
export const SendBulk = Words.extend({
  name: z.string().trim().min(1).max(100),
  start: z.boolean().default(true),
  dryRun: z.boolean().default(false),
})
  .refine(saysSomething, SAY)
  .refine(saysItOnce, ONCE)
  .refine(oneWay, WAY)
  .refine(oneTime, TIME);
export type SendBulk = z.output<typeof SendBulk>;

/** How far a bulk is, in recipients. All but `replied` and `clicked` add up to `total`. */
export const BulkCounts = z.object({
  /** Not looked at yet. */
  waiting: z.number(),
  /** Decided: not before its time. */
  held: z.number(),
  sending: z.number(),
  /** May have been sent: the vendor gave no answer. */
  unknown: z.number(),
  sent: z.number(),
  delivered: z.number(),
  failed: z.number(),
  cancelled: z.number(),
  excluded: z.number(),
  /** Patients who wrote after they were sent it. */
  replied: z.number(),
  /** Patients who opened a link in it, as far as people can be told from machines. */
  clicked: z.number().default(0),
});
export type BulkCounts = z.output<typeof BulkCounts>;

export const ReasonCount = z.object({ reason: z.string(), words: z.string(), count: z.number() });
export type ReasonCount = z.output<typeof ReasonCount>;

export const BulkSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  status: z.enum(BulkStatus),
  category: CategorySchema,
  plan: z.array(ChannelSchema),
  ...FallbackView,
  templateId: z.uuid().nullable(),
  templateName: z.string().nullable(),
  audience: AudienceSummary,
  scheduledAt: Instant.nullable(),
  scheduledFor: WallTimeIn.nullable(),
  total: z.number(),
  counts: BulkCounts,
  createdAt: Instant,
  createdByName: z.string(),
  startedAt: Instant.nullable(),
  pausedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
});
export type BulkView = z.output<typeof BulkSchema>;

export const BulkDetail = BulkSchema.extend({
  /** Why people were left out, most first. */
  excludedBy: z.array(ReasonCount),
  /** Why messages failed or wait, most first. */
  failedBy: z.array(ReasonCount),
  heldBy: z.array(ReasonCount.extend({ until: Instant.nullable() })),
  /** Whom it did not reach, once it is over; null: nobody is left, or it is not over. */
  again: AgainCounts.nullable(),
  /** The one whose recipients this one goes to again; null: it is a first one. */
  againOf: Kin.nullable(),
  /** Those that went again to whom this one did not reach, the newest first. */
  sentAgain: z.array(Kin),
});
export type BulkDetail = z.output<typeof BulkDetail>;

export const ListBulks = PageQuery;
export const BulkPage = pageSchema(BulkSchema);
export const BulkId = z.object({ id: z.uuid() });

export const RESULTS = [
  "all",
  "waiting",
  "held",
  "sending",
  "unknown",
  "sent",
  "delivered",
  "failed",
  "cancelled",
  "excluded",
  "replied",
  "clicked",
] as const;
export type Result = (typeof RESULTS)[number];

export const ListRecipients = z.object({
  result: z.enum(RESULTS).default("all"),
  /** Only this reason, as `excludedBy` and `failedBy` name it. */
  reason: z.string().max(60).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  /** Recipients after this number. */
  after: z.coerce.number().int().min(-1).max(2_147_483_647).default(-1),
});
export type ListRecipients = z.output<typeof ListRecipients>;

export const RecipientSchema = z.object({
  number: z.number(),
  patientId: z.uuid().nullable(),
  name: z.string().nullable(),
  state: z.enum(BulkRecipientState),
  result: z.enum(RESULTS),
  reason: z.string().nullable(),
  /** What happened, in words. */
  words: z.string(),
  channel: ChannelSchema.nullable(),
  address: z.string().nullable(),
  messageId: z.uuid().nullable(),
  conversationId: z.uuid().nullable(),
  until: Instant.nullable(),
  at: Instant.nullable(),
  /** How often people opened a link in it, and when first: as far as they can be told from machines. */
  clicks: z.number(),
  clickedAt: Instant.nullable(),
});
export type RecipientView = z.output<typeof RecipientSchema>;
export const RecipientPage = z.object({ items: z.array(RecipientSchema), nextAfter: z.number().nullable() });
export const CsvFile = z.object({ filename: z.string(), content: z.string() });
