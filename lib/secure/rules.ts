import { createHash, timingSafeEqual } from "node:crypto";
import { LINK } from "@/lib/delivery/link/rules";
import type { Content } from "@/lib/delivery/schema";
import type { LetterState, LinkTerms, Proof } from "@/lib/secure/schema";
import type { Channel } from "@/prisma/generated/enums";

/** Wrong dates of birth before a link is locked for good; the seed's page says "3 tries left". */
export const MOST_TRIES = 3;

/** A lost answer or a reload must not lose the words: so long the browser that opened a link may ask again. */
export const AGAIN_MS = 30 * 60_000;

/** The ways whose words strangers carry. A notification never has words, and IN_APP has its own sign-in. */
export const OPEN_WAYS = ["SMS", "EMAIL"] as const satisfies readonly Channel[];

/**
 * Which proofs may guard a link. A household knows each other's birthdays, so on a shared number, and for restricted
 * content, a date of birth alone proves nothing, and no proof at all proves less: there only the patient's own sign-in
 * does (docs/decisions/019).
 */
export function termsFor(facts: {
  shared: boolean;
  restricted: boolean;
  hasBirthDate: boolean;
  /** A sign-in to the portal opens it: the patient's, or that of whoever the address belongs to. */
  hasPortal: boolean;
}): LinkTerms {
  const portal: Proof[] = facts.hasPortal ? ["portal"] : [];
  if (!facts.restricted && !facts.shared) {
    const proofs: Proof[] = facts.hasBirthDate ? ["date_of_birth", ...portal, "none"] : [...portal, "none"];
    return { proofs, suggested: proofs[0] ?? null, problem: null, remedy: null };
  }
  if (facts.hasPortal) return { proofs: portal, suggested: "portal", problem: null, remedy: null };
  const problem = facts.restricted
    ? "This chart is restricted: a link needs the patient's own sign-in. Invite them to the portal, or call."
    : "Other patients share this number or address, so a date of birth proves nothing there. Invite the patient, or whoever acts for them, to the portal, or call.";
  return { proofs: [], suggested: null, problem, remedy: "invite_to_portal" };
}

/** Whether a date (YYYY-MM-DD) is the patient's, in the same time whether there is one or not. */
export function isBirthDate(given: string, known: string | null): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(known ?? "")) && known !== null;
}

export interface LinkFacts {
  expiresAt: Date;
  openedAt: Date | null;
  lockedAt: Date | null;
}

/** Where a link stands. What was opened stays opened; half-open: at `expiresAt` it is over. */
export function stateOf(link: LinkFacts, now: Date): LetterState {
  if (link.openedAt) return "opened";
  if (link.lockedAt) return "locked";
  return now < link.expiresAt ? "ready" : "expired";
}

/**
 * Whether a browser that opened a link may show it again without a sign-in. One in which somebody else opened it in the
 * patient's stead may not: their right is asked again each time.
 */
export const mayReadAgain = (
  link: { readerHash: string | null; openedById: string | null },
  readerHash: string,
): boolean => link.openedById === null && link.readerHash === readerHash;

export interface Sender {
  name: string;
  phone: string | null;
  language: string;
  /** The last day, as people write it. */
  until: string;
  restricted: boolean;
  /** Characters of a link as it leaves. */
  linkLength: number;
}

/** A text of GSM-7 that fits one segment. The page behind the link tells the number as well. */
const ONE_SEGMENT = 160;

function short(text: string, questions: string, linkLength: number): string {
  const length = text.length - LINK.length + linkLength + questions.length;
  return length <= ONE_SEGMENT ? `${text}${questions}` : text;
}

/** What goes out in place of the words: the clinic's neutral sentence with the link; for restricted content nobody is named. */
export function neutralContent(
  content: Content,
  links: Partial<Record<Channel, string>>,
  from: Sender,
): Content {
  const words = from.language.startsWith("es") ? spanish(from) : english(from);
  return {
    ...content,
    ...(content.SMS && links.SMS ? { SMS: { body: words.text } } : {}),
    ...(content.EMAIL && links.EMAIL
      ? { EMAIL: { subject: words.subject, body: words.mail, htmlBody: null } }
      : {}),
    ...(content.PUSH
      ? { PUSH: { title: from.restricted ? words.notice : from.name, body: words.notice } }
      : {}),
    links,
    ...(from.restricted ? { unnamed: true as const } : {}),
  };
}

/** "303-555-0100": phones make a link of it and it stays in GSM-7. */
export function domestic(phone: string | null): string | null {
  const parts = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(phone ?? "");
  return parts ? parts.slice(1).join("-") : phone;
}

function english({ name, phone, until, restricted, linkLength }: Sender) {
  const who = restricted ? "" : `${name}: `;
  const questions = phone ? ` Questions: ${domestic(phone)}.` : "";
  const sender = restricted ? "" : " from us";
  return {
    text: short(
      `${who}You have a private message${sender}. Open it here: ${LINK} It works until ${until}.`,
      questions,
      linkLength,
    ),
    subject: restricted ? "You have a private message" : `A private message from ${name}`,
    mail: `Hello,\n\nyou have a private message${sender}. Open it here:\n\n${LINK}\n\nThe link works until ${until}.${questions}${restricted ? "" : `\n\n${name}`}`,
    notice: "You have a new message",
  };
}

function spanish({ name, phone, until, restricted, linkLength }: Sender) {
  const who = restricted ? "" : `${name}: `;
  const questions = phone ? ` Dudas: ${domestic(phone)}.` : "";
  return {
    text: short(
      `${who}Tiene un mensaje privado. Puede abrirlo hasta el ${until}: ${LINK}`,
      questions,
      linkLength,
    ),
    subject: restricted ? "Tiene un mensaje privado" : `Un mensaje privado de ${name}`,
    mail: `Hola:\n\nTiene un mensaje privado. Puede abrirlo aquí:\n\n${LINK}\n\nEl enlace funciona hasta el ${until}.${questions}${restricted ? "" : `\n\n${name}`}`,
    notice: "Tiene un mensaje nuevo",
  };
}

export const proofWords: Record<Proof, string> = {
  none: "whoever has the link",
  date_of_birth: "date of birth",
  portal: "portal sign-in",
};
