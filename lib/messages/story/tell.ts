import type { z } from "zod";
import { UNKNOWN_AFTER_MS } from "@/lib/delivery/rules/attempt";
import { isByMachine } from "@/lib/delivery/rules/receipts";
import { HUB } from "@/lib/delivery/rules/target";
import type { StoryLine } from "@/lib/messages/schema";
import type { Around, ShownRow } from "@/lib/messages/shown/queries";
import { decisionView, factsAbout, factsOf } from "@/lib/messages/shown/views";
import type { AttemptRow, MessageRecord } from "@/lib/messages/story/queries";
import type { WordFacts } from "@/lib/messages/words/facts";
import { linkLines } from "@/lib/messages/words/of-links";
import { mediaLines } from "@/lib/messages/words/of-media";
import { secureLines } from "@/lib/messages/words/of-secure";
import {
  cancelledWords,
  claimedWords,
  createdWords,
  failoverWords,
  fallbackWords,
  type Left,
  outcomeWords,
  overrideWords,
  patienceWords,
  receiptWords,
  rescheduledWords,
  unknownWords,
} from "@/lib/messages/words/of-story";
import { displayName, formatPhone } from "@/lib/patients/rules";
import type { ReceiptKind } from "@/lib/providers/port";

type Line = z.input<typeof StoryLine>;

const DECIDED = { allow: "allowed", hold: "held", block: "blocked" } as const;

/** What happened to a message, oldest first, in words: every decision, attempt, answer and receipt. */
export function tellStory(row: ShownRow, record: MessageRecord, around: Around): Line[] {
  if (row.direction === "INBOUND") {
    const words =
      row.channel === "IN_APP"
        ? `${displayName(row.patient, null)} wrote it in the portal, signed in.`
        : `Received from ${formatPhone(row.fromAddress ?? "an unknown address")}.`;
    return [{ at: row.createdAt, kind: "received", channel: row.channel, words }];
  }
  const facts = factsOf(row, around);
  const author = around.staff.get(row.createdBy) ?? null;
  const lines: Line[] = [
    {
      at: row.createdAt,
      kind: "created",
      channel: null,
      words: createdWords(row.createdByKind, author) + patienceWords(row.plan, row.fallbackMinutes),
    },
    ...record.overrides.map((override): Line => {
      const by = around.staff.get(override.createdBy) ?? null;
      const words = overrideWords(override.rule, override.reason, by);
      return {
        at: override.createdAt,
        kind: "override",
        channel: null,
        words,
        rule: override.rule,
        ...(by ? { by } : {}),
      };
    }),
    ...record.reschedules.map((move) => rescheduled(move, facts, around)),
    ...secureLines(row.secureMessages, facts, row.attachments),
    ...mediaLines(row.attachments),
    ...linkLines(row.shortLinks, facts),
    ...failovers(record.attempts),
    ...taken(row, record, around),
  ];
  if (row.cancelledAt) {
    const by = row.cancelledBy ? (around.staff.get(row.cancelledBy) ?? null) : null;
    lines.push({
      at: row.cancelledAt,
      kind: "cancelled",
      channel: null,
      words: cancelledWords(row.cancelledBy, by, facts),
      ...(by ? { by } : {}),
    });
  }
  return lines.sort((a, b) => a.at.getTime() - b.at.getTime());
}

type DecisionRow = MessageRecord["decisions"][number];

function decided(decision: DecisionRow, facts: WordFacts): Line[] {
  const { words, rule, evidence } = decisionView(decision, { ...facts, now: decision.at });
  const kind = DECIDED[decision.kind as keyof typeof DECIDED];
  return [
    {
      at: decision.at,
      kind,
      channel: decision.channel,
      words,
      ...(rule ? { rule } : {}),
      ...(evidence ? { evidence } : {}),
      ...(decision.until ? { until: decision.until } : {}),
    },
  ];
}

