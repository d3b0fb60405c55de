import type { Channel, MessageStatus } from "@/prisma/generated/enums";

export type Evidence = Record<string, string | number | boolean | null>;

/** What a sentence about a message may draw on. Times are instants; they are told on the zone's own wall. */
export interface WordFacts {
  channel: Channel;
  status: MessageStatus;
  /** The deciding rule or the vendor's failure reason (`lib/delivery` and `lib/providers/port.ts` name them). */
  reason: string | null;
  evidence: Evidence;
  /** What people call the patient: "Maria". */
  name: string;
  /** The patient's IANA zone; the clinic's zone for what happened at the clinic's side. */
  zone: string;
  clinicZone: string;
  /** The number patients text START to, E.164. */
  clinicPhone: string | null;
  /** Where it goes: E.164 or a mail address. */
  to: string | null;
  /** When the engine looks again, or the hold ends. */
  until: Date | null;
  lastInboundAt: Date | null;
  /** Set while an attempt has no answer: the instant it was handed over. */
  unknownSince: Date | null;
  /** Set when a person opened it. */
  openedAt: Date | null;
  /** Set when a person opened a link in its text: the first time. */
  clickedAt: Date | null;
  now: Date;
}

export type Tone = "neutral" | "progress" | "success" | "warning" | "danger";

export interface Badge {
  label: string;
  tone: Tone;
  sentence: string | null;
}

/** What a channel's message is called, and who carries it. */
export const CHANNEL_WORDS: Record<Channel, { thing: string; things: string; service: string; by: string }> =
  {
    SMS: { thing: "text", things: "texts", service: "text service", by: "text" },
    EMAIL: { thing: "email", things: "emails", service: "email service", by: "email" },
    PUSH: {
      thing: "notification",
      things: "notifications",
      service: "notification service",
      by: "app notification",
    },
    IN_APP: { thing: "portal message", things: "portal messages", service: "hub", by: "portal message" },
  };

/** An instant among the evidence, where rules keep it as ISO 8601. */
export function instantOf(evidence: Evidence, ...names: string[]): Date | null {
  for (const name of names) {
    const value = evidence[name];
    const at = typeof value === "string" ? new Date(value) : null;
    if (at && !Number.isNaN(at.getTime())) return at;
  }
  return null;
}

/** Whether the held reply may be sent by whoever answers, because the patient is waiting: the rules say until when. */
export function isWaitingForAnswer(facts: Pick<WordFacts, "evidence" | "now">): boolean {
  const until = instantOf(facts.evidence, "waitingUntil");
  return until !== null && facts.now <= until;
}
