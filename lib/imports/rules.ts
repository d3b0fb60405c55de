import type { Field, Mapping } from "@/lib/imports/schema";
import { fold } from "@/lib/patients/rules";

/** How practice systems head their columns, folded to letters and digits; the first match wins, most exact first. */
const SYNONYMS: [Field, RegExp][] = [
  [
    "externalId",
    /^(?:patient|pt|chart|account|acct|medical record|external|person|client|member)? ?(?:id|no|nr|num|number|mrn|#)$|^mrn|^chart$|^account$|^expediente$/,
  ],
  ["dateOfBirth", /birth|^dob|^d o b|nacimiento|^bday|^born/],
  ["email", /e ?mail|correo/],
  [
    "phone",
    /phone|mobile|movil|celular|^cell|^tel|telefono|^(?:home|work|primary|contact) (?:no|num|number)$|^sms|^text/,
  ],
  ["zip", /zip|postal|^postcode|codigo postal/],
  ["timeZone", /time ?zone|^tz$|zona horaria/],
  ["language", /language|^lang|idioma|lengua/],
  ["line2", /(?:address|addr|street).*(?:2|two)$|^(?:apt|unit|suite)/],
  ["line1", /address|^addr|street|direccion|domicilio|calle/],
  ["city", /^city|^town|ciudad/],
  ["state", /^state|province|^st$|estado/],
  // "Last visit" and "First available" are no names.
  ["firstName", /first ?(?:\w+ )?name|name.*first|first$|given|forename|^fname|nombre de pila|^nombres?$/],
  ["lastName", /last ?(?:\w+ )?name|name.*last|last$|surname|family(?: name)?$|^lname|apellidos?/],
  ["fullName", /^(?:patient |full |pt |client |legal )?name$|^patient$|nombre completo/],
];

const bare = (header: string) =>
  fold(header)
    .replace(/[^a-z0-9#]+/g, " ")
    .trim();

/** Fields that one column alone may hold. */
const once = (field: Field) => field !== "phone" && field !== "email";

/** What each column holds, guessed from its header; null where nothing fits or the field is taken. */
export function guessColumns(headers: readonly string[]): (Field | null)[] {
  const taken = new Set<Field>();
  return headers.map((header) => {
    const words = bare(header);
    const field = SYNONYMS.find(([, pattern]) => pattern.test(words))?.[0] ?? null;
    if (!field || (once(field) && taken.has(field))) return null;
    taken.add(field);
    return field;
  });
}

/** Whether 03/04/1980 is March 4 or 3 April, from the dates of the file that can be read only one way. */
export function guessDateOrder(values: readonly string[]): Mapping["dateOrder"] {
  const parts = values
    .map((value) => /^(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}/.exec(value))
    .filter((part) => part !== null);
  const some = (at: number, over: number) => parts.some((part) => Number(part[at]) > over);
  return some(1, 12) && !some(2, 12) ? "dmy" : "mdy";
}

/** What is still missing before rows can be read; null when nothing is. */
export function mappingProblem(mapping: Pick<Mapping, "columns">): string | null {
  const has = (field: Field) => mapping.columns.includes(field);
  const twice = mapping.columns.find(
    (field, at) => field && once(field) && mapping.columns.indexOf(field) !== at,
  );
  if (twice) return "Two columns hold the same thing. Choose one of them.";
  if (has("fullName") || (has("firstName") && has("lastName"))) return null;
  return "Say which column holds the name: first and last name, or the full name.";
}

/** Mobile columns come first among several phones: a text must reach a mobile. */
export function phoneOrder(headers: readonly string[], columns: readonly (Field | null)[]): number[] {
  const rank = (at: number) => {
    const words = bare(headers[at] ?? "");
    if (/cell|mobile|movil|celular|text|sms/.test(words)) return 0;
    return /home|work|office|casa|trabajo|other|alt|2/.test(words) ? 2 : 1;
  };
  return columns
    .flatMap((field, at) => (field === "phone" ? [at] : []))
    .sort((a, b) => rank(a) - rank(b) || a - b);
}