function attempted(attempt: AttemptRow, facts: WordFacts): Line[] {
  const { channel } = attempt;
  const own = (reason: string | null, at: Date): WordFacts => ({
    ...facts,
    channel,
    to: attempt.toAddress,
    reason,
    until: attempt.notBefore ?? facts.until,
    now: at,
  });
  const lines: Line[] = [
    {
      at: attempt.claimedAt,
      kind: "claimed",
      channel,
      words: claimedWords(attempt),
    },
  ];
  const { outcome, outcomeAt } = attempt;
  if (outcomeAt && (outcome === "accepted" || outcome === "rejected" || outcome === "released")) {
    const words = outcomeWords(outcome, own(attempt.outcomeReason, outcomeAt), attempt.outcomeRetry === true);
    lines.push({ at: outcomeAt, kind: outcome, channel, words });
  } else if (isUnknown(attempt, facts.now)) {
    const seen = own(null, facts.now);
    lines.push({
      at: attempt.claimedAt,
      kind: "unknown",
      channel,
      words: unknownWords({ ...seen, unknownSince: attempt.claimedAt }),
    });
  }
  for (const receipt of attempt.receipts) {
    if (receipt.provider === HUB) continue;
    const machine = isByMachine(asRead(receipt), { channel, receipts: attempt.receipts.map(asRead) });
    const words = receiptWords({ ...receipt, machine }, own(receipt.reason, receipt.at));
    // Vendors stamp whole seconds: nothing is reported of a message before it was taken.
    const at = new Date(Math.max(receipt.at.getTime(), (outcomeAt ?? attempt.claimedAt).getTime()));
    lines.push({ at, kind: "receipt", channel, words });
  }
  return lines;
}

const asRead = ({ kind, machine, at }: AttemptRow["receipts"][number]) => ({
  kind: kind as ReceiptKind,
  machine,
  at,
});

/** By the attempt's own facts: the message may meanwhile go another way. */
function isUnknown({ outcome, claimedAt, receipts }: AttemptRow, now: Date): boolean {
  return !outcome && receipts.length === 0 && now.getTime() >= claimedAt.getTime() + UNKNOWN_AFTER_MS;
}

function rescheduled(move: MessageRecord["reschedules"][number], facts: WordFacts, around: Around): Line {
  const by = around.staff.get(move.createdBy) ?? null;
  const words = rescheduledWords(move.scheduledAt, by, { ...facts, now: move.createdAt });
  return { at: move.createdAt, kind: "rescheduled", channel: null, words, ...(by ? { by } : {}) };
}

/** A line where another service took a hop over. */
function failovers(attempts: AttemptRow[]): Line[] {
  return attempts.flatMap((attempt) => {
    const before = attempts.findLast((one) => one.hop === attempt.hop && one.attempt < attempt.attempt);
    if (!before || before.provider === attempt.provider) return [];
    const words = failoverWords(attempt.channel, before.provider, attempt.provider);
    return [{ at: attempt.claimedAt, kind: "failover" as const, channel: attempt.channel, words }];
  });
}

/** Decisions and attempts, with a line wherever the message moved on to another way of its plan, and why. */
function taken(row: ShownRow, record: MessageRecord, around: Around): Line[] {
  const facts = factsOf(row, around);
  const steps = [
    ...record.decisions.map((one) => ({
      hop: one.hop,
      at: one.at,
      lines: decided(one, factsAbout(one, row, around)),
    })),
    ...record.attempts.map((one) => ({ hop: one.hop, at: one.claimedAt, lines: attempted(one, facts) })),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
  return steps.flatMap(({ hop, at, lines }, index) => {
    const before = steps[index - 1]?.hop ?? hop;
    const [channel, from] = [row.plan[hop], row.plan[before]];
    if (before === hop || !channel || !from) return lines;
    const words = fallbackWords(channel, from, whyLeft(record, before, at));
    return [{ at, kind: "fallback" as const, channel, words }, ...lines];
  });
}

function whyLeft({ decisions, attempts }: MessageRecord, hop: number, at: Date): Left {
  const said = decisions.findLast((decision) => decision.hop === hop && decision.at <= at)?.kind;
  if (said === "block") return "blocked";
  if (said === "hold") return "held";
  const last = attempts.findLast((attempt) => attempt.hop === hop);
  const failed = last?.receipts.some(({ kind }) => kind === "failed" || kind === "bounced");
  return failed || last?.outcome === "rejected" ? "failed" : "silent";
}
