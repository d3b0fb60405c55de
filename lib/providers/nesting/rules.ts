/** Deeper than any letter, and far below where the parsers, whose time grows with the square of it, take a second. */
const MOST_DEEP = 3_000;
const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/i;

/** Whether tags stand in each other deeper than anyone writes: such HTML is made to keep its reader busy. Linear. */
export function isTooDeep(html: string): boolean {
  let depth = 0;
  for (const [, end, name = ""] of html.matchAll(/<(\/?)([a-z][a-z0-9:-]{0,40})/gi)) {
    if (VOID.test(name)) continue;
    depth = end ? Math.max(0, depth - 1) : depth + 1;
    if (depth > MOST_DEEP) return true;
  }
  return false;
}

/** What is left of HTML without its tags, for when nothing may take it apart. */
export const withoutTags = (html: string): string => html.replace(/<[^<>]*>/g, " ");
