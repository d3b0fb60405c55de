import sanitizeHtml, { type IFrame } from "sanitize-html";
import type { MessageInbound } from "@/lib/providers/port";

/** As long as a list row shows it. */
const SNIPPET = 140;

/** The last words for a list row: one line, cut at a whole character. */
export function snippetOf(text: string, attachments = 0): string {
  const line = text.replace(/\s+/g, " ").trim();
  if (!line)
    return attachments === 0 ? "" : attachments === 1 ? "1 attachment" : `${attachments} attachments`;
  const characters = [...line];
  return characters.length <= SNIPPET
    ? line
    : `${characters
        .slice(0, SNIPPET - 1)
        .join("")
        .trimEnd()}…`;
}

/** Larger than any letter a person writes; beyond it the text alone is kept. */
const MOST_HTML = 500_000;

/** The HTML worth keeping of a mail: null when there is none, or more than anyone reads. */
export function htmlOf(message: Pick<MessageInbound, "html">): string | null {
  return message.html && message.html.length <= MOST_HTML ? message.html : null;
}

const isSeen = ({ width = "", height = "", style = "" }: IFrame["attribs"]) =>
  !/^[01](px)?$/.test(width) &&
  !/^[01](px)?$/.test(height) &&
  !/\b(?:width|height)\s*:\s*[01](?:px)?\s*(?:[;!]|$)/i.test(style);

/** What its writer hid from whoever reads it would stand there in the open, its styles being taken away. */
const isHidden = ({ style = "" }: IFrame["attribs"]) => /display\s*:\s*none/i.test(style);

/**
 * What is kept of somebody else's HTML: words, structure, and pictures, those it brought (cid) and those by https, which
 * nobody fetches until a person asks for them. No scripts, forms, styles or other schemes; pictures of one pixel only tell that the mail was opened.
 */
export function cleanMail(html: string): string {
  const { allowedTags, allowedAttributes } = sanitizeHtml.defaults;
  // Told before styles are taken away, asked after it.
  const unseen = new WeakSet<object>();
  return sanitizeHtml(html, {
    allowedTags: [...allowedTags, "img"],
    allowedAttributes: { ...allowedAttributes, img: ["src", "alt", "width", "height"] },
    allowedSchemesByTag: { img: ["https", "cid"] },
    allowProtocolRelative: false,
    transformTags: {
      "*": (tagName, attribs) => {
        if (isHidden(attribs) || (tagName === "img" && !isSeen(attribs))) unseen.add(attribs);
        return { tagName, attribs };
      },
    },
    exclusiveFilter: ({ tag, attribs }) =>
      unseen.has(attribs) || (tag === "img" && !/^(?:https|cid):/i.test(attribs.src ?? "")),
  });
}

export interface Candidate {
  patientId: string;
  kind: "person" | "unsorted";
}

export type Filing =
  | { to: "patient"; patientId: string }
  | { to: "household" }
  | { to: "unknown"; placeholderId: string | null };

/**
 * Whose message it is: the one person with this address. Several people: their household's. Nobody: an unknown sender,
 * whom staff name (the placeholder of that address, when there is one already).
 */
export function fileTo(candidates: Candidate[]): Filing {
  const people = candidates.filter((candidate) => candidate.kind === "person");
  const [only, ...others] = people;
  if (only && others.length === 0) return { to: "patient", patientId: only.patientId };
  if (only) return { to: "household" };
  const placeholder = candidates.find((candidate) => candidate.kind === "unsorted");
  return { to: "unknown", placeholderId: placeholder?.patientId ?? null };
}

/** Whether one can write back to it: E.164, or something with an @ and both its sides. */
export function isAddress(kind: "phone" | "email", value: string): boolean {
  return kind === "phone" ? /^\+[1-9]\d{6,14}$/.test(value) : /^[^@\s]+@[^@\s]+$/.test(value);
}
