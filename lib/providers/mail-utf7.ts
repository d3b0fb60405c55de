import type { MimeNode } from "@zone-eu/mailsplit";
import iconv from "iconv-lite";
import libmime from "libmime";
import { isWords, rewritten } from "@/lib/providers/mail-rewriting";

const NAMES = /^(?:x-)?(?:cs)?(?:unicode-?1-?1-?)?utf-?7$/i;
/** One encoded word of a header (RFC 2047), with RFC 2231's language. */
const WORD = /=\?([^?*\s]+)(?:\*[^?\s]*)?\?([BQ])\?([^?\s]*)\?=/gi;

/** UTF-7 (RFC 2152) by any of its names. Not IMAP's own, which no mail is written in. */
export const isUtf7 = (charset: string): boolean => NAMES.test(charset);

export const decodeUtf7 = (bytes: Uint8Array): string => iconv.decode(Buffer.from(bytes), "utf-7");

/**
 * A MIME text whose UTF-7 parts and header words are UTF-8 instead, all else as it was. The parser refuses UTF-7, because
 * markup can hide in it from filters that look at bytes; ours look at what comes out of here.
 */
export async function withoutUtf7(raw: Uint8Array): Promise<Uint8Array> {
  if (!/utf-?7/i.test(Buffer.from(raw).toString("latin1"))) return raw;
  return rewritten(raw, {
    isTaken: (part) => isWords(part) && isUtf7(String(part.charset)),
    read: decodeUtf7,
    headers: mend,
  });
}

function mend({ headers }: MimeNode): void {
  if (!headers) return;
  for (const one of headers.getList()) {
    const line = one.line.replace(WORD, (word, charset: string, encoding: string, text: string) => {
      if (!isUtf7(charset)) return word;
      const ascii = libmime.decodeWord("iso-8859-1", encoding, text);
      return libmime.encodeWord(decodeUtf7(Buffer.from(ascii, "latin1")), "B");
    });
    if (line === one.line) continue;
    one.line = line;
    headers.changed = true;
  }
}
