import busboy from "busboy";
import iconv from "iconv-lite";
import { decodeUtf7, isUtf7 } from "@/lib/providers/mail-utf7";

/** SendGrid's own limit for one inbound mail, in bytes. */
const LIMIT = 30 * 1024 * 1024;

/** As far as headers are looked at, in bytes. */
const MOST_HEAD = 1_000_000;

export interface FilePart {
  name: string;
  filename: string;
  contentType: string;
  content: Buffer;
}

export interface Form {
  fields: Map<string, Buffer>;
  files: FilePart[];
}

/** The parts as bytes: busboy hands fields over as latin1, which keeps every byte. `null`: not a readable form. */
export async function multipart(body: Uint8Array, contentType: string): Promise<Form | null> {
  const form: Form = { fields: new Map(), files: [] };
  try {
    const parser = busboy({
      headers: { "content-type": contentType },
      defCharset: "latin1",
      defParamCharset: "utf8",
      limits: { fieldSize: LIMIT, fileSize: LIMIT, files: 200, fields: 200 },
    });
    await new Promise<void>((resolve, reject) => {
      parser.on("field", (name, value) => form.fields.set(name, Buffer.from(value, "latin1")));
      parser.on("file", (name, stream, { filename, mimeType }) => {
        const chunks: Buffer[] = [];
        stream.on("data", (chunk: Buffer) => chunks.push(chunk));
        stream.on("end", () =>
          form.files.push({
            name,
            filename: filename ?? name,
            contentType: mimeType,
            content: Buffer.concat(chunks),
          }),
        );
      });
      parser.on("error", reject);
      parser.on("close", resolve);
      parser.end(body);
    });
    return form;
  } catch {
    return null;
  }
}

/** Names that mail programs give their bytes by habit, whatever these are. */
const HABITS = /^(?:(?:us-?)?ascii|ansi_x3.*|utf-?8|iso-?8859-?1|latin-?1|(?:windows|cp)-?1252)$/i;

/** Whether a charset's name tells how to read; of a part that names none, an unknown one or one by habit, its bytes tell. */
export const isTelling = (charset: string): boolean =>
  !HABITS.test(charset) && (isUtf7(charset) || iconv.encodingExists(charset));

const META = /<meta\b[^<>]{0,200}\bcharset\s*=\s*["']?([\w-]+)/i;

/**
 * Bytes of a name that tells nothing: UTF-8 where most of them are, else what a page says of itself, else windows-1252,
 * which mail programs then meant.
 */
export function byHabit(bytes: Buffer): string {
  const text = bytes.toString("utf8");
  const broken = text.match(/\uFFFD/g)?.length ?? 0;
  const whole = text.match(/[^\p{ASCII}\uFFFD]/gu)?.length ?? 0;
  if (broken <= whole) return text;
  const meta = META.exec(text.slice(0, 2_000))?.[1];
  return iconv.decode(bytes, meta && isTelling(meta) && !isUtf7(meta) ? meta : "windows-1252");
}

/** A MIME text whose own headers are UTF-8 where they are bytes that nobody encoded (RFC 6532 and habit). */
export function withReadableHead(raw: Buffer): Buffer {
  const end = /\r?\n\r?\n/.exec(raw.toString("latin1", 0, MOST_HEAD))?.index ?? raw.length;
  const head = raw.subarray(0, end);
  if (!head.toString("utf8").includes("\uFFFD")) return raw;
  return Buffer.concat([Buffer.from(byHabit(head)), raw.subarray(end)]);
}

/** A field as the charset says that was named for it. */
export function decoded(bytes: Buffer | undefined, charset: unknown): string | undefined {
  if (!bytes) return undefined;
  if (typeof charset !== "string" || !isTelling(charset)) return byHabit(bytes);
  return isUtf7(charset) ? decodeUtf7(bytes) : iconv.decode(bytes, charset);
}

/** A field that holds JSON; null when it is none. */
export function json(bytes: Buffer | undefined): unknown {
  try {
    return JSON.parse(bytes?.toString("utf8") ?? "null");
  } catch {
    return null;
  }
}
