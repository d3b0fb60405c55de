/**
 * What stands for a character in GSM-7, the alphabet of which 160 letters fit into a text: Twilio's own smart encoding
 * (message-segment-calculator, SmartEncodingMap), but every wide space is one space there and not two, a tab not seven,
 * and ‹ › keep their directions. Full-width forms and accents fall away by Unicode's own rules.
 */
const GROUPS: readonly (readonly [string, string])[] = [
  ['"', "«»“”ʺˮ‟„❝❞〝〞"],
  ["'", "‘’ʻˈʼʽʹ‛´ˊ\u0060ˋ❛❜\u0313\u0314\ufe10\ufe11"],
  ["/", "÷⧸\u0337\u0338⁄∕"],
  ["1/4", "¼"],
  ["1/2", "½"],
  ["3/4", "¾"],
  ["\\", "⧹⧵\u20e5\ufe68"],
  ["_", "\u0332‗"],
  ["|", "\u20d2\u20d3∣⎸⎹⏐⎜⎟"],
  ["-", "⎼⎽―\ufe63‐⁃—–•"],
  ["@", "\ufe6b"],
  ["$", "\ufe69"],
  ["!", "ǃ\ufe15\ufe57"],
  ["#", "\ufe5f"],
  ["%", "\ufe6a"],
  ["&", "\ufe60"],
  [",", "‚\u0326\ufe50\ufe51\uff64、"],
  ["(", "❨❪\ufe59⟮⦅"],
  [")", "❩❫\ufe5a⟯⦆"],
  ["*", "⁎∗⊛✢✣✤✥✱✲✳✺✻✼✽❃❉❊❋⧆\ufe61"],
  ["+", "˖\ufe62"],
  [".", "。\ufe52\uff61"],
  [":", "ː˸⦂꞉\ufe13"],
  [";", "⁏\ufe14\ufe54"],
  ["<", "\ufe64"],
  ["=", "\u0347꞊\ufe66"],
  [">", "\ufe65"],
  ["?", "\ufe16\ufe56"],
  ["^", "ˆ\u0302\u1dcd"],
  ["{", "❴\ufe5b"],
  ["}", "❵\ufe5c"],
  ["~", "˜˷\u0303\u0330\u0334∼"],
  ["!!", "‼"],
  ["...", "…"],
  ["<", "‹"],
  [">", "›"],
  ...[..."ABCDEFGHIJKLMNOPRSTUVWYZ"].map(
    (letter, at) => [letter, [..."ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ"][at] ?? ""] as const,
  ),
  ["x", "×"],
  ["(c)", "©"],
  ["(R)", "®"],
  ["(TM)", "™"],
  ["-", "−·"],
  [
    " ",
    "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\t",
  ],
  ["", "\u200b\u200c\u200d\u200e\u200f\u2060\ufe0f\ufeff"],
];
const PLAINER = new Map(GROUPS.flatMap(([plain, wide]) => [...wide].map((one) => [one, plain] as const)));

const NAMES = new Map([
  ["\u00a0", "a hard space"],
  ["\u202f", "a narrow space"],
  ["\u2009", "a thin space"],
  ["\u200b", "an invisible space"],
  ["\u200d", "an invisible joiner"],
  ["\ufeff", "an invisible mark"],
  ["\t", "a tab"],
]);

const PRINTABLE = /^[\x20-\x7e]+$/;

/** The plain form of a character as people see it. "": it has none, or can be left out. */
export function plainerFor(character: string): string {
  const known = PLAINER.get(character);
  if (known !== undefined) return known;
  const bare = character.normalize("NFKD").replace(/\p{M}/gu, "");
  return PRINTABLE.test(bare) ? bare : "";
}

/** The words with every one of these characters made plain. */
export function makePlain(words: string, characters: readonly string[]): string {
  return characters.reduce(
    (text, character) => text.replaceAll(character, () => plainerFor(character)),
    words,
  );
}

/** Those with a plain form, and pictures; letters of another script have none and must stay. */
export function replaceable(forcing: readonly string[]): string[] {
  return [...new Set(forcing)].filter(
    (character) => plainerFor(character) !== "" || !/\p{L}/u.test(character),
  );
}

/** How to speak of a character: “é”, or what it is when it cannot be seen. */
export function nameOf(character: string): string {
  return NAMES.get(character) ?? `“${character}”`;
}

/** The words around the first of these characters, to show it in; null when none of them is there. */
export function placeOf(
  words: string,
  characters: readonly string[],
): { before: string; character: string; after: string; start: number } | null {
  const places = characters
    .map((character) => ({ character, start: words.indexOf(character) }))
    .filter(({ start }) => start >= 0)
    .sort((a, b) => a.start - b.start);
  const [first] = places;
  if (!first) return null;
  const { character, start } = first;
  const near = 14;
  const before = words.slice(Math.max(0, start - near), start);
  const after = words.slice(start + character.length, start + character.length + near);
  return { before, character, after, start };
}
