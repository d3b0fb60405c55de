import { z } from "zod";
import { ChannelSchema } from "@/lib/channel";
import { Instant, InstantIn, PageQuery, pageSchema } from "@/lib/http/instant";

export const INCIDENT_STATUSES = ["open", "low_probability", "breach", "told"] as const;
export type IncidentStatus = (typeof INCIDENT_STATUSES)[number];

/** A breach is told to the patient within 60 days of the day it was known (45 CFR 164.404(b)). */
export const NOTICE_DAYS = 60;

const Words = z.string().trim().min(3, "Write a sentence.").max(2_000);

/** The four factors of 45 CFR 164.402(2), each in the officer's words, and what follows from them. */
export const Assessment = z.object({
  /** (i) What it was about and how well it tells who the patient is. */
  nature: Words,
  /** (ii) Who got it. */
  recipient: Words,
  /** (iii) Whether it was really seen or kept. */
  acquired: Words,
  /** (iv) How far the risk has been reduced since. */
  mitigated: Words,
  conclusion: z.enum(["undecided", "low_probability", "breach"]),
  /** Why. Without one nothing is concluded. */
  reason: z.string().trim().max(2_000).default(""),
});
export type Assessment = z.output<typeof Assessment>;

export const AssessIncident = Assessment.refine(
  ({ conclusion, reason }) => conclusion === "undecided" || reason.length >= 3,
  { message: "Say why you conclude this.", path: ["reason"] },
);

export const AssignIncident = z.object({ officerId: z.uuid() });
/** How and when the patient was told of a breach. */
export const TellIncident = z.object({ how: Words, at: InstantIn.optional() });

/** `POST /api/v1/incidents`: anybody of the desk says that words about a patient went to the wrong place. */
export const ReportIncident = z.object({
  patientId: z.uuid(),
  channel: ChannelSchema,
  /** The number (E.164) or mail address that they went to. */
  address: z.string().trim().min(3).max(300),
  /** What happened, for the privacy officer. */
  note: z.string().trim().max(2_000).optional(),
  /** When it was found: the law's 60 days run from then. Not given: now; never later. */
  foundAt: InstantIn.optional(),
  /** What went to that address since then is listed. Not given: since it was last confirmed. */
  since: InstantIn.optional(),
});

/** What whoever reported is told: that it is on record, and nothing of what others reported. */
export const Reported = z.object({ id: z.uuid(), at: Instant });

export const IncidentSchema = z.object({
  id: z.uuid(),
  kind: z.enum(["wrong_number", "other"]),
  status: z.enum(INCIDENT_STATUSES),
  patientId: z.uuid(),
  patientName: z.string(),
  channel: ChannelSchema,
  address: z.string(),
  addressShown: z.string(),
  discoveredAt: Instant,
  dueAt: Instant,
  /** "Day 3 of 60. Decide, and if it is a breach tell the patient by January 21." */
  clock: z.string(),
  overdue: z.boolean(),
  officer: z.object({ id: z.uuid(), name: z.string() }).nullable(),
});
export type IncidentView = z.output<typeof IncidentSchema>;

export const ListIncidents = PageQuery.extend({ status: z.enum(INCIDENT_STATUSES).optional() });
export const IncidentPage = pageSchema(IncidentSchema);

/** One message that went there, newest first. */
export const ExposedSchema = z.object({
  messageId: z.uuid(),
  channel: ChannelSchema,
  sentAt: Instant,
  /** What a reader learns, in sentences. */
  revealed: z.array(z.string()),
  /** The words as they are kept now; empty once they were erased. */
  body: z.string(),
});
export const ExposedPage = pageSchema(ExposedSchema);

export const IncidentEventSchema = z.object({
  id: z.uuid(),
  kind: z.enum(["opened", "reported_again", "assigned", "assessed", "told"]),
  at: Instant,
  /** Who, as people call them. */
  by: z.string(),
  words: z.string(),
});

export const IncidentDetail = IncidentSchema.extend({
  /** Since when what went there counts: the number's last confirmation. Null: it was never confirmed. */
  exposedSince: Instant.nullable(),
  /** The newest assessment; null: none yet. */
  assessment: Assessment.nullable(),
  /** What the findings suggest for the first factor. */
  suggested: z.string(),
  events: z.array(IncidentEventSchema),
  officers: z.array(z.object({ id: z.uuid(), name: z.string() })),
});
export type IncidentDetail = z.output<typeof IncidentDetail>;
