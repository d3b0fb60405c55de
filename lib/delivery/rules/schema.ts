import type { Answer, RuleName } from "@/lib/delivery/schema";
import type { FailureReason, ReceiptKind } from "@/lib/providers/port";
import type { Channel, MessageStatus } from "@/prisma/generated/enums";

export interface ReceiptFact {
  eventId: string;
  kind: ReceiptKind;
  /** The vendor's own status word, error code and sentence. */
  status: string;
  code: string | null;
  reason: string | null;
  detail: string | null;
  soft: boolean;
  machine: boolean;
  at: Date;
  recordedAt: Date;
}

export interface AttemptFact {
  id: string;
  hop: number;
  attempt: number;
  channel: Channel;
  /** Who carried it; absent where that is not asked. */
  provider?: string;
  claimedAt: Date;
  outcome: "accepted" | "rejected" | "released" | null;
  outcomeAt: Date | null;
  outcomeReason: string | null;
  outcomeRetry: boolean;
  notBefore: Date | null;
  receipts: ReceiptFact[];
}

/** What was recorded about one message, in any order. */
export interface History {
  attempts: AttemptFact[];
  /** Hops the decision blocked, with the rule: a block is for good. */
  blocked: { hop: number; rule: string }[];
}

export interface Decided {
  hop: number;
  answer: Answer;
}

export type Act =
  | { kind: "send"; hop: number; attempt: number; answer: Extract<Answer, { kind: "allow" }> }
  | { kind: "wait"; until: Date }
  | { kind: "rest" };

export interface Next {
  status: MessageStatus;
  /** A rule's name, a failure reason, `unknown`, `cancelled`; null when there is nothing to explain. */
  reason: RuleName | FailureReason | "unknown" | "cancelled" | (string & {}) | null;
  act: Act;
  hop: number;
  /** What was decided on the way, in hop order. The last one decided what happens now. */
  decisions: Decided[];
  sentAt: Date | null;
  deliveredAt: Date | null;
}

/** The last recorded answer per hop. */
export type Said = Map<number, { kind: Answer["kind"]; until: Date | null; rules: string[] }>;
