export interface RowWindow {
  /** The first row that exists, and the one after the last. */
  start: number;
  end: number;
}

/** Rows beyond the edges of what is seen, so that a flick of the wheel finds them there. */
const BEYOND = 8;

/** Which rows of one height are in sight or close to it. */
export function rowsInSight(
  { top, height }: { top: number; height: number },
  { count, rowPx }: { count: number; rowPx: number },
): RowWindow {
  const first = Math.floor(Math.max(0, top) / rowPx);
  const last = Math.ceil((Math.max(0, top) + height) / rowPx);
  return { start: Math.max(0, Math.min(first, count) - BEYOND), end: Math.min(count, last + BEYOND) };
}

/** How far to scroll so that a row is whole in sight; where the list stands when it already is. */
export function scrollTo(
  index: number,
  { top, height }: { top: number; height: number },
  rowPx: number,
): number {
  const above = index * rowPx;
  const below = above + rowPx - height;
  return top > above ? above : Math.max(top, below);
}
