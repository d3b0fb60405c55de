import type { FallbackChoice, Policy } from "@/lib/clinics/schema";
import type {
  InstructionFact,
  PlaceFact,
  PointFact,
  RelatedFact,
  SenderFact,
} from "@/lib/delivery/facts/schema";
import type { Remedy } from "@/lib/delivery/remedies/schema";
import type { AskedFact } from "@/lib/delivery/rules/asked";
import type { Unread } from "@/lib/delivery/rules/catching-up";
import type { RouteFact } from "@/lib/failover/schema";
import type { MediaFact } from "@/lib/media/schema";
import type { PhiMarks } from "@/lib/phi/schema";
import type {
  Category,
  Channel,
  ConsentAct,
  ConsentPurpose,
  CreatedByKind,
  Priority,
  RestrictionLabel,
  SecureProof,
} from "@/prisma/generated/enums";

/** Every rule of the one decision. A block by an earlier one is shown before a block by a later one. */
export const RULE_NAMES = [
  "deceased",
  "do_not_contact",
  "no_words",
  "no_contact_point",
  "contact_closed",
  "opt_out",
  "consent",
  "marketing_consent",
  "no_postal_address",
  "contact_instruction",
  "contact_hours",
  "representation",
  "preference",
  "facts_changed",
  "time_words",
  "phi",
  "no_mms",
  "no_sender",
  "provider_missing",
  "vendor_unsigned",
  "clinic_stopped",
  "catching_up",
  "revocation_unsure",
  "death_told",
  "provider_trouble",
  "bulk_paused",
  "scheduled",
  "daily_cap",
  "household_cap",
  "quiet_hours",
  "expired",
] as const;
export type RuleName = (typeof RULE_NAMES)[number];

export type Evidence = Record<string, string | number | boolean | null>;

export interface Reason {
  rule: RuleName;
  evidence: Evidence;
  remedy: Remedy | null;
}

/** The words of a message per channel, rendered when it was accepted; a retry repeats them byte for byte. */
export interface Content {
  /** `segments`: what a text costs, measured when it was accepted, because that takes longer than deciding about it. */
  SMS?: { body: string; segments?: number };
  EMAIL?: { subject: string; body: string; htmlBody?: string | null };
  PUSH?: { title?: string; body?: string };
  IN_APP?: { subject?: string | null; body: string };
  /** Kinds and places of what is private in these words. Absent: nothing. */
  phi?: PhiMarks;
  /** Ids of the secure messages that stand behind these ways: their words hold `{link}` (lib/delivery/link). */
  links?: Partial<Record<Channel, string>>;
  proof?: SecureProof; // How whoever opens those shows who they are; absent: not kept, or no links.
  unnamed?: true; // Its sender is not to be named: restricted content behind a link.
  /** Files that go with the text itself, as an MMS. Absent: none. */
  media?: MediaFact[];
  /** Ids of the attachments inside the mail; and the sentence, with `{link}`, about files behind a link of their own. */
  files?: string[];
  fileLink?: { id: string; sentence: string };
}

export interface MessageFacts {
  id: string;
  patientId: string;
  conversationId: string | null;
  category: Category;
  priority: Priority;
  plan: Channel[];
  content: Content;
  scheduledAt: Date | null;
  expiresAt: Date | null;
  createdAt: Date;
  createdByKind: CreatedByKind;
  /** The message of the patient that this one answers, as its sender said. */
  inReplyToId: string | null;
  templateId: string | null;
  /** A way that has to wait is passed over for the next one; without it only a block moves on. */
  fallbackOnHold: boolean;
  fallbackMinutes?: FallbackChoice | null;
  /** What our records said when a template was filled, by variable; null: own words. */
  basis: Record<string, string> | null;
  cancelledAt: Date | null;
  cancelledBy: string | null;
  /** A keyword, emergency or after-hours reply: quiet hours do not hold it. */
  isAutomatic: boolean;
  /** The after-hours answer (tag `after_hours_reply`): free of quiet hours for 5 minutes, and counted by the cap. */
  isAfterHoursReply: boolean;
  /** The one answer to STOP, START or HELP (tag `keyword_reply`): it may go to an address that has just opted out. */
  isKeywordReply: boolean;
  /** A number or address this message is bound to (an answer to a shared phone, a retry). */
  toAddress: string | null;
  isBound?: boolean; // That address is its thread's own: no other of its kind stands in for it.
}

