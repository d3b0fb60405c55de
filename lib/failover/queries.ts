import type { z } from "zod";
import type { Ctx } from "@/lib/ctx";
import { decodeCursor, pageOf } from "@/lib/db/cursor";
import { read } from "@/lib/db/read";
import type { Tx } from "@/lib/db/transaction";
import { notFound } from "@/lib/errors";
import { loadRoutes, type RouteRow } from "@/lib/failover/routes/queries";
import { RIPE_WINDOW_MS, SLOW_AFTER_MS } from "@/lib/failover/rules";
import type {
  Judged,
  Minute,
  ProviderChangePage,
  ProviderChangeSchema,
  ProviderSchema,
} from "@/lib/failover/schema";
import { sharesOf } from "@/lib/failover/shares/rules";

/** What is measured further back is judged by nobody. */
const LOOK_MS = 30 * 60_000;
const CHANGES_SHOWN = 5;
const MEASURED_MS = 10 * 60_000;

/** A clinic's vendors with what was measured of them. */
export async function loadJudged(tx: Tx, ctx: Ctx, now: Date): Promise<(Judged & RouteRow)[]> {
  const since = new Date(now.getTime() - LOOK_MS);
  const routes = await loadRoutes(tx, ctx);
  const minutes = await tx.$queryRaw<(Minute & { provider: string })[]>`
    SELECT provider, minute, handed, errors, accepted, answered, prompt, "delayMs"::float8 AS "delayMs"
    FROM "ProviderMinute" WHERE "clinicId" = ${ctx.clinicId}::uuid AND minute > ${since}`;
  return routes.map((route) => {
    const provider = ctx.ports.providers[route.provider];
    return {
      ...route,
      isConfigured: provider !== undefined,
      isTracked: provider?.proof === "receipt" || provider?.proof === "list",
      minutes: minutes.filter((minute) => minute.provider === route.provider),
    };
  });
}

/** Every vendor of the clinic: its health as measured, its share, and its last changes. */
export async function getProviders(ctx: Ctx): Promise<{ items: z.input<typeof ProviderSchema>[] }> {
  return read(ctx, async (tx) => {
    const routes = await loadJudged(tx, ctx, ctx.now);
    const names = await namesOf(
      tx,
      ctx,
      routes.map(({ pausedBy }) => pausedBy),
    );
    const changes = await Promise.all(
      routes.map(({ provider }) => changesOf(tx, ctx, provider, { limit: CHANGES_SHOWN, before: null })),
    );
    const items = routes.map((route, index) => {
      const channel = routes.filter((other) => other.channel === route.channel && other.isConfigured);
      const open = channel.filter(({ pausedAt }) => pausedAt === null);
      const share = Math.round(sharesOf(open).get(route.provider) ?? 0);
      return {
        provider: route.provider,
        channel: route.channel,
        state: stateOf(route, share),
        weight: route.weight,
        level: route.level,
        share,
        pausedAt: route.pausedAt?.toISOString() ?? null,
        pausedReason: route.pausedReason,
        pausedBy: route.pausedBy ? (names.get(route.pausedBy) ?? null) : null,
        trippedUntil: route.trippedUntil?.toISOString() ?? null,
        measured: measuredOf(route, ctx.now),
        changes: (changes[index] ?? []).slice(0, CHANGES_SHOWN),
      };
    });
    return { items };
  });
}

function stateOf(route: Judged, share: number): z.input<typeof ProviderSchema>["state"] {
  if (!route.isConfigured) return "missing";
  if (route.pausedAt) return "paused";
  if (route.level === 0) return "demoted";
  if (route.level < 100) return "returning";
  return share === 0 ? "standby" : "ok";
}

function measuredOf(route: Judged, now: Date): z.input<typeof ProviderSchema>["measured"] {
  const at = now.getTime();
  const within = (from: number, to: number) =>
    route.minutes.filter(({ minute }) => minute.getTime() > from && minute.getTime() <= to);
  const total = (minutes: Minute[], field: Exclude<keyof Minute, "minute">) =>
    minutes.reduce((sum, minute) => sum + minute[field], 0);
  const recent = within(at - MEASURED_MS, at);
  const ripeBy = at - SLOW_AFTER_MS[route.channel] - 60_000;
  const ripe = within(ripeBy - RIPE_WINDOW_MS, ripeBy);
  const answered = total(route.minutes, "answered");
  return {
    handed: total(recent, "handed"),
    errors: total(recent, "errors"),
    ripe: route.isTracked ? total(ripe, "accepted") : null,
    prompt: route.isTracked ? Math.min(total(ripe, "accepted"), total(ripe, "prompt")) : null,
    receiptSeconds: answered > 0 ? Math.round(total(route.minutes, "delayMs") / answered / 100) / 10 : null,
  };
}

/** One vendor's changes, the newest first. 404 for a vendor this clinic has no sender with. */
export async function listProviderChanges(
  ctx: Ctx,
  provider: string,
  page: { cursor?: string | undefined; limit: number },
): Promise<z.input<typeof ProviderChangePage>> {
  const before = decodeCursor(page.cursor);
  return read(ctx, async (tx) => {
    const routes = await loadRoutes(tx, ctx);
    if (!routes.some((route) => route.provider === provider)) throw notFound("provider");
    const rows = await changesOf(tx, ctx, provider, { limit: page.limit, before });
    return pageOf(rows, page.limit, ({ at, id }) => ({ at: new Date(at), id }));
  });
}

async function changesOf(
  tx: Tx,
  ctx: Ctx,
  provider: string,
  { limit, before }: { limit: number; before: { at: Date; id: string } | null },
): Promise<z.input<typeof ProviderChangeSchema>[]> {
  const rows = await tx.providerChange.findMany({
    where: {
      clinicId: ctx.clinicId,
      provider,
      ...(before ? { OR: [{ at: { lt: before.at } }, { at: before.at, id: { lt: before.id } }] } : {}),
    },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: limit + 1,
  });
  const names = await namesOf(
    tx,
    ctx,
    rows.map(({ actorId }) => actorId),
  );
  return rows.map(({ id, kind, from, to, evidence, actorKind, actorId, at }) => ({
    id,
    kind: kind as z.input<typeof ProviderChangeSchema>["kind"],
    from,
    to,
    evidence: evidence as Record<string, string | number>,
    by: actorKind === "staff" ? (names.get(actorId ?? "") ?? null) : null,
    at: at.toISOString(),
  }));
}

async function namesOf(tx: Tx, ctx: Ctx, ids: (string | null)[]): Promise<Map<string, string>> {
  const known = ids.flatMap((id) => (id && /^[0-9a-f-]{36}$/.test(id) ? [id] : []));
  if (known.length === 0) return new Map();
  const staff = await tx.staff.findMany({
    where: { clinicId: ctx.clinicId, id: { in: known } },
    select: { id: true, name: true },
  });
  return new Map(staff.map(({ id, name }) => [id, name]));
}
