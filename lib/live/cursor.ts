import { z } from "zod";

/**
 * A place in the change log: everything up to (xid, id) has been told. `at` (epoch ms) is that change's time and tells
 * whether what came next may have been deleted already. Opaque to callers.
 */
export interface LivePlace {
  xid: bigint;
  id: bigint;
  at: number;
}

/** Changes are kept for a day; a cursor this old may miss some (an hour of slack for late transactions). */
export const KEPT_MS = 24 * 3_600_000;
const STALE_MS = KEPT_MS - 3_600_000;

const Wire = z.string().regex(/^\d{1,20}:\d{1,19}:\d{1,16}$/);

export function encodePlace({ xid, id, at }: LivePlace): string {
  return `${xid}:${id}:${at}`;
}

/** Null for anything this hub did not hand out: its reader starts over. */
export function decodePlace(cursor: string | null | undefined): LivePlace | null {
  const wire = Wire.safeParse(cursor);
  if (!wire.success) return null;
  const [xid, id, at] = wire.data.split(":");
  return { xid: BigInt(xid ?? 0), id: BigInt(id ?? 0), at: Number(at) };
}

/** Whether changes after this place may have been deleted, or it comes from another database (a restored one). */
export function isStale(place: LivePlace, now: Date, nextXid: bigint): boolean {
  return now.getTime() - place.at > STALE_MS || place.xid > nextXid;
}
