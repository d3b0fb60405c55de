import Papa from "papaparse";
import type { z } from "zod";
import { recordOpening } from "@/lib/audit/commands";
import { may } from "@/lib/auth/permissions";
import { type Judged, judge, prepareBulk } from "@/lib/bulk/checking/queries";
import type { Preflight } from "@/lib/bulk/preflight/schema";
import { bucketsOf, plan, type Release } from "@/lib/bulk/rules/curve";
import type { Left } from "@/lib/bulk/rules/exclusions";
import type { Outcome } from "@/lib/bulk/rules/outcome";
import { lineWords, reasonWords } from "@/lib/bulk/rules/words";
import type { CheckBulk, CsvFile } from "@/lib/bulk/schema";
import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import type { Tx } from "@/lib/db/transaction";
import type { House } from "@/lib/delivery/facts/queries";
import { loadPaces } from "@/lib/delivery/lanes/queries";
import { creditsOf, expectedSender, laneId } from "@/lib/delivery/rules/queue";
import type { Content } from "@/lib/delivery/schema";
import { plannedLinks } from "@/lib/links/queries";
import type { Shortened } from "@/lib/links/schema";
import { COST_PER_SEGMENT, measureText } from "@/lib/messages/content/segments";
import { displayName } from "@/lib/patients/rules";
import type { Channel } from "@/prisma/generated/enums";

type Answer = z.input<typeof Preflight>;

/** Row problems that are told one by one; the rest are in the list that downloads. */
const MOST_ROWS = 200;

/**
 * What would become of a bulk if it were started now: who gets it when, who is left out and why, what it costs and when
 * it is done. Changes nothing but the audit trail; a key that may not read patients gets no sample. Throws `invalid` for a list or words that cannot be read, `not_found` for a template.
 */
export async function checkBulk(ctx: Ctx, input: CheckBulk): Promise<Answer> {
  await recordCheck(ctx, "bulk.checked");
  return read(ctx, async (tx) => {
    const { audience, house, seen, dropped, sample, ways } = await look(tx, ctx, input);
    const leaving = seen.filter(({ outcome }) => outcome.kind !== "excluded");
    const excluded = [
      ...dropped.map((one) => one.left.reason),
      ...seen.flatMap(({ outcome }) => (outcome.kind === "excluded" ? [outcome.reason] : [])),
    ];
    const go = seen.filter(({ outcome }) => outcome.kind === "go").length;
    const rows = dropped.filter(({ left }) => typeof left.evidence.problem === "string");
    const texts = leaving.filter((one) => one.channel === "SMS");
    const segments = texts.reduce((sum, { credits }) => sum + credits, 0);
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
      ...ways,
      channels: channelsOf(leaving),
      segments,
      cost: Math.round(segments * COST_PER_SEGMENT * 100) / 100,
      ...(await releaseOf(tx, ctx, house, leaving)),
      sample: mayRead(ctx) ? sample : null,
    };
  });
}

const mayRead = ({ actor }: Ctx) => actor.kind !== "key" || may(actor, "patient.read");

/** A check says who is a patient, and of a list whose number it is: whoever makes one has been told. */
const recordCheck = (ctx: Ctx, action: string) =>
  recordOpening(ctx, { action, subjectKind: "clinic", subjectId: ctx.clinicId, patientId: null });

/** What is kept of a line that was asked about: all but its words. */
interface Seen {
  number: number;
  name: string;
  channel: Channel;
  credits: number;
  outcome: Outcome;
}

/** A line that is left out before anybody is asked. */
interface Unasked {
  number: number;
  name: string;
  left: Left;
}

/** Looks at everybody, part by part, and keeps of each what is counted. */
async function look(tx: Tx, ctx: Ctx, input: CheckBulk) {
  const { wording, terms, audience, parts } = await prepareBulk(tx, ctx, input);
  const seen: Seen[] = [];
  const dropped: Unasked[] = [];
  let house: House | null = null;
  let sample: Answer["sample"] = null;
  for await (const part of parts) {
    const answer = await judge(tx, ctx, terms, part.ready, wording.template?.id ?? null);
    house = answer.house ?? house;
    sample ??= sampleOf(answer.judged.find(({ outcome }) => outcome.kind !== "excluded"));
    for (const one of answer.judged) seen.push(seenOf(one));
    for (const { number, person, left } of part.dropped)
      dropped.push({ number, name: person ? displayName(person) : "", left });
  }
  const { fallbackOnHold, fallbackMinutes } = terms;
  return {
    audience,
    house,
    seen,
    dropped,
    sample,
    ways: { plan: wording.plan, fallbackOnHold, fallbackMinutes },
  };
}

function seenOf(judged: Judged): Seen {
  const { ready, decision, outcome } = judged;
  const channel = channelOf(judged);
  const credits = creditsOf(decision.facts, channel);
  return { number: ready.number, name: displayName(ready.person), channel, credits, outcome };
}

const channelOf = ({ ready, outcome }: Judged): Channel =>
  (outcome.kind === "excluded" ? undefined : ready.plan[outcome.hop]) ?? ready.channel;

