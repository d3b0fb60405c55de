import type { RouteFact } from "@/lib/failover/schema";

type Share = Pick<RouteFact, "provider" | "weight" | "level">;

/**
 * Per cent that each vendor gets, by provider. What demoted ones lose goes to those that are well, by their weight, or
 * evenly among those that stand by (weight 0). Sums to 100 for any vendors at all.
 */
export function sharesOf(routes: readonly Share[]): Map<string, number> {
  const isSplit = routes.some(({ weight }) => weight > 0);
  const weightOf = (route: Share) => (isSplit ? route.weight : 1);
  const total = routes.reduce((sum, route) => sum + weightOf(route), 0);
  const own = new Map(routes.map((route) => [route.provider, (weightOf(route) * route.level) / total]));
  const lost = 100 - [...own.values()].reduce((sum, share) => sum + share, 0);
  const best = Math.max(...routes.map(({ level }) => level));
  const well = routes.filter(({ level }) => level === best);
  const among = well.reduce((sum, route) => sum + weightOf(route), 0);
  for (const route of well) {
    const part = among > 0 ? weightOf(route) / among : 1 / well.length;
    own.set(route.provider, (own.get(route.provider) ?? 0) + lost * part);
  }
  return own;
}

/** FNV-1a over the message's id: every reader picks the same vendor for the same message. */
function percentOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i += 1) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  return ((hash >>> 0) / 2 ** 32) * 100;
}

function pick(messageId: string, shares: Map<string, number>): string | undefined {
  let left = percentOf(messageId);
  const sorted = [...shares].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [provider, share] of sorted) {
    left -= share;
    if (left < 0) return provider;
  }
  return sorted.findLast(([, share]) => share > 0)?.[0];
}

export interface Choice {
  messageId: string;
  /** Vendors of this channel that are configured and have a sender. */
  routes: readonly RouteFact[];
  /** The vendor of the number this thread used last. */
  sticky?: string | undefined;
  /** Vendors that refused this very message a moment ago. */
  avoid?: readonly string[] | undefined;
}

/** The vendor that carries this message. Paused ones are taken only when there is no other. */
export function chooseProvider({ messageId, routes, sticky, avoid = [] }: Choice): string | undefined {
  const open = routes.filter(({ pausedAt }) => pausedAt === null);
  const pool = open.length > 0 ? open : routes;
  const fresh = pool.filter(({ provider }) => !avoid.includes(provider));
  const from = fresh.length > 0 ? fresh : pool;
  const kept = from.find(({ provider }) => provider === sticky);
  if (kept?.level === 100) return kept.provider;
  return from.length > 0 ? pick(messageId, sharesOf(from)) : undefined;
}

/** The vendor that would carry it if all were well: the one whose trouble a bulk waits out. */
export function ownProvider(messageId: string, routes: readonly RouteFact[]): string | undefined {
  const well = routes.map((route) => ({ ...route, level: 100 }));
  return chooseProvider({ messageId, routes: well });
}
