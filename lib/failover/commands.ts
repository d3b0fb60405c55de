import { v7 as uuid } from "uuid";
import { type Ctx, type Ports, systemCtx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import type { Json, Tx } from "@/lib/db/transaction";
import { type Audit, write } from "@/lib/db/write";
import { AppError, notFound } from "@/lib/errors";
import { relane } from "@/lib/failover/lanes/commands";
import { foldMinutes } from "@/lib/failover/measure/commands";
import { loadJudged } from "@/lib/failover/queries";
import { listRestless } from "@/lib/failover/restless/queries";
import { loadRoutes, type RouteRow } from "@/lib/failover/routes/queries";
import { judge } from "@/lib/failover/rules";
import type { ChangeKind, Judged, RouteChange } from "@/lib/failover/schema";
import { groupBy } from "@/lib/group-by";
import { recordChanges } from "@/lib/live/changes";
import { wakeHeldBy } from "@/lib/waking/commands";

/** Folds what was measured and obeys the judge, clinic by clinic. Several runners at once do no harm. */
export async function judgeProviders(ports: Ports): Promise<boolean> {
  for (const clinicId of await listRestless()) await judgeClinic(systemCtx(clinicId, "failover", ports));
  return false;
}

async function judgeClinic(ctx: Ctx): Promise<void> {
  await foldMinutes(ctx);
  const now = ctx.ports.clock();
  const seen = await read(ctx, (tx) => loadJudged(tx, ctx, now));
  if (changesAmong(seen, now).length === 0) return;
  await write(ctx, async (tx, audit) => {
    audit.fact();
    await lockRoutes(tx, ctx);
    const routes = await loadJudged(tx, ctx, now);
    for (const change of changesAmong(routes, now)) await apply(tx, ctx, routes, change, now);
    await obey(tx, ctx, routes);
  });
}

function changesAmong(routes: readonly Judged[], now: Date): RouteChange[] {
  return [...groupBy(routes, ({ channel }) => channel).values()].flatMap((own) => judge(own, now));
}

async function apply(
  tx: Tx,
  ctx: Ctx,
  routes: readonly Judged[],
  change: RouteChange,
  now: Date,
): Promise<void> {
  const { provider, kind, from, to, relapses, trippedUntil, evidence } = change;
  const moved = from === to ? {} : { changedAt: now };
  await tx.providerRoute.update({
    where: { clinicId_provider: { clinicId: ctx.clinicId, provider } },
    data: { level: to, relapses, trippedUntil, ...moved },
  });
  // A breaker that stays open is the same news.
  const isOld = kind === "tripped" && routes.find((route) => route.provider === provider)?.trippedUntil;
  if (!isOld) await record(tx, ctx, { provider, kind, from, to, evidence }, now);
}

/** A row for each vendor that has a sender, locked: whoever changes shares waits for whoever does already. */
async function lockRoutes(tx: Tx, ctx: Ctx): Promise<RouteRow[]> {
  const rows = (await loadRoutes(tx, ctx)).map(({ provider, channel, weight }) => ({
    provider,
    channel,
    weight,
  }));
  await tx.$executeRaw`
    INSERT INTO "ProviderRoute" ("clinicId", provider, channel, weight, "createdAt")
    SELECT ${ctx.clinicId}::uuid, v.provider, v.channel::"Channel", v.weight, ${ctx.now}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS v(provider text, channel text, weight int)
    ON CONFLICT DO NOTHING`;
  await tx.$queryRaw`
    SELECT provider FROM "ProviderRoute" WHERE "clinicId" = ${ctx.clinicId}::uuid ORDER BY provider FOR UPDATE`;
  return loadRoutes(tx, ctx);
}

interface Recorded {
  provider: string;
  kind: ChangeKind;
  from: number;
  to: number;
  evidence: Record<string, string | number>;
}

async function record(tx: Tx, ctx: Ctx, { evidence, ...change }: Recorded, at: Date): Promise<void> {
  const { actor } = ctx;
  const actorId = actor.kind === "system" ? actor.job : actor.kind === "provider" ? actor.name : actor.id;
  const who = { actorKind: actor.kind, actorId };
  const { clinicId } = ctx;
  await tx.providerChange.create({
    data: { id: uuid(), clinicId, ...change, ...who, evidence: evidence as Json, at },
  });
}

/** What a vendor's trouble held is asked again, what waits follows the new shares, and screens hear of it. */
async function obey(tx: Tx, ctx: Ctx, routes: readonly { channel: RouteRow["channel"] }[]): Promise<void> {
  // Messages are locked before what stands in the queue, as every claim does.
  await wakeHeldBy(tx, ctx, ["provider_trouble"]);
  for (const channel of new Set(routes.map((route) => route.channel))) await relane(tx, ctx, channel);
  await recordChanges(tx, ctx, [{ kind: "engine", subjectId: ctx.clinicId }]);
}

type Change = (route: RouteRow, tx: Tx, audit: Audit) => Promise<Omit<Recorded, "provider">>;

async function changeByHand(ctx: Ctx, provider: string, change: Change): Promise<void> {
  await write(ctx, async (tx, audit) => {
    const routes = await lockRoutes(tx, ctx);
    const route = routes.find((one) => one.provider === provider);
    if (!route) throw notFound("provider");
    const recorded = await change(route, tx, audit);
    await record(tx, ctx, { provider, ...recorded }, ctx.now);
    await obey(tx, ctx, [route]);
  });
}

const place = (ctx: Ctx, provider: string) => ({ clinicId_provider: { clinicId: ctx.clinicId, provider } });

/** Takes a vendor out until a person resumes it; what waits goes by the others. 409 `already_paused`. */
export function pauseProvider(ctx: Ctx, provider: string, reason: string): Promise<void> {
  return changeByHand(ctx, provider, async ({ pausedAt, level }, tx, audit) => {
    if (pausedAt) throw new AppError("conflict", "This provider is paused already.", "already_paused");
    const pausedBy = ctx.actor.kind === "staff" ? ctx.actor.id : null;
    const data = { pausedAt: ctx.now, pausedReason: reason, pausedBy };
    await tx.providerRoute.update({ where: place(ctx, provider), data });
    audit({ action: "provider.paused", subjectKind: "provider", fields: [provider], reason });
    return { kind: "paused", from: level, to: level, evidence: { reason } };
  });
}

/** Lets a vendor carry messages again, as one that is well: whoever resumes it knows. 409 `not_paused`. */
export function resumeProvider(ctx: Ctx, provider: string): Promise<void> {
  return changeByHand(ctx, provider, async ({ pausedAt, level }, tx, audit) => {
    if (!pausedAt) throw new AppError("conflict", "This provider is not paused.", "not_paused");
    const data = {
      pausedAt: null,
      pausedReason: null,
      pausedBy: null,
      level: 100,
      relapses: 0,
      changedAt: ctx.now,
    };
    await tx.providerRoute.update({ where: place(ctx, provider), data });
    audit({ action: "provider.resumed", subjectKind: "provider", fields: [provider] });
    return { kind: "resumed", from: level, to: 100, evidence: {} };
  });
}

/** The clinic's own share for a vendor, 0 to 100; 0 stands by. */
export function weighProvider(ctx: Ctx, provider: string, weight: number): Promise<void> {
  return changeByHand(ctx, provider, async (route, tx, audit) => {
    await tx.providerRoute.update({ where: place(ctx, provider), data: { weight } });
    audit({ action: "provider.weighed", subjectKind: "provider", fields: [provider, "weight"] });
    return { kind: "weighted", from: route.weight, to: weight, evidence: {} };
  });
}
