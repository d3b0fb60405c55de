import Papa from "papaparse";
import type { z } from "zod";
import { type Judged, judge, prepareBulk } from "@/lib/bulk/checking/queries";
import type { Dropped } from "@/lib/bulk/judging/queries";
import type { Preflight } from "@/lib/bulk/preflight/schema";
import { bucketsOf, plan, type Release } from "@/lib/bulk/rules/curve";
import { lineWords, reasonWords } from "@/lib/bulk/rules/words";
import type { CheckBulk, CsvFile } from "@/lib/bulk/schema";
import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import type { Tx } from "@/lib/db/transaction";
import type { House } from "@/lib/delivery/facts/queries";
import { creditsOf, expectedSender, laneId } from "@/lib/delivery/rules/queue";
import type { Content } from "@/lib/delivery/schema";
import { COST_PER_SEGMENT, measureText } from "@/lib/messages/content/segments";
import { displayName } from "@/lib/patients/rules";
import type { Channel } from "@/prisma/generated/enums";

type Answer = z.input<typeof Preflight>;

/** Row problems that are told one by one; the rest are in the list that downloads. */
const MOST_ROWS = 200;

/**
 * What would become of a bulk if it were started now: who gets it when, who is left out and why, what it costs and when
 * it is done. Changes nothing. Throws `invalid` for a list or words that cannot be read, `not_found` for a template.
 */
export function checkBulk(ctx: Ctx, input: CheckBulk): Promise<Answer> {
  return read(ctx, async (tx) => {
    const { wording, terms, audience, prepared } = await prepareBulk(tx, ctx, input);
    const { house, judged } = await judge(tx, ctx, terms, prepared.ready, wording.template?.id ?? null);
    const leaving = judged.filter(({ outcome }) => outcome.kind !== "excluded");
    const excluded = [
      ...prepared.dropped.map((one) => one.left.reason),
      ...judged.flatMap(({ outcome }) => (outcome.kind === "excluded" ? [outcome.reason] : [])),
    ];
    const go = judged.filter(({ outcome }) => outcome.kind === "go").length;
    const rows = prepared.dropped.filter(({ left }) => typeof left.evidence.problem === "string");
    const texts = leaving.filter((one) => channelOf(one) === "SMS");
    const segments = texts.reduce((sum, { decision }) => sum + creditsOf(decision.facts, "SMS"), 0);
    return {
      total: audience.candidates.length,
      go,
      held: leaving.length - go,
      excluded: excluded.length,
      heldBy: heldBy(leaving),
      excludedBy: countedBy(excluded),
      sentToday: excluded.filter((reason) => reason === "sent_today").length,
      headers: audience.headers,
      columns: audience.columns,
      rows: input.audience.kind === "list" ? rows.slice(0, MOST_ROWS).map(rowProblem) : [],
      rowErrors: input.audience.kind === "list" ? rows.length : 0,
      channels: channelsOf(leaving),
      segments,
      cost: Math.round(segments * COST_PER_SEGMENT * 100) / 100,
      ...(await releaseOf(tx, ctx, house, leaving)),
      sample: sampleOf(leaving[0]),
    };
  });
}

const channelOf = ({ ready, outcome }: Judged): Channel =>
  (outcome.kind === "excluded" ? undefined : ready.plan[outcome.hop]) ?? ready.channel;

function channelsOf(leaving: readonly Judged[]) {
  const counts = new Map<Channel, number>();
  for (const one of leaving) counts.set(channelOf(one), (counts.get(channelOf(one)) ?? 0) + 1);
  return [...counts].map(([channel, count]) => ({ channel, count })).sort((a, b) => b.count - a.count);
}

function countedBy(reasons: readonly string[]): Answer["excludedBy"] {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const rows = [...counts].map(([reason, count]) => ({ reason, words: reasonWords(reason), count }));
  return rows.sort((a, b) => b.count - a.count || a.reason.localeCompare(b.reason));
}

function heldBy(leaving: readonly Judged[]): Answer["heldBy"] {
  const byReason = new Map<string, Date[]>();
  for (const { outcome } of leaving) {
    if (outcome.kind !== "held") continue;
    byReason.set(outcome.reason, [...(byReason.get(outcome.reason) ?? []), outcome.until]);
  }
  return [...byReason].map(([reason, times]) => {
    const sorted = times.sort((a, b) => a.getTime() - b.getTime());
    const [from, until] = [sorted[0] as Date, sorted.at(-1) as Date];
    return { reason, words: reasonWords(reason), count: times.length, from, until };
  });
}

