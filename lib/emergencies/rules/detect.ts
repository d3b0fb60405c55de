import { ENGLISH, ENGLISH_HARMLESS } from "@/lib/emergencies/rules/english";
import { SPANISH, SPANISH_HARMLESS } from "@/lib/emergencies/rules/spanish";
import { meant } from "@/lib/emergencies/rules/typos";

/** What was found, in the patient's own spelling, and the language it was said in. */
export interface Found {
  phrase: string;
  language: "en" | "es";
}

/** As long as a bar shows it. */
const MOST_SHOWN = 60;
/** A mail that nobody reads to its end is not searched to its end; pictures of chance cost no time. */
const MOST_READ = 4_000;

const whole = (patterns: readonly string[]) => new RegExp(`\\b(?:${patterns.join("|")})(?=\\s|$)`, "g");
const DANGER = { en: whole(ENGLISH), es: whole(SPANISH) };
const HARMLESS = whole([...ENGLISH_HARMLESS, ...SPANISH_HARMLESS]);

/** A phone's own note that somebody tapped on one of our messages: it quotes us, and says nothing itself. */
const REACTION =
  /^(?:liked|loved|laughed at|emphasized|questioned|disliked|removed a|reacted|le gust[oó]|le encant[oó]|se ri[oó]|\p{Extended_Pictographic}\S* (?:to|a)) ?.*[“"«]/iu;
/** What stands for words that were set aside; no pattern reads over it. */
const ASIDE = "·";

interface Word {
  plain: string;
  from: number;
  to: number;
}

const plainOf = (text: string) =>
  text
    .normalize("NFKD")
    .replaceAll(/[\u0300-\u036f'’‘`´]/g, "")
    .toLowerCase()
    .replaceAll(/(.)\1{2,}/g, "$1");

/** The words with their places, one slip of the finger forgiven. An alias of two words takes the place of one. */
function readWords(text: string): Word[] {
  return [...text.matchAll(/[\p{L}\p{N}\p{M}'’‘`´]+/gu)].flatMap(({ 0: raw, index }) =>
    meant(plainOf(raw))
      .split(" ")
      .filter(Boolean)
      .map((plain) => ({ plain, from: index, to: index + raw.length })),
  );
}

const setAside = (line: string) => line.replaceAll(HARMLESS, (words) => words.replaceAll(/[^ ]+/g, ASIDE));

/** Our own fixed answer (lib/replies/words) when it is quoted back. */
const OURS = /we may not see this right away if this is an|puede que no veamos esto pronto si es una/;

/**
 * Whether a message may tell of an emergency: recall before precision, English and Spanish, typos forgiven, with the
 * clinic's own words (`extra`) besides. It never judges how grave it is. Null: nothing found.
 */
export function findEmergency(text: string, extra: readonly string[] = []): Found | null {
  const read = text.slice(0, MOST_READ);
  if (REACTION.test(read)) return null;
  const words = readWords(read);
  const said = words.map(({ plain }) => plain).join(" ");
  if (OURS.test(said)) return null;
  const line = setAside(said);
  const own = extra
    .map((phrase) =>
      readWords(phrase)
        .map(({ plain }) => plain)
        .join(" "),
    )
    .filter(Boolean);
  const found = [
    ...(["en", "es"] as const).flatMap((language) =>
      [...line.matchAll(DANGER[language])]
        .slice(0, 1)
        .map((match) => ({ match: match[0], at: match.index, language })),
    ),
    ...own.flatMap((phrase) => {
      const at = ` ${line} `.indexOf(` ${phrase} `);
      return at < 0 ? [] : [{ match: phrase, at, language: "en" as const }];
    }),
  ].sort((a, b) => b.match.length - a.match.length || a.at - b.at)[0];
  if (!found) return null;
  const first = line.slice(0, found.at).split(" ").length - 1;
  const last = first + found.match.split(" ").length - 1;
  const phrase = read.slice(words[first]?.from ?? 0, words[last]?.to ?? read.length);
  return { phrase: phrase.slice(0, MOST_SHOWN), language: found.language };
}
