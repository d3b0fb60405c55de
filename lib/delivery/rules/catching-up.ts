import type { Rule } from "@/lib/delivery/schema";

/** For so long after a start or an outage everything waits for the first try; then only what no person wrote. */
export const PATIENCE_MS = 20_000;
/** The first try takes a second or two, and whoever ends it wakes what waited. */
const FIRST_TRY_MS = 2_000;
/** Whoever reads the list wakes what waits; a claim that was deciding just then is not among it, so we look again. */
const LOOK_MS = 60_000;

/** What patients may have written while we were offline and nobody has read yet. */
export interface Unread {
  /** The start or outage that asked for the vendors' lists. */
  since: Date;
  provider: string;
  /** False: the first try is under way. */
  tried: boolean;
}

export interface PassRow {
  provider: string;
  neededAt: Date | null;
  triedAt: Date | null;
  readAt: Date | null;
}

const before = (a: Date | null, b: Date) => a === null || a < b;

/** The list that is still to be read; null: all were read since the last start or outage. */
export function unreadOf(rows: readonly PassRow[]): Unread | null {
  const open = rows.flatMap(({ provider, neededAt, triedAt, readAt }): Unread[] =>
    neededAt && before(readAt, neededAt)
      ? [{ since: neededAt, provider, tried: !before(triedAt, neededAt) }]
      : [],
  );
  return open.find(({ tried }) => !tried) ?? open[0] ?? null;
}

/**
 * After a start nothing leaves before it is known what patients wrote meanwhile: one of them may have written STOP. Where
 * the vendor's list cannot be read, what a person typed goes; what a machine or a bulk sends waits.
 */
export const catchingUp: Rule = {
  name: "catching_up",
  judge({ unread, message }, _policy, _hop, at) {
    if (!unread || message.isKeywordReply) return { kind: "open" };
    const { since, provider, tried } = unread;
    const evidence = { since: since.toISOString(), provider, tried };
    const firstTry = !tried && at.getTime() - since.getTime() < PATIENCE_MS;
    if (firstTry) {
      return { kind: "hold", until: new Date(at.getTime() + FIRST_TRY_MS), evidence, remedy: "wait" };
    }
    const isTyped = message.createdByKind === "staff" && message.priority !== "bulk" && !message.isAutomatic;
    if (isTyped || message.priority === "urgent") return { kind: "open" };
    return { kind: "hold", until: new Date(at.getTime() + LOOK_MS), evidence, remedy: "wait" };
  },
};
