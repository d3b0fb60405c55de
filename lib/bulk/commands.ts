import { v7 as uuid } from "uuid";
import type { Audience, AudienceSummary } from "@/lib/bulk/audience/schema";
import { prepareBulk } from "@/lib/bulk/checking/queries";
import { leaveAll, park, unpark } from "@/lib/bulk/halting/commands";
import type { Prepared } from "@/lib/bulk/judging/queries";
import { bareName } from "@/lib/bulk/list/rules";
import { readBulk, wallText } from "@/lib/bulk/row/queries";
import { checkTimes } from "@/lib/bulk/rules/times";
import type { SendBulk } from "@/lib/bulk/schema";
import { authorOf, type Ctx } from "@/lib/ctx";
import { afterCommit, type Tx } from "@/lib/db/transaction";
import { type Audit, write } from "@/lib/db/write";
import { AppError, notFound } from "@/lib/errors";
import { recordChanges } from "@/lib/live/changes";
import type { Bulk, Prisma } from "@/prisma/generated/client";
import type { BulkStatus } from "@/prisma/generated/enums";

/** Lines per INSERT: well under PostgreSQL's message limits, and few round trips. */
const STAGE = 5_000;

const changed = (id: string) => [{ kind: "bulk" as const, subjectId: id }];

/**
 * Takes a bulk in: its words pinned, its lines stored, those left out with the reason. A runner turns the rest into
 * messages once it is started. Returns its id. Throws `invalid` (`nobody`: everybody is left out; words or a list that
 * cannot be read; `time_passed`, `too_far`) and `not_found` for a template.
 */
export function createBulk(ctx: Ctx, input: SendBulk): Promise<string> {
  const { clinicId, now } = ctx;
  const id = uuid();
  return write(ctx, async (tx, audit) => {
    const asked = await prepareBulk(tx, ctx, input);
    const confirmUnknown = input.audience.kind === "again" && input.audience.confirmUnknown;
    const { wording, said, terms, conditions, audience, parts } = asked;
    const lines: NewLine[] = [];
    for await (const part of parts) lines.push(...linesOf(part, wording.names));
    if (!lines.some((line) => line.state === "waiting")) {
      const problem = "Nobody would get this: everybody is left out.";
      throw new AppError("invalid", problem, "nobody", { fields: [{ field: "audience", problem }] });
    }
    await tx.bulk.create({
      data: {
        id,
        clinicId,
        ...authorOf(ctx.actor),
        name: input.name,
        status: input.start ? "running" : "draft",
        category: terms.category,
        plan: wording.plan,
        templateId: wording.template?.id ?? null,
        templateVersion: wording.template?.version ?? null,
        words: said.words as Prisma.InputJsonObject,
        audience: summarise(input.audience),
        scheduledAt: terms.scheduledAt,
        scheduledFor: wallText(terms.scheduledFor),
        expiresAt: terms.expiresAt,
        fallbackOnHold: terms.fallbackOnHold,
        ...(terms.fallbackMinutes ? { fallbackMinutes: terms.fallbackMinutes } : {}),
        tags: asked.tags,
        ...conditions,
        againOf: asked.againOf,
        confirmUnknown,
        total: audience.candidates.length,
        createdAt: now,
        lookAt: now,
        ...(input.start ? { startedAt: now } : {}),
      },
    });
    await insertLines(tx, ctx, id, lines);
    audit({ action: "bulk.created", subjectKind: "bulk", subjectId: id });
    if (confirmUnknown) audit({ action: "bulk.unknown_confirmed", subjectKind: "bulk", subjectId: id });
    if (input.start) audit({ action: "bulk.started", subjectKind: "bulk", subjectId: id });
    await recordChanges(tx, ctx, changed(id));
    wakeFor(ctx, id);
    return id;
  });
}

function summarise(audience: Audience): AudienceSummary {
  const filename = audience.kind === "list" ? (audience.filename ?? null) : null;
  const bulkId = audience.kind === "again" ? audience.bulkId : null;
  if (audience.kind !== "filter") return { kind: audience.kind, filename, filter: null, bulkId };
  const { kind, ...filter } = audience;
  return { kind, filename, filter, bulkId };
}

interface NewLine {
  number: number;
  patientId: string | null;
  state: "waiting" | "excluded";
  variables: Record<string, string>;
  replaces?: string | null;
  hash?: string;
  reason?: string;
  evidence?: object;
}

/** What is kept of a part: of a list's columns only those that the words name, and none of a line that means nobody. */
function linesOf({ ready, dropped }: Prepared, names: readonly string[]): NewLine[] {
  const wanted = new Set(names.map(bareName));
  const named = (variables: Record<string, string>) =>
    Object.fromEntries(Object.entries(variables).filter(([name]) => wanted.has(bareName(name))));
  return [
    ...ready.map(({ number, person, variables, hash, replaces }) => ({
      number,
      patientId: person.id,
      state: "waiting" as const,
      variables: named(variables),
      hash,
      replaces,
    })),
    ...dropped.map(({ number, patientId, person, variables, left }) => ({
      number,
      patientId: person?.id ?? patientId,
      state: "excluded" as const,
      variables: person ? named(variables) : {},
      ...left,
    })),
  ];
}

