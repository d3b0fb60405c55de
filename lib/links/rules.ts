import type { Content } from "@/lib/delivery/schema";
import type { Minted } from "@/lib/links/schema";

/** More addresses than this in one text stay as they are: no clinic writes so many. */
const MOST_LINKS = 10;

/** Shared by everybody, and so by those who deceive: carriers filter them, and the CTIA's rules allow none. */
const SHARED =
  "bit\\.ly|bitly\\.com|j\\.mp|tinyurl\\.com|tiny\\.cc|t\\.co|t\\.ly|goo\\.gl|ow\\.ly|is\\.gd|v\\.gd|buff\\.ly|cutt\\.ly|rb\\.gy|rebrand\\.ly|shorturl\\.at|lnkd\\.in|dub\\.sh|qr\\.ae|s\\.id|short\\.io";
/** Written out; a shared shortener also as people type it, which phones open as well. */
const ADDRESS = new RegExp(
  `https?://[^\\s<>"“”«»]+|(?<![\\p{L}\\p{N}@./_-])(?:www\\.)?(?:${SHARED})/[^\\s<>"“”«»]+`,
  "giu",
);
/** Ends a sentence, not an address. */
const TRAILING = /[.,;:!?'’…*_]+$/;

interface Found {
  target: string;
  start: number;
  end: number;
}

/**
 * The web addresses in a text, in order: `http` and `https` as written out, without the sentence's own punctuation; and
 * those of shared shorteners without it, which lead on by https.
 * Our own pages stay as they are (a secure link is never behind another link), and so does whatever is no address, or
 * names a user, because `https://clinic.com@evil.example` shows one host and opens another.
 */
export function addressesIn(text: string, publicUrl: string): Found[] {
  return [...text.matchAll(ADDRESS)].flatMap(({ 0: raw, index: start }) => {
    const typed = trimmed(raw);
    const target = /^https?:/i.test(typed) ? typed : `https://${typed}`;
    const url = URL.canParse(target) ? new URL(target) : null;
    if (!url?.hostname || url.username || url.password) return [];
    if (url.origin === new URL(publicUrl).origin) return [];
    return [{ target, start, end: start + typed.length }];
  });
}

/** "(see https://a.example/b)." ends before the bracket; "https://a.example/b_(c)" keeps its own. */
function trimmed(raw: string): string {
  const plain = raw.replace(TRAILING, "");
  const last = plain.at(-1) ?? "";
  const opening = { ")": "(", "]": "[", "}": "{" }[last];
  if (!opening) return plain;
  const balanced = plain.split(opening).length >= plain.split(last).length;
  return balanced ? plain : trimmed(plain.slice(0, -1));
}

/** The addresses of a text that get a short link, each once. */
export function targetsIn(text: string, publicUrl: string): string[] {
  const targets = addressesIn(text, publicUrl).map(({ target }) => target);
  return [...new Set(targets)].slice(0, MOST_LINKS);
}

export const shortUrl = (code: string, publicUrl: string) => `${publicUrl}/l/${code}`;

/** What people are told of an address: its host, without "www.". */
export function hostOf(target: string): string {
  return URL.canParse(target) ? new URL(target).host.replace(/^www\./, "") : target;
}

/** The words with each address under its short one. */
export function shortenText(text: string, links: readonly Minted[], publicUrl: string): string {
  const codes = new Map(links.map(({ target, code }) => [target, code]));
  let shortened = "";
  let from = 0;
  for (const { target, start, end } of addressesIn(text, publicUrl)) {
    const code = codes.get(target);
    if (!code) continue;
    shortened += text.slice(from, start) + shortUrl(code, publicUrl);
    from = end;
  }
  return shortened + text.slice(from);
}

/** The words as they were written, from the words that left. */
export function restoreText(
  text: string,
  links: readonly { code: string | null; target: string }[],
  publicUrl: string,
): string {
  return links.reduce(
    (words, { code, target }) => (code ? words.replaceAll(shortUrl(code, publicUrl), () => target) : words),
    text,
  );
}

/** A message's content with the addresses of its text under their short ones; the same object where there are none. */
export function withShort(content: Content, links: readonly Minted[], publicUrl: string): Content {
  if (!content.SMS || links.length === 0) return content;
  return { ...content, SMS: { body: shortenText(content.SMS.body, links, publicUrl) } };
}

/** The other way round. */
export function withTargets(
  content: Content,
  links: readonly { code: string | null; target: string }[],
  publicUrl: string,
): Content {
  if (!content.SMS || links.length === 0) return content;
  return { ...content, SMS: { body: restoreText(content.SMS.body, links, publicUrl) } };
}

/** Whether a link still leads on. Expired ones end for everybody at the same instant. */
export const isOver = (link: { expiresAt: Date }, now: Date) => now >= link.expiresAt;
