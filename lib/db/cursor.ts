import { z } from "zod";
import { AppError } from "@/lib/errors";
import { isWritable } from "@/lib/http/instant";

/** A place in a list ordered by (time, id), newest first. Opaque to callers. */
export interface Place {
  at: Date;
  id: string;
}

const Wire = z.tuple([z.iso.datetime(), z.uuid()]);

export function encodeCursor(place: Place): string {
  return Buffer.from(JSON.stringify([place.at.toISOString(), place.id])).toString("base64url");
}

/** Throws `invalid` for anything this hub did not hand out. */
export function decodeCursor(cursor: string | undefined): Place | null {
  if (!cursor) return null;
  try {
    const [at, id] = Wire.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
    const place = { at: new Date(at), id };
    if (!isWritable(place.at)) throw new RangeError();
    return place;
  } catch {
    throw new AppError("invalid", "This cursor is not one of ours.", "bad_cursor", {
      fields: [{ field: "cursor", problem: "Not a cursor that this hub handed out." }],
    });
  }
}

/** Cuts one row more than asked for into a page and the cursor of the next. */
export function pageOf<T>(
  rows: T[],
  limit: number,
  place: (row: T) => Place,
): { items: T[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? encodeCursor(place(last)) : null };
}
