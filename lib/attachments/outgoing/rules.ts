import { MOST_BYTES, MOST_IN_MAIL_BYTES } from "@/lib/attachments/limits/rules";
import type { LinkCause } from "@/lib/attachments/outgoing/schema";
import { fitsVendor, isForPhones, isInReach } from "@/lib/media/rules";
import type { MediaFact } from "@/lib/media/schema";

interface Kind {
  type: string;
  /** The first one is given to a file without an ending. */
  endings: readonly string[];
  is: (bytes: Uint8Array, beginning: string) => boolean;
}

const starts = (pattern: RegExp) => (_: Uint8Array, beginning: string) => pattern.test(beginning);
const has = (bytes: Uint8Array, words: string) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(words, 0, "latin1");
const begins = (bytes: Uint8Array, words: string) =>
  new TextDecoder().decode(bytes.subarray(0, 64)).trimStart().toUpperCase().startsWith(words);
const office = (folder: string) => (bytes: Uint8Array, beginning: string) =>
  beginning.startsWith("504b0304") &&
  has(bytes, "[Content_Types].xml") &&
  has(bytes, folder) &&
  !has(bytes, "vbaProject.bin");

const OPEN_XML = "application/vnd.openxmlformats-officedocument";

/** What may go out, by content. No programs, archives, web pages, drawings with scripts or documents with macros. */
const KINDS: readonly Kind[] = [
  { type: "application/pdf", endings: ["pdf"], is: starts(/^255044462d/) },
  { type: "image/jpeg", endings: ["jpg", "jpeg"], is: starts(/^ffd8ff/) },
  { type: "image/png", endings: ["png"], is: starts(/^89504e470d0a1a0a/) },
  { type: "image/gif", endings: ["gif"], is: starts(/^474946383[79]61/) },
  { type: "image/webp", endings: ["webp"], is: starts(/^52494646.{8}57454250/) },
  {
    type: "image/heic",
    endings: ["heic", "heif"],
    is: starts(/^.{8}66747970(?:68656963|6d696631|68656978)/),
  },
  { type: "application/rtf", endings: ["rtf"], is: starts(/^7b5c727466/) },
  { type: `${OPEN_XML}.wordprocessingml.document`, endings: ["docx"], is: office("word/") },
  { type: `${OPEN_XML}.spreadsheetml.sheet`, endings: ["xlsx"], is: office("xl/") },
  { type: `${OPEN_XML}.presentationml.presentation`, endings: ["pptx"], is: office("ppt/") },
  { type: "text/vcard", endings: ["vcf"], is: (bytes) => isPlainText(bytes) && begins(bytes, "BEGIN:VCARD") },
  {
    type: "text/calendar",
    endings: ["ics"],
    is: (bytes) => isPlainText(bytes) && begins(bytes, "BEGIN:VCALENDAR"),
  },
  { type: "text/plain", endings: ["txt", "csv", "md"], is: isPlainText },
];

/** UTF-8 without control signs that no browser would take for a page. */
function isPlainText(bytes: Uint8Array): boolean {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return false;
  }
  const control = bytes.some((byte) => byte < 9 || (byte > 13 && byte < 32));
  return !control && !/<(?:!doctype|html|script|svg|\?xml)|^#!/i.test(text.slice(0, 2_000));
}

export type Checked =
  | { kind: "fine"; contentType: string; filename: string }
  | { kind: "refused"; reason: "empty" | "too_large" | "type" | "name"; words: string };

/** A name that no program reads as a path: one line of at most 120 characters. */
export function plainName(name: string): string {
  const last = name.normalize("NFC").split(/[\\/]/).at(-1) ?? "";
  // Marks that turn the direction of writing would show "exe.pdf" for "fdp.exe".
  const clean = last.replace(/[\p{Cc}\p{Cf}"<>|:*?]/gu, "").trim();
  const dot = clean.lastIndexOf(".");
  const ending = dot > 0 ? clean.slice(dot, dot + 10) : "";
  return `${clean.slice(0, dot > 0 ? dot : undefined).slice(0, 110) || "file"}${ending}`;
}

/**
 * Whether a file may be sent: by what it is, never by what it is called. One whose ending says another kind is refused,
 * because the reader's computer goes by the ending.
 */
export function checkFile(bytes: Uint8Array, name: string): Checked {
  const refused = (reason: "empty" | "too_large" | "type" | "name", words: string): Checked => ({
    kind: "refused",
    reason,
    words,
  });
  if (bytes.byteLength === 0) return refused("empty", "This file is empty.");
  if (bytes.byteLength > MOST_BYTES) return refused("too_large", "A file has at most 25 MB.");
  const beginning = Buffer.from(bytes.subarray(0, 16)).toString("hex");
  const kind = KINDS.find(({ is }) => is(bytes, beginning));
  if (!kind) {
    const words =
      "Only PDF, pictures, Office documents without macros, contact cards and plain text can be sent.";
    return refused("type", words);
  }
  const filename = plainName(name);
  const ending = /\.([A-Za-z0-9]{1,9})$/.exec(filename)?.[1]?.toLowerCase();
  const first = kind.endings[0] ?? "txt";
  if (!ending) return { kind: "fine", contentType: kind.type, filename: `${filename}.${first}` };
  if (!kind.endings.includes(ending)) {
    return refused(
      "name",
      `It is called .${ending}, but inside it is a .${first}. Rename it or save it again.`,
    );
  }
  const contentType = ending === "csv" ? "text/csv" : kind.type;
  return { kind: "fine", contentType, filename };
}

export interface LinkFacts {
  /** The words themselves go behind a link. */
  hidden: boolean;
  /** The clinic sends nothing private in the open. */
  strict: boolean;
  /** Words or names of files say something private, and the patient has not accepted the risk of mail. */
  privateWords: boolean;
  /** Bytes of all files that would be inside the mail. */
  size: number;
}

/** Why the files of a mail must go by link; null: they may be inside it. */
export function linkCause(facts: LinkFacts): LinkCause | null {
  if (facts.hidden) return "hidden_words";
  if (facts.strict) return "clinic_rule";
  if (facts.privateWords) return "private_words";
  return facts.size > MOST_IN_MAIL_BYTES ? "too_large" : null;
}

export interface TextFacts {
  /** Files that would go with the text. */
  media: readonly MediaFact[];
  /** The clinic's numbers that may carry it. */
  senders: readonly { provider: string; mms: boolean }[];
  /** Where it would go; null: nobody knows yet. */
  to: string | null;
}

/** Why the files of a text must go by link although its words may stand open; null: they may go with it. */
export function textLinkCause({ media, senders, to }: TextFacts): LinkCause | null {
  if (media.length === 0) return null;
  if (!media.every(({ type }) => isForPhones(type))) return "not_for_phones";
  const able = senders.filter(({ mms }) => mms);
  if (able.length === 0) return "no_mms";
  if (to !== null && !isInReach(to)) return "abroad";
  return able.some(({ provider }) => fitsVendor(provider, media)) ? null : "too_large_for_text";
}

/** What stands under the words of a mail whose files are behind a link. */
export function fileSentence(about: { count: number; until: string; language: string }): string {
  const one = about.count === 1;
  return about.language.startsWith("es")
    ? `${one ? "Hay un archivo" : `Hay ${about.count} archivos`} para usted. Puede abrirlo${one ? "" : "s"} hasta el ${about.until}: {link}`
    : `There ${one ? "is a file" : `are ${about.count} files`} for you. Open ${one ? "it" : "them"} here: {link} The link works until ${about.until}.`;
}
