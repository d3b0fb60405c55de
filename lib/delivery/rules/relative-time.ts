const MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?";
const WEEKDAYS = [
  // Without "dom", a name, and "mar", a month.
  ["sunday", "domingo", "sun"],
  ["monday", "lunes", "mon|lun"],
  ["tuesday", "martes", "tues?"],
  ["wednesday", "miercoles", "wed|mie"],
  ["thursday", "jueves", "thu(?:rs?)?|jue"],
  ["friday", "viernes", "fri|vie"],
  ["saturday", "sabado", "sat|sab"],
] as const;

const A_FEW = "(?:an?|one|two|three|four|five|six|ten|half an|a few|a couple(?: of)?|\\d+)";
const UNOS = "(?:una?|dos|tres|cuatro|cinco|media|unos|unas|un par de|\\d+)";
const UNITS = "(?:minutes?|mins?|hours?|hrs?|days?)";
const UNIDADES = "(?:minutos?|mins?|horas?|hrs?|dias?)";

/** Words that mean another day when they are read on another day. */
const RELATIVE = new RegExp(
  [
    "today",
    "2day",
    "(?:to|2)ni(?:ght|te)",
    "(?:to|2)mm?orr?ow",
    "tmrw?",
    "tmw",
    "yesterday",
    "last night",
    "this (?:morning|afternoon|evening)",
    `in ${A_FEW} (?:more )?${UNITS}`,
    "in \\d+ ?h",
    "within the hour",
    `in the next (?:${A_FEW} )?${UNITS}`,
    `${A_FEW} ${UNITS} from now`,
    "hoy",
    "(?:ante)?ayer",
    "ante?noche",
    "antier",
    "anoche",
    "esta (?:noche|tarde|manana|madrugada)",
    // "por la mañana" and "cada mañana" are the mornings of whichever day.
    "(?<!\\b(?:la|esta|cada|una|media) )manana",
    `(?:en|dentro de) ${UNOS} ${UNIDADES}`,
    "(?:en|dentro de) \\d+ ?h",
    `en l[ao]s? proxim[ao]s? (?:${UNOS} )?${UNIDADES}`,
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
const SHORT_END = "(?=[.,]?\\s*(?:at\\b|a las?\\b|\\d|$)|[.,!?])";

/** "this week" is another one after Sunday, "este mes" after the month's last day. */
const WEEK =
  /\b(?:(?:this|next|last) week(?:end)?|esta semana|este fin de semana|(?:la )?(?:proxima semana|semana (?:que viene|proxima|pasada))|(?:el )?proximo fin de semana)\b/i;
const MONTHLY =
  /\b(?:(?:this|next|last) month|este mes|(?:el )?(?:proximo mes|mes (?:que viene|proximo|pasado)))\b/i;

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
  const found = [RELATIVE, weekdays(written, sent), ...turned(written, sent)]
    .map((pattern) => pattern.exec(plain))
    .filter((match) => match !== null)
    .sort((a, b) => a.index - b.index)[0];
  return found ? words.slice(found.index, found.index + found[0].length) : null;
}

/** What a new week and a new month between two days make wrong. */
function turned(written: string, sent: string): RegExp[] {
  const [from = 0, to = 0] = [written, sent].map((day) => Date.parse(day)).sort((a, b) => a - b);
  // Days since a Monday: 1 January 1970 was a Thursday.
  const weekOf = (at: number) => Math.floor((at / DAY_MS + 3) / 7);
  const isNewMonth = written.slice(0, 7) !== sent.slice(0, 7);
  return [...(weekOf(from) === weekOf(to) ? [] : [WEEK]), ...(isNewMonth ? [MONTHLY] : [])];
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
