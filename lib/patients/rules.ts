import type { CountryCode } from "libphonenumber-js/max";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { DateTime } from "luxon";

/** E.164, or a sentence that says what is wrong with the number. */
export type PhoneAnswer = { e164: string; problem?: never } | { problem: string; e164?: never };

/** Ten or more digits a person may have written with blanks, dots, dashes or brackets between them. */
const NUMBER_SHAPED = /(?:\d[\s().-]*){10,}/g;
/** RFC 3966: a number as a web page links it, its country beside it; the parser itself reads only every second one of these. */
const LINKED = /^tel:([\d\s().-]+);phone-context=(\+[\d-]+)$/i;
const EXTENSION = /(?:;?\s*(?:ext\.?|extension|x|#)\s*[:.]?\s*\d{1,7})\s*$/i;

/**
 * Reads a number as people and spreadsheets write it ("303.555.0142", "1-303-555-0142", "3035550142.0").
 * A number without a country is one of `country`. Letters, extensions and two numbers in one field are refused,
 * because a text would reach nobody or the wrong person.
 */
export function normalizePhone(raw: string, country: CountryCode = "US"): PhoneAnswer {
  const whole = raw.normalize("NFKC").trim();
  const [, local, context] = LINKED.exec(whole) ?? [];
  if (context) return e164Of(`${context}${local}`, country);
  const text = whole.replace(/^tel:/i, "").replace(/^(\d{10,15})\.0+$/, "$1");
  if (!text) return { problem: "There is no number here." };
  if (/^\d(?:\.\d+)?e\+?\d+$/i.test(text)) {
    return { problem: "A spreadsheet shortened this number and its digits are lost." };
  }
  if (EXTENSION.test(text)) return { problem: "A number with an extension cannot get texts." };
  const parts = text.split(/[/,;|&\n]|\bor\b/i).filter((part) => part.match(NUMBER_SHAPED));
  if (parts.length > 1) return { problem: "There is more than one number here." };
  if (/\p{L}/u.test(text)) return { problem: "A phone number has only digits." };
  return e164Of(text, country);
}

function e164Of(text: string, country: CountryCode): PhoneAnswer {
  const parsed = parsePhoneNumberFromString(text, country);
  if (!parsed?.isPossible()) return { problem: "This number has too few or too many digits." };
  if (!parsed.isValid()) return { problem: "No phone has this number: check the area code." };
  return { e164: parsed.number };
}

/** "(303) 555-0142" for North America, the international form for the rest, the text itself when it is no number. */
export function formatPhone(e164: string): string {
  // The parser finds numbers inside of mail addresses too.
  const parsed = /^\+\d+$/.test(e164) ? parsePhoneNumberFromString(e164) : undefined;
  if (!parsed) return e164;
  return parsed.countryCallingCode === "1" ? parsed.formatNational() : parsed.formatInternational();
}

/** The address in lower case, with a likelier spelling when the domain looks mistyped. */
export type EmailAnswer =
  | { email: string; suggestion: string | null; problem?: never }
  | { problem: string; email?: never };

// RFC 5321 limits: 64 octets before the @, 254 in all. Quoted local parts are legal and nobody has one.
const EMAIL =
  /^(?=.{1,64}@)[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

const COMMON_DOMAINS = [
  "gmail.com",
  "yahoo.com",
  "hotmail.com",
  "outlook.com",
  "icloud.com",
  "comcast.net",
  "verizon.net",
  "sbcglobal.net",
  "bellsouth.net",
];

/** Real domains one letter away from a common one. */
const REAL_NEIGHBOURS = new Set(["mail.com", "ymail.com", "email.com", "gmail.co", "hotmail.co"]);

/** Reads an address as people write it ("Maria <MARIA@Gmail.com>") and notices "gnail.com". */
export function normalizeEmail(raw: string): EmailAnswer {
  const inner = /<([^<>]+)>\s*$/.exec(raw)?.[1] ?? raw;
  const email = inner
    .normalize("NFKC")
    .trim()
    .replace(/^mailto:/i, "")
    .replace(/[.,;]+$/, "")
    .toLowerCase();
  if (!email) return { problem: "There is no address here." };
  if ((email.match(/@/g)?.length ?? 0) > 1) return { problem: "There is more than one address here." };
  if (email.length > 254 || !EMAIL.test(email)) return { problem: "This is not an email address." };
  const at = email.lastIndexOf("@");
  const domain = likelierDomain(email.slice(at + 1));
  return { email, suggestion: domain ? `${email.slice(0, at)}@${domain}` : null };
}

function likelierDomain(domain: string): string | null {
  if (COMMON_DOMAINS.includes(domain) || REAL_NEIGHBOURS.has(domain)) return null;
  const mended = domain
    .replace(/\.(?:con|cmo|ocm|comm|vom|xom|cpm)$/, ".com")
    .replace(/\.(?:nte|ent|nett)$/, ".net");
  const near = COMMON_DOMAINS.find((common) => mended === common || isOneSlipAway(mended, common));
  return near ?? (mended === domain ? null : mended);
}

/** One letter more, fewer, other, or two neighbours swapped. */
function isOneSlipAway(written: string, meant: string): boolean {
  if (Math.abs(written.length - meant.length) > 1) return false;
  let start = 0;
  while (start < written.length && written[start] === meant[start]) start += 1;
  let end = 0;
  const room = Math.min(written.length, meant.length) - start;
  while (end < room && written.at(-1 - end) === meant.at(-1 - end)) end += 1;
  const left = written.slice(start, written.length - end);
  const right = meant.slice(start, meant.length - end);
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}

/** Lower case without accents, single blanks: "  José  PEÑA" is "jose pena". */
export function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
}

/** What search reads about a patient: folded name, external id, mail addresses, and phones as digits only. */
export function searchTextOf(patient: {
  firstName: string;
  lastName: string;
  externalId?: string | null;
  contacts: readonly string[];
}): string {
  const contacts = patient.contacts.map((value) =>
    value.startsWith("+") ? value.replace(/\D/g, "") : fold(value),
  );
  return [fold(patient.firstName), fold(patient.lastName), fold(patient.externalId ?? ""), ...contacts]
    .filter(Boolean)
    .join(" ");
}

/** "Maria Alvarez"; a sender nobody has named yet is shown by number or address. */
export function displayName(
  patient: { firstName: string; lastName: string },
  address: string | null = null,
): string {
  const name = `${patient.firstName} ${patient.lastName}`.trim();
  if (name) return name;
  return address ? formatPhone(address) : "Unknown sender";
}

/** Whole years at `now` in `timeZone`. Someone born on February 29 is a year older on March 1. */
export function ageAt(dateOfBirth: Date, now: Date, timeZone = "UTC"): number {
  const born = DateTime.fromJSDate(dateOfBirth, { zone: "UTC" });
  const today = DateTime.fromJSDate(now, { zone: timeZone });
  const hadBirthday = today.month > born.month || (today.month === born.month && today.day >= born.day);
  return today.year - born.year - (hadBirthday ? 0 : 1);
}

/** The oldest person on record lived 122 years. */
const OLDEST = 125;

/** What is wrong with a birth date (midnight UTC), or null. A day of slack: somewhere it is tomorrow already. */
export function birthProblem(dateOfBirth: Date, now: Date): string | null {
  if (dateOfBirth.getTime() > now.getTime() + 86_400_000) return "This date of birth is in the future.";
  return ageAt(dateOfBirth, now) > OLDEST ? `This date of birth is more than ${OLDEST} years ago.` : null;
}
