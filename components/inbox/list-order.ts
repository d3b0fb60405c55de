import type { ConversationView } from "@/lib/conversations/schema";

type Row = Pick<ConversationView, "id" | "lastMessageAt">;

/** The order on the screen, which may lag behind the server's, and how much has come in since. */
export interface Arrangement {
  order: readonly string[];
  /** When each thread last spoke at the time it was put in its place. */
  spoke: ReadonlyMap<string, string>;
  /** Threads that are new or would have moved up. */
  news: number;
}

export const nothingArranged: Arrangement = { order: [], spoke: new Map(), news: 0 };

/**
 * Fits the server's newest order to what is on the screen. `still`: somebody is reading or pointing at the list, so
 * nothing above may move; what is new is only counted. `keep`: the open thread stays even when it left the view.
 */
export function arrange(
  before: Arrangement,
  fresh: readonly Row[],
  { still, keep }: { still: boolean; keep: string | null },
): Arrangement {
  const freshIds = fresh.map((row) => row.id);
  const inView = new Set(freshIds);
  if (!still || before.order.length === 0) {
    const order = keepAt(freshIds, before.order, keep);
    return { order, spoke: new Map(fresh.map((row) => [row.id, row.lastMessageAt])), news: 0 };
  }
  const shown = before.order.filter((id) => inView.has(id) || id === keep);
  const known = new Set(shown);
  const lastKnown = freshIds.findLastIndex((id) => known.has(id));
  const older = fresh.slice(lastKnown + 1);
  const spoke = new Map([...before.spoke, ...older.map((row) => [row.id, row.lastMessageAt] as const)]);
  const freshKnown = freshIds.filter((id) => known.has(id));
  const movedUp = (id: string) => freshKnown.indexOf(id) < shown.indexOf(id);
  const isNews = (row: Row) =>
    known.has(row.id)
      ? (spoke.get(row.id) ?? "") < row.lastMessageAt && movedUp(row.id)
      : !older.includes(row);
  return {
    order: [...shown, ...older.map((row) => row.id)],
    spoke,
    news: fresh.filter(isNews).length,
  };
}

function keepAt(order: string[], before: readonly string[], keep: string | null): string[] {
  if (keep === null || order.includes(keep) || !before.includes(keep)) return order;
  const place = Math.min(before.indexOf(keep), order.length);
  return order.toSpliced(place, 0, keep);
}

/** The thread to go to from `current`, `step` places down (or up, when negative); the ends hold. */
export function neighbour(order: readonly string[], current: string | null, step: 1 | -1): string | null {
  const at = current === null ? -1 : order.indexOf(current);
  if (at === -1) return (step === 1 ? order[0] : order.at(-1)) ?? null;
  return order[at + step] ?? null;
}
