import type { z } from "zod";
import type { StoryLine } from "@/lib/messages/schema";
import type { Around, ShownRow } from "@/lib/messages/shown/queries";
import { decisionView, factsOf } from "@/lib/messages/shown/views";
import type { AttemptRow, MessageRecord } from "@/lib/messages/story/queries";
import type { WordFacts } from "@/lib/messages/words/facts";
import {
  cancelledWords,
  claimedWords,
  createdWords,
  fallbackWords,
  outcomeWords,
  overrideWords,
  receiptWords,
  unknownWords,
} from "@/lib/messages/words/of-story";
import { formatPhone } from "@/lib/patients/rules";

type Line = z.input<typeof StoryLine>;

const DECIDED = { allow: "allowed", hold: "held", block: "blocked" } as const;

/** What happened to a message, oldest first, in words: every decision, attempt, answer and receipt. */
export function tellStory(row: ShownRow, record: MessageRecord, around: Around): Line[] {
  if (row.direction === "INBOUND") {
    const words = `Received from ${formatPhone(row.fromAddress ?? "an unknown address")}.`;
    return [{ at: row.createdAt, kind: "received", channel: row.channel, words }];
  }
  const facts = factsOf(row, around);
  const author = around.staff.get(row.createdBy) ?? null;
  const lines: Line[] = [
    { at: row.createdAt, kind: "created", channel: null, words: createdWords(row.createdByKind, author) },
    ...record.decisions.flatMap((decision) => decided(decision, facts)),
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
    ...record.attempts.flatMap((attempt) => attempted(attempt, facts)),
    ...fallbacks(row, record),
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

function decided(decision: MessageRecord["decisions"][number], facts: WordFacts): Line[] {
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
      words: claimedWords(channel, attempt.toAddress, attempt.attempt),
    },
  ];
  const { outcome, outcomeAt } = attempt;
  if (outcomeAt && (outcome === "accepted" || outcome === "rejected" || outcome === "released")) {
    const words = outcomeWords(outcome, own(attempt.outcomeReason, outcomeAt), attempt.outcomeRetry === true);
    lines.push({ at: outcomeAt, kind: outcome, channel, words });
  } else if (facts.unknownSince) {
    const seen = own(null, facts.now);
    lines.push({
      at: attempt.claimedAt,
      kind: "unknown",
      channel,
      words: unknownWords({ ...seen, unknownSince: attempt.claimedAt }),
    });
  }
  for (const receipt of attempt.receipts) {
    const words = receiptWords(receipt, own(receipt.reason, receipt.at));
    lines.push({ at: receipt.at, kind: "receipt", channel, words });
  }
  return lines;
}

/** A line where the message moved on to its next way: the first thing recorded about that hop. */
function fallbacks(row: ShownRow, record: MessageRecord): Line[] {
  return row.plan.slice(1, row.hop + 1).flatMap((channel, index) => {
    const hop = index + 1;
    const times = [
      ...record.decisions.filter((decision) => decision.hop === hop).map((decision) => decision.at),
      ...record.attempts.filter((attempt) => attempt.hop === hop).map((attempt) => attempt.claimedAt),
    ];
    const first = times.sort((a, b) => a.getTime() - b.getTime())[0];
    return first ? [{ at: first, kind: "fallback" as const, channel, words: fallbackWords(channel) }] : [];
  });
}
