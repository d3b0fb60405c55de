import type { Finding, FindingKind, Severity } from "@/lib/phi/schema";

const MONTH =
  "(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|ene|abr|ago|dic|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|january|february|march|april|august|september|october|november|december)";
const DATE = `(?:\\d{1,2}[/.-]\\d{1,2}[/.-](?:\\d{4}|\\d{2})|\\d{4}-\\d{2}-\\d{2}|${MONTH}\\.? \\d{1,2},? \\d{4}|\\d{1,2}(?: de)? ${MONTH}(?: de)? \\d{4})`;
const IS = "\\s{0,2}(?:number|no\\.?|num\\.?|#|número|numero)?\\s{0,2}(?:is|es|:|#|-|=)?\\s{0,2}#?\\s?";

interface Pattern {
  kind: FindingKind;
  severity: Severity;
  find: RegExp;
  /** A second look at what matched; the first group where there is one. */
  holds?: (match: string) => boolean;
}

/** A social security number's areas and groups that were given out (SSA, "SSN randomization"): not 000, 666, 9xx; no zeros. */
const SSN = "(?!000|666|9\\d\\d)\\d{3}([- ])(?!00)\\d{2}\\1(?!0000)\\d{4}";
/** The Medicare number's eleven places (CMS, "Understanding the MBI format"). */
const MBI =
  "[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\\d-?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\\d-?[AC-HJKMNP-RT-Y]{2}\\d{2}";

const PATTERNS: Pattern[] = [
  { kind: "ssn", severity: "severe", find: new RegExp(`(?<![\\d-])${SSN}(?![\\d-])`, "g") },
  {
    kind: "ssn",
    severity: "severe",
    find: /\b(?:ssn|social security|seguro social)\b[^.\n\d]{0,25}(?:\d{9}|\d{4})(?!\d)/gi,
  },
  {
    kind: "mrn",
    severity: "moderate",
    find: new RegExp(
      `\\b(?:mrn|medical record|chart|patient id|record number|expediente(?: médico)?|historia clínica|historial médico)${IS}([a-z]{0,3}-?\\d{4,12})\\b`,
      "gi",
    ),
  },
  {
    kind: "birth_date",
    severity: "moderate",
    find: new RegExp(
      `\\b(?:dob|d\\.o\\.b\\.|date of birth|birth ?date|birthday|born|fecha de nacimiento|nacid[oa]|naci[oó])[^\\d\\n]{0,15}?${DATE}`,
      "gi",
    ),
  },
  {
    kind: "insurance_id",
    severity: "moderate",
    find: new RegExp(
      `\\b(?:member(?:ship)? id|member|subscriber(?: id)?|policy|group|insurance(?: id)?|medicare(?: id)?|medicaid(?: id)?|id de miembro|póliza|poliza|afiliad[oa]|seguro)${IS}([a-z]{0,4}[- ]?\\d[a-z\\d-]{5,14})(?![\\w-])`,
      "gi",
    ),
    holds: (id) => (id.match(/\d/g)?.length ?? 0) >= 5 && !/^\d{3}-\d{3}-\d{4}$/.test(id),
  },
  { kind: "insurance_id", severity: "moderate", find: new RegExp(`\\b${MBI}\\b`, "g") },
  {
    kind: "card",
    severity: "severe",
    find: /(?<![\d-])[3-6]\d{3}[ -]?\d{4,6}[ -]?\d{4,5}[ -]?\d{0,4}(?![\d-])/g,
    holds: isCard,
  },
];

/** Numbers that name a person or an account: medical record, birth date, SSN, insurance, card. */
export function findNumbers(text: string): Finding[] {
  if (!/\d/.test(text)) return [];
  return PATTERNS.flatMap(({ kind, severity, find, holds }) =>
    [...text.matchAll(find)]
      .filter((match) => !holds || holds(match[1] ?? match[0]))
      .map((match) => ({ kind, severity, start: match.index, end: match.index + match[0].trimEnd().length })),
  );
}

/** 13 to 19 digits with a right check digit (ISO/IEC 7812-1, Luhn). */
function isCard(written: string): boolean {
  const digits = written.replace(/\D/g, "");
  if (digits.length < 13 || digits.length > 19) return false;
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = Number(digits[digits.length - 1 - place]);
    const doubled = place % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
