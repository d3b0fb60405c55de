import busboy from "busboy";
import { convert } from "html-to-text";
import iconv from "iconv-lite";
import { type ParsedMail, simpleParser } from "mailparser";
import type { Inbound, InboundAttachment, MessageInbound } from "@/lib/providers/port";
import { digestOf } from "@/lib/providers/signed";

/** SendGrid's own limit for one inbound mail, in bytes. */
const LIMIT = 30 * 1024 * 1024;

/** A mail may nest its tags a hundred thousand deep; the converter walks them by recursion. */
const LIMITS = { limits: { maxDepth: 100, maxInputLength: 500_000 } };

interface FilePart {
  name: string;
  filename: string;
  contentType: string;
  content: Buffer;
}

interface Form {
  fields: Map<string, Buffer>;
  files: FilePart[];
}

/**
 * A verified Inbound Parse post as one message. With "send raw" the MIME text is parsed; without it, each field has its
 * own charset and is decoded by it. The recipients are the envelope's, never the To header's.
 */
export async function fromParse(body: Uint8Array, contentType: string, at: Date): Promise<Inbound> {
  const raw64 = { contentType, base64: Buffer.from(body).toString("base64") };
  const unreadable = {
    kind: "unknown",
    eventId: digestOf(body),
    at,
    status: "unreadable mail",
    raw: raw64,
  } as const;
  const form = await multipart(body, contentType);
  if (!form) return unreadable;
  const charsets = record(json(form.fields.get("charsets")));
  const field = (name: string) => decoded(form.fields.get(name), charsets[name]);
  const raw = form.fields.get("email") ?? form.files.find((file) => file.name === "email")?.content;
  const source = raw ?? form.fields.get("headers");
  if (!source && !form.fields.has("from")) return unreadable;

  const parsed = await simpleParser(
    raw ?? Buffer.concat([source ?? Buffer.alloc(0), Buffer.from("\r\n\r\n")]),
    {
      skipTextToHtml: true,
      skipImageLinks: true,
    },
  );
  const envelope = record(json(form.fields.get("envelope")));
  const to = (Array.isArray(envelope.to) ? envelope.to : [field("to")]).filter(
    (one) => typeof one === "string",
  );
  const sender = parsed.from?.value[0];
  const from =
    sender?.address || (typeof envelope.from === "string" ? envelope.from : "") || (field("from") ?? "");
  const subject = raw ? parsed.subject : (field("subject") ?? parsed.subject);
  const html = raw ? parsed.html || undefined : field("html");
  const text = (raw ? parsed.text : field("text")) ?? (html ? convert(html, LIMITS) : "");
  const eventId = parsed.messageId
    ? digestOf("mail", parsed.messageId, ...to.toSorted(), from)
    : digestOf("mail", ...to.toSorted(), from, subject ?? "", text, headerLine(parsed, "date") ?? "");

  return {
    kind: "message",
    channel: "EMAIL",
    eventId,
    ref: parsed.messageId ?? eventId,
    at,
    from,
    to,
    text,
    attachments: raw ? parsed.attachments.map(ofMime) : ofFiles(form),
    mail: headersOf(parsed, envelope.from, field),
    ...(sender?.name ? { fromName: sender.name } : {}),
    ...(subject ? { subject } : {}),
    ...(html ? { html } : {}),
  };
}

/** The parts as bytes: busboy hands fields over as latin1, which keeps every byte. `null`: not a readable form. */
async function multipart(body: Uint8Array, contentType: string): Promise<Form | null> {
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

/** Undeclared bytes are UTF-8 where they can be, else windows-1252, which is what mail programs then meant. */
function decoded(bytes: Buffer | undefined, charset: unknown): string | undefined {
  if (!bytes) return undefined;
  if (typeof charset === "string" && iconv.encodingExists(charset)) return iconv.decode(bytes, charset);
  const text = bytes.toString("utf8");
  return text.includes("\uFFFD") ? iconv.decode(bytes, "windows-1252") : text;
}

function json(bytes: Buffer | undefined): unknown {
  try {
    return JSON.parse(bytes?.toString("utf8") ?? "null");
  } catch {
    return null;
  }
}

const record = (value: unknown) =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

function headerLine(parsed: ParsedMail, name: string): string | undefined {
  return parsed.headerLines
    .find(({ key }) => key === name)
    ?.line.slice(name.length + 1)
    .trim();
}

function headersOf(
  parsed: ParsedMail,
  envelopeFrom: unknown,
  field: (name: string) => string | undefined,
): NonNullable<MessageInbound["mail"]> {
  const spf = field("SPF");
  const dkim = field("dkim");
  return {
    references: [parsed.references ?? []].flat(),
    autoSubmitted: isAutomatic(parsed, envelopeFrom),
    ...(parsed.messageId ? { messageId: parsed.messageId } : {}),
    ...(parsed.inReplyTo ? { inReplyTo: parsed.inReplyTo } : {}),
    ...(spf ? { spf } : {}),
    ...(dkim ? { dkim } : {}),
  };
}

/** RFC 3834 and its predecessors: an out-of-office note, a list, a bounce. None of them may be answered by a machine. */
function isAutomatic(parsed: ParsedMail, envelopeFrom: unknown): boolean {
  const submitted = headerLine(parsed, "auto-submitted")?.toLowerCase();
  const precedence = headerLine(parsed, "precedence")?.toLowerCase() ?? "";
  return (
    (submitted !== undefined && !submitted.startsWith("no")) ||
    ["bulk", "auto_reply", "list", "junk"].includes(precedence) ||
    ["x-autoreply", "x-autorespond", "list-id"].some((name) => headerLine(parsed, name) !== undefined) ||
    envelopeFrom === ""
  );
}

function ofMime(file: ParsedMail["attachments"][number], index: number): InboundAttachment {
  return {
    filename: file.filename ?? `attachment-${index + 1}`,
    contentType: file.contentType,
    content: file.content,
    ...(file.cid ? { contentId: file.cid } : {}),
  };
}

function ofFiles(form: Form): InboundAttachment[] {
  const info = record(json(form.fields.get("attachment-info")));
  return form.files.map((file) => {
    const about = record(info[file.name]);
    const contentId = about["content-id"];
    return {
      filename: typeof about.filename === "string" ? about.filename : file.filename,
      contentType: typeof about.type === "string" ? about.type : file.contentType,
      content: file.content,
      ...(typeof contentId === "string" ? { contentId } : {}),
    };
  });
}
