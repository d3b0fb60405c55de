const plainer: Record<string, string> = {
  "‘": "'",
  "’": "'",
  "‚": "'",
  "“": '"',
  "”": '"',
  "„": '"',
  "–": "-",
  "—": "-",
  "−": "-",
  "•": "-",
  "·": "-",
  "…": "...",
  "\u00a0": " ",
  "\u202f": " ",
  "\u2009": " ",
  "\u200b": "",
  "\ufeff": "",
  "\t": " ",
  "×": "x",
  "½": "1/2",
  "©": "(c)",
  "®": "(R)",
  "™": "(TM)",
};

const names: Record<string, string> = {
  "\u00a0": "a hard space",
  "\u202f": "a narrow space",
  "\u2009": "a thin space",
  "\u200b": "an invisible space",
  "\ufeff": "an invisible mark",
  "\t": "a tab",
};

/** What stands for a character in GSM-7, the alphabet of which 160 fit into a segment. "": it can be left out. */
export function plainerFor(character: string): string {
  const known = plainer[character];
  if (known !== undefined) return known;
  const bare = character.normalize("NFD").replace(/\p{M}/gu, "");
  return /^[\x20-\x7e]$/.test(bare) ? bare : "";
}

/** The words with every one of these characters made plain. */
export function makePlain(words: string, characters: readonly string[]): string {
  return characters.reduce((text, character) => text.replaceAll(character, plainerFor(character)), words);
}

/** How to speak of a character: “é”, or what it is when it cannot be seen. */
export function nameOf(character: string): string {
  return names[character] ?? `“${character}”`;
}
