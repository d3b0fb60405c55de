import type { Policy } from "@/lib/clinics/schema";
import type { Next } from "@/lib/delivery/rules/schema";
import type {
  Category,
  Channel,
  ConsentAct,
  ConsentPurpose,
  ContactHealth,
  ContactKind,
  Priority,
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
  "preference",
  "no_sender",
  "provider_missing",
  "clinic_stopped",
  "scheduled",
  "daily_cap",
  "quiet_hours",
  "expired",
] as const;
export type RuleName = (typeof RULE_NAMES)[number];

/** What a person can do about a reason; the screen has the words. */
export const REMEDIES = [
  "add_contact_point",
  "confirm_contact_point",
  "patient_must_start",
  "record_consent",
  "change_preference",
  "use_other_channel",
  "write_for_channel",
  "set_up_sender",
  "set_up_provider",
  "resume_sending",
  "wait",
  "override_quiet_hours",
  "override_daily_cap",
  "send_again",
] as const;
export type Remedy = (typeof REMEDIES)[number];

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
  cancelledAt: Date | null;
  cancelledBy: string | null;
  /** A keyword, emergency or after-hours reply: exempt from cap and quiet hours. */
  isAutomatic: boolean;
  /** The one answer to STOP, START or HELP (tag `keyword_reply`): it may go to an address that has just opted out. */
  isKeywordReply: boolean;
  /** A number or address this message is bound to (an answer to a shared phone, a retry). */
  toAddress: string | null;
}

export interface PointFact {
  id: string;
  kind: ContactKind;
  value: string;
  isPrimary: boolean;
  health: ContactHealth;
  healthReason: string | null;
  healthAt: Date | null;
}

export interface SenderFact {
  id: string;
  channel: Channel;
  provider: string;
  address: string;
  displayName: string | null;
  rate: number;
  isDefault: boolean;
  registered: boolean;
}

/** Everything the one decision may look at. Nothing else decides. */
export interface Facts {
  message: MessageFacts;
  clinic: {
    id: string;
    name: string;
    timeZone: string;
    stoppedAt: Date | null;
    stoppedReason: string | null;
  };
  patient: {
    id: string;
    deceasedAt: Date | null;
    doNotContact: boolean;
    /** IANA zones, at least one; all of them must be open. The first one's calendar counts for the daily cap. */
    zones: string[];
    zoneSource: string;
  };
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
  /** Cap slots taken per patient-local date (YYYY-MM-DD). */
  used: Record<string, number>;
  /** Slots this message already holds, as `hop/YYYY-MM-DD`. */
  slots: string[];
  overrides: string[];
}

export type Verdict =
  | { kind: "open"; closesAt?: Date }
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
    }
  | { kind: "hold"; until: Date; reasons: Reason[] }
  | { kind: "block"; reasons: Reason[] };

/** A message that is not stored: the composer's, the preview's, the preflight's. */
export interface Draft {
  patientId: string;
  conversationId?: string | null;
  plan: Channel[];
  category: Category;
  priority: Priority;
  content: Content;
  scheduledAt?: Date | null;
  expiresAt?: Date | null;
  isAutomatic?: boolean;
  toAddress?: string | null;
  overrides?: RuleName[];
}

/** The one decision about a draft: what would happen now, and each hop's own answer. */
export interface DraftAnswer {
  next: Next;
  plan: { hop: number; channel: Channel; answer: Answer }[];
  /** The zone the patient's day was reckoned in and how it is known. */
  zone: { zones: string[]; source: string };
}
