import { createHash } from "node:crypto";
import type { Ctx } from "@/lib/ctx";
import { inClinic } from "@/lib/db/transaction";
import { encodePlace, isStale, type LivePlace } from "@/lib/live/cursor";
import { CHANGE_KINDS, type LiveChange, type LiveStart } from "@/lib/live/schema";

/** Rows told in one round; a screen that was away longer gets several. */
const MOST_ROWS = 500;

interface Told {
  id: bigint;
  change: LiveChange;
}

export interface LiveRound {
  changes: Told[];
  place: LivePlace;
  /**
   * Committed changes in the shadow of a transaction that is older and still runs. They may be told at once, but the
   * place stays before them: they come again, in order, when the shadow has gone.
   */
  shadowed: Told[];
  /** The place is too old to go on from: everything must be fetched again. */
  reset: boolean;
  /** There was no room for all: ask again at once. */
  more: boolean;
}

interface Row {
  xid: bigint;
  id: bigint;
  kind: string;
  subjectId: string;
  conversationId: string | null;
  at: Date;
  settled: boolean;
}

interface Horizon {
  xmin: bigint;
  next: bigint;
}

/**
 * What changed in a clinic after `place`, in an order in which nothing is ever skipped: by transaction id, and no
 * further than the oldest transaction still running, because a change of that one would sort before later ones.
 */
export async function readChanges(clinicId: string, place: LivePlace, now: Date): Promise<LiveRound> {
  return inClinic(clinicId, async (tx) => {
    const [horizon] = await tx.$queryRaw<Horizon[]>`
      SELECT pg_snapshot_xmin(s)::text::bigint AS xmin, pg_snapshot_xmax(s)::text::bigint AS next
      FROM pg_current_snapshot() AS s`;
    const { xmin = 0n, next = 0n } = horizon ?? {};
    if (isStale(place, now, next)) return { ...calm, place: head(xmin, now), reset: true };
    const rows: Row[] = [];
    let page: Row[];
    let after: Pick<Row, "xid" | "id"> = place;
    // The place cannot move into the shadow: what does not fit one round there is read on to its end.
    do {
      page = await tx.$queryRaw<Row[]>`
        SELECT "xid"::text::bigint AS xid, "id", "kind", "subjectId", "conversationId", "at",
               "xid" < ${String(xmin)}::xid8 AS settled
        FROM "Change"
        WHERE "clinicId" = ${clinicId}::uuid
          AND ("xid", "id") > (${String(after.xid)}::xid8, ${after.id})
        ORDER BY "xid", "id" LIMIT ${MOST_ROWS}`;
      rows.push(...page);
      after = page.at(-1) ?? after;
    } while (page.length === MOST_ROWS && rows.at(-1)?.settled === false);
    const settled = rows.filter((row) => row.settled);
    const last = settled.at(-1);
    return {
      changes: settled.flatMap(told),
      place: last ? { xid: last.xid, id: last.id, at: last.at.getTime() } : place,
      reset: false,
      more: settled.length === MOST_ROWS,
      shadowed: rows.filter((row) => !row.settled).flatMap(told),
    };
  });
}

const calm = { changes: [], shadowed: [], more: false };

/** Everything below `xmin` is told; a row's id is never below 1. */
function head(xmin: bigint, now: Date): LivePlace {
  return { xid: xmin, id: 0n, at: now.getTime() };
}

/** Nothing for a kind that this version does not know: during an upgrade the other process may be newer. */
function told({ id, kind, subjectId, conversationId, at }: Row): Told[] {
  const known = CHANGE_KINDS.find((each) => each === kind);
  if (!known) return [];
  return [{ id, change: { id: String(id), kind: known, subjectId, conversationId, at: at.toISOString() } }];
}

/** Where a screen that reads everything now goes on from. */
export async function currentPlace(clinicId: string, now: Date): Promise<LivePlace> {
  return inClinic(clinicId, async (tx) => {
    const [row] = await tx.$queryRaw<{ xmin: bigint }[]>`
      SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS xmin`;
    return head(row?.xmin ?? 0n, now);
  });
}

/** What a page hands to `LiveProvider`. Read it before anything that the page shows. */
export async function liveStart(ctx: Ctx): Promise<LiveStart> {
  const { actor } = ctx;
  const session = actor.kind === "staff" ? actor.sessionId : ctx.clinicId;
  return {
    cursor: encodePlace(await currentPlace(ctx.clinicId, ctx.now)),
    stream: createHash("sha256").update(session).digest("base64url").slice(0, 16),
  };
}