async function insertLines(tx: Tx, ctx: Ctx, bulkId: string, lines: readonly NewLine[]): Promise<void> {
  for (let at = 0; at < lines.length; at += STAGE) {
    await tx.$executeRaw`
      INSERT INTO "BulkRecipient" ("bulkId", number, "clinicId", "patientId", state, reason, evidence, variables,
        "wordsHash", replaces, at)
      SELECT ${bulkId}::uuid, v.number, ${ctx.clinicId}::uuid, v."patientId", v.state::"BulkRecipientState", v.reason,
        v.evidence, v.variables, v.hash, v.replaces, ${ctx.now}
      FROM jsonb_to_recordset(${JSON.stringify(lines.slice(at, at + STAGE))}::jsonb) AS v(
        number int, "patientId" uuid, state text, reason text, evidence jsonb, variables jsonb, hash text,
        replaces uuid)`;
  }
}

interface Step {
  action: string;
  from: BulkStatus[];
  /** Shown when it is in none of `from`. */
  words: string;
  data(bulk: Bulk): Prisma.BulkUpdateManyMutationInput;
  then?(tx: Tx, bulk: Bulk): Promise<void>;
}

/** Moves a bulk from one of `from`, compare-and-set under its lock. Throws `not_found` and `conflict` (`is_…`). */
function advance(ctx: Ctx, id: string, step: Step): Promise<void> {
  const { clinicId } = ctx;
  return write(ctx, async (tx, audit: Audit) => {
    await tx.$queryRaw`SELECT id FROM "Bulk" WHERE "clinicId" = ${clinicId}::uuid AND id = ${id}::uuid FOR UPDATE`;
    const bulk = await tx.bulk.findFirst({ where: { clinicId, id } });
    if (!bulk) throw notFound("bulk message");
    if (!step.from.includes(bulk.status)) throw new AppError("conflict", step.words, `is_${bulk.status}`);
    await tx.bulk.updateMany({ where: { clinicId, id }, data: { lookAt: ctx.now, ...step.data(bulk) } });
    await step.then?.(tx, bulk);
    audit({ action: step.action, subjectKind: "bulk", subjectId: id });
    await recordChanges(tx, ctx, changed(id));
    wakeFor(ctx, id);
  });
}

/** Tells the job, once it can see what was written. */
const wakeFor = (ctx: Ctx, id: string) => afterCommit(() => ctx.ports.wake([id]));

/** A draft planned for a time that has gone by meanwhile would leave at once, which nobody asked for. */
async function checkDraft(tx: Tx, { now, clinicId }: Ctx, bulk: Bulk): Promise<void> {
  const { timeZone } = await tx.clinic.findUniqueOrThrow({
    where: { id: clinicId },
    select: { timeZone: true },
  });
  checkTimes(readBulk(bulk).terms, timeZone, now, "Make a new one with a new time.");
}

/** Lets a draft go. Throws `not_found`, `conflict`, and `invalid` (`time_passed`) when it was planned for before now. */
export function startBulk(ctx: Ctx, id: string): Promise<void> {
  const words = "This bulk message has been started already.";
  const data = () => ({ status: "running" as const, startedAt: ctx.now });
  const then = (tx: Tx, bulk: Bulk) => checkDraft(tx, ctx, bulk);
  return advance(ctx, id, { action: "bulk.started", from: ["draft"], words, data, then });
}

/** Holds what has not left, within 2 s: nothing of it is claimed any more. Throws `not_found`, `conflict`. */
export function pauseBulk(ctx: Ctx, id: string): Promise<void> {
  const words = "This bulk message is not running.";
  const data = () => ({ status: "paused" as const, pausedAt: ctx.now });
  const then = (tx: Tx) => park(tx, ctx, id);
  return advance(ctx, id, { action: "bulk.paused", from: ["running"], words, data, then });
}

/** Lets a paused one go on where it stopped. Throws `not_found`, `conflict`. */
export function resumeBulk(ctx: Ctx, id: string): Promise<void> {
  const words = "This bulk message is not paused.";
  const data = () => ({ status: "running" as const, pausedAt: null });
  const then = (tx: Tx) => unpark(tx, ctx, id);
  return advance(ctx, id, { action: "bulk.resumed", from: ["paused"], words, data, then });
}

/** Takes back what has not left; what has left stays. A draft is simply gone. Throws `not_found`, `conflict`. */
export function cancelBulk(ctx: Ctx, id: string): Promise<void> {
  const words = "This bulk message is over. Nothing of it can be taken back.";
  const data = ({ status }: Bulk) =>
    status === "draft"
      ? { status: "cancelled" as const, finishedAt: ctx.now }
      : { status: "cancelling" as const, pausedAt: null };
  const then = (tx: Tx, { status }: Bulk) => (status === "draft" ? leaveAll(tx, ctx, id) : park(tx, ctx, id));
  return advance(ctx, id, {
    action: "bulk.cancelled",
    from: ["draft", "running", "paused"],
    words,
    data,
    then,
  });
}
