/** Two pages of a letter; words of a stop are looked for in as much. */
export const MOST_CHARACTERS = 4_000;

/** Names the patient whose page asks: in another tab somebody else may have signed in since. */
export const PAGE_OF = "x-portal-page-of";

/** "no": the page asks by itself, and for all it knows nobody is there. */
export const SOMEBODY = "x-portal-somebody";
