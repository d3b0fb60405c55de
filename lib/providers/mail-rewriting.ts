import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Joiner, type MimeNode, Rewriter, Splitter, type SplitterChunk } from "@zone-eu/mailsplit";

/** Which parts of a MIME text are written anew as UTF-8, and how their bytes are read. */
export interface Rewriting {
  isTaken: (part: MimeNode) => boolean;
  read: (bytes: Buffer) => string;
  /** What is done to the headers of every part. */
  headers?: (part: MimeNode) => void;
}

/** A MIME text with some of its parts in UTF-8, all else as it was; as it came when it cannot be taken apart. */
export async function rewritten(raw: Uint8Array, { isTaken, read, headers }: Rewriting): Promise<Uint8Array> {
  const parts = new Rewriter(isTaken);
  parts.on("node", ({ node, decoder, encoder }) => {
    node.setCharset("utf-8");
    const bytes: Buffer[] = [];
    decoder.on("data", (chunk: Buffer) => bytes.push(chunk));
    decoder.on("error", (error: Error) => parts.destroy(error));
    decoder.on("end", () => encoder.end(read(Buffer.concat(bytes))));
  });
  async function* headed(chunks: AsyncIterable<SplitterChunk>) {
    for await (const chunk of chunks) {
      if (chunk.type === "node") headers?.(chunk);
      yield chunk;
    }
  }
  const written: Buffer[] = [];
  const taken = pipeline(
    Readable.from([Buffer.from(raw)]),
    new Splitter(),
    headed,
    parts,
    new Joiner(),
    async (whole) => {
      for await (const chunk of whole) written.push(chunk);
    },
  );
  // What cannot be taken apart is handed on as it came: nothing is dropped for a header that is too long.
  return taken.then(
    () => Buffer.concat(written),
    () => raw,
  );
}

/** Words to be read, and no file. */
export const isWords = ({ contentType, disposition, filename }: MimeNode): boolean =>
  /^text\//i.test(String(contentType)) && disposition !== "attachment" && !filename;
