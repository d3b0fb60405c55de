import busboy from "busboy";
import iconv from "iconv-lite";
import { decodeUtf7, isUtf7 } from "@/lib/providers/mail-utf7";

/** SendGrid's own limit for one inbound mail, in bytes. */
const LIMIT = 30 * 1024 * 1024;

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

const isKnown = (charset: string) => isUtf7(charset) || iconv.encodingExists(charset);

/** Undeclared bytes are UTF-8 where they can be, else windows-1252, which is what mail programs then meant. */
export function decoded(bytes: Buffer | undefined, charset: unknown): string | undefined {
  if (!bytes) return undefined;
  if (typeof charset === "string" && isUtf7(charset)) return decodeUtf7(bytes);
  if (typeof charset === "string" && isKnown(charset)) return iconv.decode(bytes, charset);
  const text = bytes.toString("utf8");
  return text.includes("\uFFFD") ? iconv.decode(bytes, "windows-1252") : text;
}

const TEXT_PART = /^(content-type:[ \t]*text\/(?:plain|html))\b([^\r\n]*(?:\r?\n[ \t]+[^\r\n]*)*)/gim;

/** The same for the parts of a MIME text that name no charset, an unknown one, or ASCII for what is none. */
export function declared(raw: Uint8Array): Buffer {
  const text = Buffer.from(raw).toString("latin1");
  const named = text.replace(TEXT_PART, (all, type: string, rest: string) => {
    const charset = /charset\s*=\s*"?([^\s";]+)/i.exec(rest)?.[1];
    if (charset && !/^(us-)?ascii$/i.test(charset) && isKnown(charset)) return all;
    return `${type}; charset=windows-1252${rest.replace(/;\s*charset\s*=\s*("[^"]*"|[^\s;]+)/gi, "")}`;
  });
  return Buffer.from(named, "latin1");
}

/** A field that holds JSON; null when it is none. */
export function json(bytes: Buffer | undefined): unknown {
  try {
    return JSON.parse(bytes?.toString("utf8") ?? "null");
  } catch {
    return null;
  }
}