function channelsOf(leaving: readonly Seen[]) {
  const counts = new Map<Channel, number>();
  for (const { channel } of leaving) counts.set(channel, (counts.get(channel) ?? 0) + 1);
  return [...counts].map(([channel, count]) => ({ channel, count })).sort((a, b) => b.count - a.count);
}

function countedBy(reasons: readonly string[]): Answer["excludedBy"] {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const rows = [...counts].map(([reason, count]) => ({ reason, words: reasonWords(reason), count }));
  return rows.sort((a, b) => b.count - a.count || a.reason.localeCompare(b.reason));
}

function heldBy(leaving: readonly Seen[]): Answer["heldBy"] {
  const byReason = new Map<string, Date[]>();
  for (const { outcome } of leaving) {
    if (outcome.kind !== "held") continue;
    const times = byReason.get(outcome.reason);
    if (times) times.push(outcome.until);
    else byReason.set(outcome.reason, [outcome.until]);
  }
  return [...byReason].map(([reason, times]) => {
    const sorted = times.sort((a, b) => a.getTime() - b.getTime());
    const [from, until] = [sorted[0] as Date, sorted.at(-1) as Date];
    return { reason, words: reasonWords(reason), count: times.length, from, until };
  });
}

const rowProblem = ({ number, left }: Unasked) => ({
  row: number,
  column: typeof left.evidence.column === "number" ? left.evidence.column : null,
  problem: String(left.evidence.problem),
});

/** When they leave, by the rates of their senders and what waits there already. */
async function releaseOf(tx: Tx, ctx: Ctx, house: House | null, leaving: readonly Seen[]) {
  const senders = house?.senders ?? [];
  const paces = await loadPaces(tx, ctx);
  const paceOf = (lane: string) => paces.get(lane)?.pace ?? lane;
  const releases = leaving.map((one): Release => {
    const { channel, credits, outcome } = one;
    const chosen = outcome.kind === "go" ? outcome.senderId : null;
    const sender = senders.find(({ id }) => id === chosen) ?? expectedSender(senders, channel);
    return {
      lane: paceOf(laneId(ctx.clinicId, sender?.id ?? null)),
      segments: credits,
      from: outcome.kind === "held" ? outcome.until.getTime() : ctx.now.getTime(),
      closesAt: outcome.kind === "go" ? (outcome.closesAt?.getTime() ?? null) : null,
    };
  });
  const rates = new Map([...paces.values()].map(({ pace, rate }) => [pace, rate]));
  const used = new Set(releases.map((one) => one.lane));
  const lanes = [...paces.keys()].filter((lane) => used.has(paceOf(lane)));
  const waiting = await tx.$queryRaw<{ lane: string; segments: number }[]>`
    SELECT lane, coalesce(sum(segments), 0)::int AS segments FROM "QueueItem"
    WHERE "clinicId" = ${ctx.clinicId}::uuid AND lane = ANY(${lanes}::text[]) AND "nextAt" <= ${ctx.now} GROUP BY lane`;
  const backlog = new Map<string, number>();
  for (const { lane, segments } of waiting)
    backlog.set(paceOf(lane), segments + (backlog.get(paceOf(lane)) ?? 0));
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
  const { person, content, short } = one.ready;
  return { patientId: person.id, name: displayName(person), rendered: renderedOf(content, short) };
}

function renderedOf(
  { SMS, EMAIL, PUSH, IN_APP }: Content,
  short: Shortened,
): NonNullable<Answer["sample"]>["rendered"] {
  return {
    ...(SMS ? { SMS: { body: SMS.body, ...measureText(SMS.body), links: plannedLinks(short) } } : {}),
    ...(EMAIL
      ? { EMAIL: { subject: EMAIL.subject, body: EMAIL.body, htmlBody: EMAIL.htmlBody ?? null } }
      : {}),
    ...(PUSH ? { PUSH: { title: PUSH.title ?? "", body: PUSH.body ?? "" } } : {}),
    ...(IN_APP ? { IN_APP: { body: IN_APP.body } } : {}),
  };
}

/** The same, line by line, as a file for a spreadsheet. Audited: it names everybody it means. */
export async function listCheck(ctx: Ctx, input: CheckBulk): Promise<z.input<typeof CsvFile>> {
  await recordCheck(ctx, "bulk.check_listed");
  return read(ctx, async (tx) => {
    const { seen, dropped } = await look(tx, ctx, input);
    const unasked = dropped.map(({ number, name, left }) => ({
      Row: number,
      Patient: name,
      Result: "Left out",
      Why: lineWords(left.reason, left.evidence),
      "Not before": "",
      Channel: "",
    }));
    const asked = seen.map(({ number, name, channel, outcome }) => ({
      Row: number,
      Patient: name,
      Result: { go: "Goes now", held: "Waits", excluded: "Left out" }[outcome.kind],
      Why: outcome.kind === "go" ? "" : lineWords(outcome.reason, outcome.evidence),
      "Not before": outcome.kind === "held" ? outcome.until.toISOString() : "",
      Channel: outcome.kind === "excluded" ? "" : channel,
    }));
    const rows = [...unasked, ...asked].sort((a, b) => a.Row - b.Row);
    return { filename: "check.csv", content: Papa.unparse(rows, { escapeFormulae: true }) };
  });
}
