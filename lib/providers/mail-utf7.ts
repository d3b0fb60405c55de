import { Readable, pipeline as run } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Joiner, type MimeNode, Rewriter, Splitter, type SplitterChunk } from "@zone-eu/mailsplit";
import iconv from "iconv-lite";
import libmime from "libmime";

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
  const parts = new Rewriter(
    ({ charset, contentType }: MimeNode) =>
      Boolean(charset && contentType) && isUtf7(String(charset)) && /^text\//i.test(String(contentType)),
  );
  parts.on("node", ({ node, decoder, encoder }) => {
    node.setCharset("utf-8");
    run(decoder, iconv.decodeStream("utf-7"), iconv.encodeStream("utf-8"), encoder, (error) => {
      if (error) parts.destroy(error);
    });
  });
  const read: Buffer[] = [];
  const taken = pipeline(
    Readable.from([Buffer.from(raw)]),
    new Splitter(),
    headed,
    parts,
    new Joiner(),
    async (whole) => {
      for await (const chunk of whole) read.push(chunk);
    },
  );
  // What cannot be taken apart is handed on as it came: nothing is dropped for a header that is too long.
  return taken.then(
    () => Buffer.concat(read),
    () => raw,
  );
}

async function* headed(chunks: AsyncIterable<SplitterChunk>) {
  for await (const chunk of chunks) {
    if (chunk.type === "node") mend(chunk);
    yield chunk;
  }
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
