import { z } from "zod";
import { ChannelSchema } from "@/lib/channel";
import { HouseholdSchema } from "@/lib/households/schema";
import { Instant, InstantIn, PageQuery, pageSchema } from "@/lib/http/instant";
import { ContactPointSchema } from "@/lib/patients/schema";
import { QuestionSchema } from "@/lib/revocations/schema";
import { ConversationKind, ConversationStatus, Direction } from "@/prisma/generated/enums";

/** The inbox's views. `unknown` holds senders nobody has named yet. */
export const VIEWS = [
  "waiting",
  "unassigned",
  "mine",
  "team",
  "open",
  "unknown",
  "failed",
  "snoozed",
  "closed",
] as const;
export type View = (typeof VIEWS)[number];

export const ListConversations = PageQuery.extend({
  view: z.enum(VIEWS).default("open"),
  search: z.string().trim().max(100).optional(),
  channel: ChannelSchema.optional(),
});

/** A row of the inbox. `snippet` is empty where a restriction forbids it. */
export const ConversationSchema = z.object({
  id: z.uuid(),
  kind: z.enum(ConversationKind),
  status: z.enum(ConversationStatus),
  patientId: z.uuid(),
  /** "Maria Alvarez", "Ana, Leo, Mía and Sofía", or the number of an unknown sender as people write it. */
  name: z.string(),
  snippet: z.string(),
  restricted: z.boolean(),
  lastMessageAt: Instant,
  lastMessageId: z.uuid().nullable(),
  lastChannel: ChannelSchema.nullable(),
  lastDirection: z.enum(Direction).nullable(),
  lastInboundAt: Instant.nullable(),
  waitingSince: Instant.nullable(),
  failedSince: Instant.nullable(),
  snoozedUntil: Instant.nullable(),
  unread: z.boolean(),
  assignee: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  team: z.object({ id: z.uuid(), name: z.string() }).nullable(),
});
export type ConversationView = z.output<typeof ConversationSchema>;
export const ConversationPage = pageSchema(ConversationSchema).extend({
  /** A name close to a search that found nothing. */
  didYouMean: z.string().nullable(),
});

/** Counts stop at 99: nobody reads 312 differently from "99+", and counting further would scan. */
export const MOST_COUNTED = 99;
export const ViewCounts = z.record(z.enum(VIEWS), z.number());

export const UpdateConversation = z.object({
  /** A staff id, or null to hand it back. With `ifAssigneeId` the claim is compare-and-set. */
  assigneeId: z.uuid().nullable().optional(),
  ifAssigneeId: z.uuid().nullable().optional(),
  /** A team whose view it stands in, or null. Who takes it is another question. */
  teamId: z.uuid().nullable().optional(),
  status: z.enum(ConversationStatus).optional(),
  snoozedUntil: InstantIn.nullable().optional(),
  read: z.boolean().optional(),
});

export const AddNote = z.object({ body: z.string().trim().min(1).max(5_000) });
export const NoteSchema = z.object({
  id: z.uuid(),
  body: z.string(),
  authorName: z.string(),
  createdAt: Instant,
});

/** The right-hand pane: who this is, how to reach them, what is allowed now. */
export const PatientCard = z.object({
  id: z.uuid(),
  kind: z.enum(["person", "unsorted"]),
  firstName: z.string(),
  lastName: z.string(),
  dateOfBirth: z.string().nullable(),
  language: z.string(),
  deceased: z.boolean(),
  timeZone: z.string(),
  /** How the zone is known: explicit, address, area_code, clinic. */
  timeZoneSource: z.string(),
  contactPoints: z.array(ContactPointSchema),
  /** Ways in the order in which the patient wants to be tried; empty: the first that works. */
  channelOrder: z.array(ChannelSchema),
  /** The patient can sign in to the portal, where a message can be put. */
  hasPortal: z.boolean(),
  usedToday: z.number(),
  dailyCap: z.number(),
  consents: z.array(
    z.object({ purpose: z.string(), channel: ChannelSchema, granted: z.boolean(), at: Instant }),
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
});

export const ViewerSchema = z.object({ staffId: z.uuid(), name: z.string(), typing: z.boolean() });

/** A heartbeat of an open thread, every 10 seconds; `left` ends it at once. */
export const Heartbeat = z.object({ typing: z.boolean().default(false), left: z.boolean().default(false) });

export const ConversationDetail = ConversationSchema.extend({
  patient: PatientCard,
  /** Who shares this phone or mail address; `patient` is whom its newest message is filed to. Absent: one patient's own. */
  household: HouseholdSchema.optional(),
  notes: z.array(NoteSchema),
  /** Colleagues who have it open; never oneself. */
  viewers: z.array(ViewerSchema),
  /** What the patient wrote that a person has to decide: what it holds waits until then. */
  questions: z.array(QuestionSchema),
});
export type ConversationDetail = z.output<typeof ConversationDetail>;
