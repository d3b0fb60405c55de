const MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?";
const WEEKDAYS = [
  ["sunday", "domingo", "sun"],
  ["monday", "lunes", "mon"],
  ["tuesday", "martes", "tues?"],
  ["wednesday", "miercoles", "wed"],
  ["thursday", "jueves", "thu(?:rs?)?"],
  ["friday", "viernes", "fri"],
  ["saturday", "sabado", "sat"],
] as const;

const A_FEW = "(?:an?|one|two|three|four|five|six|ten|half an|a few|\\d+)";
const UNOS = "(?:una?|dos|tres|cuatro|cinco|media|unos|unas|\\d+)";

/** Words that mean another day when they are read on another day. */
const RELATIVE = new RegExp(
  [
    "today",
    "tonight",
    "tomorrow",
    "tmrw",
    "yesterday",
    "this (?:morning|afternoon|evening)",
    `in ${A_FEW} (?:more )?(?:minutes?|mins?|hours?|hrs?|days?)`,
    "hoy",
    "ayer",
    "anoche",
    "esta (?:noche|tarde|manana)",
    // "por la mañana" is the morning of whichever day.
    "(?<!\\b(?:la|esta) )manana",
    `(?:en|dentro de) ${UNOS} (?:minutos?|horas?|dias?)`,
  ]
    .map((words) => `\\b${words}\\b`)
    .join("|"),
  "i",
);

const FULL = WEEKDAYS.map(([english, spanish]) => `${english}|${spanish}`).join("|");
/** "Monday to Friday", "lunes a viernes" and "los lunes" are habits, not days. */
const HABIT = new RegExp(
  `\\b(?:${FULL})\\s*(?:to|through|thru|and|a|-|–)\\s*(?:${FULL})\\b|\\blos (?:${FULL})\\b|\\bevery (?:${FULL})\\b`,
  "gi",
);
/** With its date beside it a weekday stays true. */
const DATED = `(?!,?\\s+(?:the\\s+)?(?:${MONTH}\\s+\\d|\\d{1,2}(?:st|nd|rd|th)\\b|\\d{1,2}/\\d|\\d{1,2}\\s+de\\s))`;
/** "Sat" and "sun" are words of their own: short days count only where a time or a stop follows. */
const SHORT_END = "(?=[.,]?\\s*(?:at\\b|\\d|$)|[.,!?])";

const DAY_MS = 86_400_000;
const ASCII = /^[\t\n\r -~]*$/;

/**
 * The first word of a text that was right on the day it was written for and would be wrong on the day it is sent
 * (English and Spanish). Null: nothing, or the same day. Days are calendar dates, YYYY-MM-DD.
 */
export function staleWord(text: string, written: string, sent: string): string | null {
  if (written === sent) return null;
  const words = text.normalize("NFC");
  // Taking accents off letter by letter costs more than all the rest.
  const plain = (ASCII.test(words) ? words : bare(words)).replace(HABIT, (habit) => "_".repeat(habit.length));
  const found = [RELATIVE, weekdays(written, sent)]
    .map((pattern) => pattern.exec(plain))
    .filter((match) => match !== null)
    .sort((a, b) => a.index - b.index)[0];
  return found ? words.slice(found.index, found.index + found[0].length) : null;
}

/** The weekdays from the day it was written for to the day it is sent: past, or no longer the next of that name. */
function weekdays(written: string, sent: string): RegExp {
  const [from = 0, to = 0] = [written, sent].map((day) => Date.parse(day)).sort((a, b) => a - b);
  const days = Math.min(7, Math.round((to - from) / DAY_MS) + 1);
  const first = new Date(from).getUTCDay();
  const key = first * 8 + days;
  const known = patterns.get(key);
  if (known) return known;
  const pattern = patternOf(first, days);
  patterns.set(key, pattern);
  return pattern;
}

const patterns = new Map<number, RegExp>();

function patternOf(first: number, days: number): RegExp {
  const names = Array.from({ length: days }, (_, day) => WEEKDAYS[(first + day) % 7]).flatMap(
    (known) => known ?? [],
  );
  const long = names.filter((_, index) => index % 3 < 2).join("|");
  const short = names.filter((_, index) => index % 3 === 2).join("|");
  return new RegExp(`\\b(?:${long})\\b${DATED}|\\b(?:${short})\\b${DATED}${SHORT_END}`, "i");
}

/** Without accents, letter for letter: people text "manana" as well as "mañana". */
function bare(text: string): string {
  return [...text]
    .map((letter) => {
      const base = letter.normalize("NFD").replace(/\p{M}/gu, "");
      return base.length === letter.length ? base : letter;
    })
    .join("");
}