/** Everything the one decision may look at. Nothing else decides. */
export interface Facts {
  /** When they were read: who represents whom is judged as of then. */
  asOf: Date;
  message: MessageFacts;
  clinic: {
    id: string;
    name: string;
    timeZone: string;
    stoppedAt: Date | null;
    stoppedReason: string | null;
    /** One line that stands under mail; null: the clinic has told none. */
    postalAddress: string | null;
  };
  patient: PlaceFact & {
    id: string;
    firstName: string;
    lastName: string;
    /** YYYY-MM-DD */
    dateOfBirth: string | null;
    deceasedAt: Date | null;
    doNotContact: boolean;
    /** The patient can sign in, which proves who opens a link. Absent: not. */
    hasPortal?: boolean;
    /** Where the patient's day passes from `at` on, when the named zone is named for a time. */
    moves: (PlaceFact & { at: Date }) | null;
    /** Postal codes of every US state the patient may be in; empty: none is known. */
    states: string[];
  };
  /** Sensitivity labels of the message, its thread, its patient and its template. */
  labels: RestrictionLabel[];
  related: RelatedFact[];
  instructions: InstructionFact[];
  /** The patient's message that this one answers: where it came from and when. */
  answers: { channel: Channel; address: string; at: Date } | null;
  points: PointFact[];
  suppressions: { channel: Channel; address: string; reason: string; since: Date }[];
  consents: {
    purpose: ConsentPurpose;
    channel: Channel;
    address: string | null;
    act: ConsentAct;
    at: Date;
  }[];
  preferences: { channel: Channel; category: Category; allowed: boolean }[];
  senders: SenderFact[];
  /** Per channel the sender this thread used last. */
  lastSender: Partial<Record<Channel, string>>;
  /** Providers this installation is configured for. */
  providers: string[];
  /** What each vendor carries, by weight and health. */
  routes: RouteFact[];
  /** Vendors that refused this hop a moment ago; absent: none. */
  avoid?: string[];
  /** Providers with whom the clinic has a signed agreement (BAA). */
  signed: string[];
  /** Cap slots taken per patient-local date (YYYY-MM-DD). */
  used: Record<string, number>;
  /** The same per shared phone number, whoever of the household it was for. */
  household: Record<string, Record<string, number>>;
  /** Slots this message already holds, as `hop/YYYY-MM-DD`. */
  slots: string[];
  overrides: string[];
  /** The bulk it belongs to, while that is paused or being taken back. */
  halted: { name: string; since: Date | null } | null;
  /** What patients may have written while we were offline and nobody has read yet; absent: nothing. */
  unread?: Unread | null;
  /** Words of patients about these addresses or this person that nobody has decided about; absent: none. */
  asked?: AskedFact[];
  /** What our records say now, for a message that rests on them (`message.basis`); null: not asked. */
  known: Record<string, string> | null;
}

export type Verdict =
  | { kind: "open"; closesAt?: Date; warning?: { evidence: Evidence; remedy: Remedy | null } }
  | { kind: "hold"; until: Date; evidence: Evidence; remedy: Remedy | null }
  | { kind: "block"; evidence: Evidence; remedy: Remedy | null };

/** One rule: pure, one file. `timed` rules are asked again at later instants; the others answer for the present. */
export interface Rule {
  name: RuleName;
  timed?: true;
  judge(facts: Facts, policy: Policy, hop: number, at: Date): Verdict;
}

export type Answer =
  | {
      kind: "allow";
      provider: string;
      sender: string;
      senderId: string | null;
      to: string;
      /** The first instant at which it would no longer be allowed; null: none in sight. */
      closesAt: Date | null;
      /** Patient-local date whose cap slot the hand-off takes; null: exempt, or it holds one. */
      takesSlot: string | null;
      /** `notice`: its vendor may learn only that there is a message, never the words. */
      carries: "words" | "notice";
      /** The chart or thread is restricted: neither sender, subject nor title names the clinic. */
      unnamed?: true;
      /** What a person should know though it may go; kept with the decision. */
      warnings: Reason[];
    }
  | { kind: "hold"; until: Date; reasons: Reason[] }
  | { kind: "block"; reasons: Reason[] };

/** A message that is not stored: the composer's, the preview's, the preflight's. */
export interface Draft extends Pick<MessageFacts, "fallbackMinutes"> {
  /** The id the message will have; not given: none yet. */
  id?: string;
  patientId: string;
  conversationId?: string | null;
  plan: Channel[];
  category: Category;
  priority: Priority;
  content: Content;
  scheduledAt?: Date | null;
  expiresAt?: Date | null;
  fallbackOnHold?: boolean;
  isAutomatic?: boolean;
  isAfterHoursReply?: boolean;
  /** Who writes it. Not given: the one who asks. */
  createdByKind?: CreatedByKind;
  inReplyToId?: string | null;
  templateId?: string | null;
  toAddress?: string | null;
  overrides?: RuleName[];
}