const rowProblem = ({ number, left }: Dropped) => ({
  row: number,
  column: typeof left.evidence.column === "number" ? left.evidence.column : null,
  problem: String(left.evidence.problem),
});

/** When they leave, by the rates of their senders and what waits there already. */
async function releaseOf(tx: Tx, ctx: Ctx, house: House | null, leaving: readonly Judged[]) {
  const senders = house?.senders ?? [];
  const releases = leaving.map((one): Release => {
    const channel = channelOf(one);
    const { outcome, decision } = one;
    const chosen = outcome.kind === "go" ? outcome.senderId : null;
    const sender = senders.find(({ id }) => id === chosen) ?? expectedSender(senders, channel);
    return {
      lane: laneId(ctx.clinicId, sender?.id ?? null),
      segments: creditsOf(decision.facts, channel),
      from: outcome.kind === "held" ? outcome.until.getTime() : ctx.now.getTime(),
      closesAt: outcome.kind === "go" ? (outcome.closesAt?.getTime() ?? null) : null,
    };
  });
  const rates = new Map(senders.map(({ id, rate }) => [laneId(ctx.clinicId, id), rate]));
  const lanes = [...new Set(releases.map((one) => one.lane))];
  const waiting = await tx.$queryRaw<{ lane: string; segments: number }[]>`
    SELECT lane, coalesce(sum(segments), 0)::int AS segments FROM "QueueItem"
    WHERE "clinicId" = ${ctx.clinicId}::uuid AND lane = ANY(${lanes}::text[]) AND "nextAt" <= ${ctx.now} GROUP BY lane`;
  const backlog = new Map(waiting.map(({ lane, segments }) => [lane, segments]));
  const leaves = plan(releases, rates, backlog, ctx.now.getTime());
  const last = leaves.reduce((most, at) => Math.max(most, at), 0);
  const { width, buckets } = bucketsOf(leaves);
  return {
    finishAt: leaves.length > 0 ? new Date(last) : null,
    bucketMinutes: width / 60_000,
    curve: buckets.map(({ at, count }) => ({ at: new Date(at), count })),
  };
}

function sampleOf(one: Judged | undefined): Answer["sample"] {
  if (!one) return null;
  const { person, content } = one.ready;
  return { patientId: person.id, name: displayName(person), rendered: renderedOf(content) };
}

function renderedOf({ SMS, EMAIL, PUSH, IN_APP }: Content): NonNullable<Answer["sample"]>["rendered"] {
  return {
    ...(SMS ? { SMS: { body: SMS.body, ...measureText(SMS.body) } } : {}),
    ...(EMAIL
      ? { EMAIL: { subject: EMAIL.subject, body: EMAIL.body, htmlBody: EMAIL.htmlBody ?? null } }
      : {}),
    ...(PUSH ? { PUSH: { title: PUSH.title ?? "", body: PUSH.body ?? "" } } : {}),
    ...(IN_APP ? { IN_APP: { body: IN_APP.body } } : {}),
  };
}

/** The same, line by line, as a file for a spreadsheet. */
export function listCheck(ctx: Ctx, input: CheckBulk): Promise<z.input<typeof CsvFile>> {
  return read(ctx, async (tx) => {
    const { wording, terms, prepared } = await prepareBulk(tx, ctx, input);
    const { judged } = await judge(tx, ctx, terms, prepared.ready, wording.template?.id ?? null);
    const dropped = prepared.dropped.map(({ number, person, left }) => ({
      Row: number,
      Patient: person ? displayName(person) : "",
      Result: "Left out",
      Why: lineWords(left.reason, left.evidence),
      "Not before": "",
      Channel: "",
    }));
    const asked = judged.map((one) => ({
      Row: one.ready.number,
      Patient: displayName(one.ready.person),
      Result: { go: "Goes now", held: "Waits", excluded: "Left out" }[one.outcome.kind],
      Why: one.outcome.kind === "go" ? "" : lineWords(one.outcome.reason, one.outcome.evidence),
      "Not before": one.outcome.kind === "held" ? one.outcome.until.toISOString() : "",
      Channel: one.outcome.kind === "excluded" ? "" : channelOf(one),
    }));
    const rows = [...dropped, ...asked].sort((a, b) => a.Row - b.Row);
    return { filename: "check.csv", content: Papa.unparse(rows, { escapeFormulae: true }) };
  });
}
