import EmailReplyParser from "email-reply-parser";
import { validate as isUuid } from "uuid";
import { attribution, isQuote, unmarkedQuote } from "@/lib/conversations/inbound/mail/quoting/rules";
import { isAdded, unsigned } from "@/lib/conversations/inbound/mail/signing/rules";
import type { MessageInbound } from "@/lib/providers/port";

type MailAbout = NonNullable<MessageInbound["mail"]>;

/** Answers stand on top of what they quote; the parser's time grows with the square of what it is given. */
const MOST_PARSED = 10_000;

/** As much as a thread shows of one mail. */
const MOST_SHOWN = 100_000;

/** Line ends of one kind, none of them preceded by blanks, and no more than one empty line at a time. */
function tidy(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replaceAll("\r", "\n")
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n");
}

/** A mail's words, and what stands under them: quoted mail and signature; null when there is nothing of the kind. */
export interface MailWords {
  own: string;
  quoted: string | null;
}

const INVITATION = {
  accepted: "Accepted the invitation",
  declined: "Declined the invitation",
  tentative: "Said maybe to the invitation",
};

/**
 * What the person wrote, apart from quoted mail and signature; all of it when nothing else is left. An answer to an
 * invitation is put into words.
 */
export function readMail(message: Pick<MessageInbound, "text" | "mail">): MailWords {
  const text = tidy(message.text).trim();
  const { invitation } = message.mail ?? {};
  if (invitation) {
    const about = invitation.summary ? ` “${invitation.summary}”` : "";
    const comment = invitation.comment ? `\n\n${invitation.comment}` : "";
    const own = `${INVITATION[invitation.answer]}${about}.${comment}`;
    return { own, quoted: text.slice(0, MOST_SHOWN) || null };
  }
  const lines = text.split("\n");
  const begins = unmarkedQuote(lines);
  const top = lines.slice(0, begins).join("\n");
  const { own, rest } = taken(top.slice(0, MOST_PARSED), /(?:^|\n)-- \r?(?:\n|$)/.test(message.text));
  const isLong = top.length > MOST_PARSED && own.length > MOST_PARSED / 2;
  if (own === "") return { own: text.slice(0, MOST_SHOWN), quoted: null };
  const under = lines.slice(begins).join("\n");
  const quoted = isLong ? under : `${rest}${top.slice(MOST_PARSED)}\n${under}`;
  return { own: isLong ? top.slice(0, MOST_SHOWN) : own, quoted: quoted.trim().slice(0, MOST_SHOWN) || null };
}

/** Of words above an unmarked quote: her own lines, and those that are quoted, signed, or a mail program's. */
function taken(text: string, isMarked: boolean): { own: string; rest: string } {
  const pieces: { quoted: boolean; lines: string[] }[] = [];
  for (const fragment of new EmailReplyParser().read(text).getFragments()) {
    const lines = fragment.getContent().split("\n");
    const quoted = fragment.isQuoted() && isQuote(lines);
    const last = pieces.at(-1);
    if (last?.quoted === quoted) last.lines.push(...lines);
    else pieces.push({ quoted, lines });
  }
  const own: string[] = [];
  const rest: string[] = [];
  for (const [index, { quoted, lines }] of pieces.entries()) {
    if (quoted) rest.push(...lines);
    else {
      const above = lines.slice(0, lines.length - (pieces[index + 1]?.quoted ? attribution(lines) : 0));
      const said = above.filter((line) => !isAdded(line));
      const written = said.slice(0, unsigned(said, isMarked));
      own.push(...written, "");
      rest.push(...above.filter(isAdded), ...said.slice(written.length), ...lines.slice(above.length));
    }
  }
  return { own: tidy(own.join("\n")).trim(), rest: rest.join("\n").trim() };
}

const domainOf = (address: string) => address.toLowerCase().replace(/>$/, "").split("@").at(-1) ?? "";

/** DMARC's relaxed alignment (RFC 7489 §3.1): one is the other, or stands under it. */
const isAligned = (a: string, b: string) =>
  a !== "" && b !== "" && (a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`));

const NO_VERDICT = ["", "none", "neutral", "temperror"];

/**
 * Whether somebody else may have written it: SPF or DKIM said something, and neither vouches for the domain of the From
 * line. A mail of which neither says anything is not doubted: small domains have none of them.
 */
export function isDoubtful(from: string, mail: Pick<MailAbout, "spf" | "dkim" | "returnPath">): boolean {
  const domain = domainOf(from);
  const spf = mail.spf?.trim().toLowerCase() ?? "";
  if (spf === "pass" && isAligned(domainOf(mail.returnPath ?? ""), domain)) return false;
  // SendGrid's own notation: {@example.org : pass, @list.example : fail}
  const signed = [...(mail.dkim ?? "").matchAll(/@([^\s:@{},]+)\s*:\s*([a-z]+)/gi)];
  if (
    signed.some(([, by = "", said]) => said?.toLowerCase() === "pass" && isAligned(by.toLowerCase(), domain))
  ) {
    return false;
  }
  return !NO_VERDICT.includes(spf) || signed.length > 0;
}

/** Ours bear the attempt's id (lib/delivery/claim/mail/rules); where a vendor put its own instead, it told us that. */
const MOST_NAMED = 40;

/** What a mail says it answers, newest first: attempts of ours by id, and mails by their vendor's. */
export function namedBy(ids: readonly (string | undefined)[]): { attempts: string[]; refs: string[] } {
  const named = [...new Set(ids.flatMap((id) => (id ? [id] : [])))].slice(0, MOST_NAMED);
  const local = named.map((id) => /^<?([^<>@\s]+)@/.exec(id)?.[1] ?? id);
  return { attempts: local.filter((id) => isUuid(id)), refs: [...new Set([...named, ...local])] };
}

/** One address may fill no thread: more mails than this in ten minutes are a program's, whatever it says. */
export const LOOP = { most: 15, minutes: 10 };

/** An address without what follows a plus sign: answers to our own reply addresses come from ourselves. */
export const bareAddress = (address: string) => address.toLowerCase().replace(/\+[^@]*(?=@)/, "");
