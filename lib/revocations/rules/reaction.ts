import type { Reaction } from "@/lib/revocations/schema";

/** Marks an inbound message that is a reaction; it counts as automatic: nobody waits because of it. */
export const REACTION_TAG = "reaction";

/** iPhones without RCS spell a reaction out in the phone's own language. */
const VERBS: Record<string, string> = {
  liked: "👍",
  loved: "❤️",
  disliked: "👎",
  "laughed at": "😂",
  emphasized: "‼️",
  emphasised: "‼️",
  questioned: "❓",
  "le gustó": "👍",
  "le gusto": "👍",
  "le encantó": "❤️",
  "le encanto": "❤️",
  "no le gustó": "👎",
  "no le gusto": "👎",
  "se rio de": "😂",
  "se rió de": "😂",
  "se rió con": "😂",
  "le pareció gracioso": "😂",
  "le ha gustado": "👍",
  "le ha encantado": "❤️",
  "no le ha gustado": "👎",
  "se ha reído de": "😂",
  "se ha reído con": "😂",
  "le gusta": "👍",
  "me gusta": "👍",
  "le encanta": "❤️",
  "me encanta": "❤️",
  "no le gusta": "👎",
  "le dio risa": "😂",
  enfatizó: "‼️",
  destacó: "‼️",
  exclamó: "‼️",
  "exclamó por": "‼️",
  "ha exclamado por": "‼️",
  cuestionó: "❓",
  preguntó: "❓",
  "preguntó por": "❓",
  "ha preguntado por": "❓",
  "dudó sobre": "❓",
  "puso en duda": "❓",
};

/** What is taken back: "Removed a heart from “…”", "Quitó un Me gusta de “…”". */
const NOUNS: Record<string, string> = {
  "a like": "👍",
  "a heart": "❤️",
  "a dislike": "👎",
  "a laugh": "😂",
  "an exclamation": "‼️",
  "a question mark": "❓",
  "un me gusta": "👍",
  "un “me gusta”": "👍",
  "un corazón": "❤️",
  "el corazón": "❤️",
  "un no me gusta": "👎",
  "un “no me gusta”": "👎",
  "una risa": "😂",
  "una exclamación": "‼️",
  "un signo de interrogación": "❓",
};

const QUOTED = String.raw`[“"«](?<quoted>[\s\S]*)[”"»]`;
const PICTURE = `(?<picture>an? (?:image|photo|movie|attachment|audio message|sticker)|una? (?:imagen|foto|vídeo|video|audio|archivo adjunto))`;
const WHAT = `(?:${QUOTED}|${PICTURE})`;
const EMOJI = String.raw`(?<emoji>(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|[\u200d\ufe0f\u20e3])+)`;
const oneOf = (words: Record<string, string>) =>
  Object.keys(words)
    .sort((a, b) => b.length - a.length)
    .join("|");

const FORMS = [
  new RegExp(`^(?<verb>${oneOf(VERBS)}):?\\s+(?:a\\s+)?${WHAT}$`, "iu"),
  new RegExp(`^${EMOJI}\\s*(?:to|a)\\s+${WHAT}$`, "iu"),
  new RegExp(
    `^(?:reacted(?: with)?|reaccionó(?: con)?)\\s+(?:${EMOJI}|an? (?:sticker|emoji)|un (?:sticker|emoji))\\s+(?:to|a)\\s+(?:(?:your|tu) (?:message|mensaje):?\\s+)?${WHAT}$`,
    "iu",
  ),
];
const TAKEN_BACK = [
  new RegExp(
    `^(?:removed|(?:se\\s+)?(?:eliminó|quitó))\\s+(?<noun>${oneOf(NOUNS)})\\s+(?:from|de|a)\\s+${WHAT}$`,
    "iu",
  ),
  new RegExp(
    `^(?:removed|eliminó|quitó)\\s+(?:the reaction\\s+|la reacción\\s+)?${EMOJI}\\s+(?:from|de|a)\\s+${WHAT}$`,
    "iu",
  ),
];

/** Longer than any text that a phone quotes whole. */
const MOST_READ = 2_000;

/** Zero-width marks and thin spaces that Android puts around what it quotes. */
const tidy = (text: string) => text.replace(/[\u200b\u200a\u2060\ufeff]/g, "").trim();

/** The reaction that a text spells out, in the forms of iPhones and Android phones, en and es; null: it is a message. */
export function readReaction(text: string): Reaction | null {
  if (text.length > MOST_READ) return null;
  const said = tidy(text);
  for (const [forms, removed] of [
    [FORMS, false],
    [TAKEN_BACK, true],
  ] as const) {
    for (const form of forms) {
      const groups = form.exec(said)?.groups;
      if (!groups) continue;
      const emoji =
        groups.emoji ??
        VERBS[groups.verb?.toLowerCase() ?? ""] ??
        NOUNS[groups.noun?.toLowerCase() ?? ""] ??
        "👍";
      return { emoji, removed, quoted: groups.quoted === undefined ? null : tidy(groups.quoted) };
    }
  }
  return null;
}

const flat = (text: string) =>
  text
    .replace(/[“”«»]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/\s+/g, " ")
    .trim();

/** The newest of our messages that has the quoted words; a long one is quoted by its beginning and "…". */
export function reactedTo<M extends { body: string }>(
  quoted: string | null,
  newestFirst: readonly M[],
): M | null {
  if (quoted === null) return null;
  const words = flat(quoted);
  const cut = /(?:…|\.\.\.)$/.test(words) ? words.replace(/\s*(?:…|\.\.\.)$/, "") : null;
  return (
    newestFirst.find(
      ({ body }) => flat(body) === words || (cut && cut.length >= 8 && flat(body).startsWith(cut)),
    ) ?? null
  );
}
