import type { ContactHours } from "@/lib/clinics/hours/schema";
import type { Purpose } from "@/lib/senders/schema";
import type { Channel, ContactHealth, ContactKind, Relation } from "@/prisma/generated/enums";

export interface PointFact {
  id: string;
  kind: ContactKind;
  value: string;
  isPrimary: boolean;
  health: ContactHealth;
  healthReason: string | null;
  healthAt: Date | null;
  /** Other patients of the clinic with the same number or address. */
  sharedWith: number;
  /** The related person it belongs to; null: the patient's own. */
  belongsTo: string | null;
}

/** Somebody who acts for the patient. */
export interface RelatedFact {
  id: string;
  relation: Relation;
  /** What the authority does not cover, in words; null: unlimited. */
  limits: string | null;
  from: Date | null;
  until: Date | null;
  /** The addresses this person is known by, E.164 or lower case. */
  addresses: string[];
  /** This person can sign in, which opens links sent to them. Absent: not. */
  hasPortal?: boolean;
}

/** How a patient asked to be reached. All that stand bind together. */
export interface InstructionFact {
  /** Contact points that may be used; empty: any. */
  contactPointIds: string[];
  hours: ContactHours;
  noNames: boolean;
  since: Date;
}

/** Where a patient's day passes. */
export interface PlaceFact {
  /** IANA zones, at least one; all of them must be open. The first one's calendar counts for the daily cap. */
  zones: string[];
  zoneSource: string;
}

/** A number, address or app of the clinic. */
export interface SenderFact {
  id: string;
  channel: Channel;
  provider: string;
  address: string;
  displayName: string | null;
  rate: number;
  isDefault: boolean;
  registered: boolean;
  purpose?: Purpose;
  /** Whether it sends pictures; absent: it does not. */
  mms?: boolean;
}
