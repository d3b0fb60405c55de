import { convert } from "html-to-text";
import { type ParsedMail, simpleParser } from "mailparser";
import { declared, decoded, type Form, json, multipart } from "@/lib/providers/mail-form";
import type { MailAbout } from "@/lib/providers/mail-port";
import { headerLine, invitationOf, isAutomatic, reportOf } from "@/lib/providers/mail-signs";
import { withoutUtf7 } from "@/lib/providers/mail-utf7";
import type { Inbound, InboundAttachment } from "@/lib/providers/port";
import { digestOf } from "@/lib/providers/signed";

/** A mail may nest its tags a hundred thousand deep; the converter walks them by recursion. */
const LIMITS = { limits: { maxDepth: 100, maxInputLength: 500_000 } };

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

  const parsed = await parse(raw ?? Buffer.concat([source ?? Buffer.alloc(0), Buffer.from("\r\n\r\n")]));
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
  const attachments = raw ? parsed.attachments.map(ofMime) : ofFiles(form);
  // A Message-ID alone names no mail: there are programs that give every mail the same one. What a second delivery of
  // one mail has in common with the first is what its writer made, and not what servers wrote on its way.
  const files = attachments.map(({ content }) => digestOf(content ?? ""));
  const written = digestOf(subject ?? "", headerLine(parsed, "date") ?? "", text, html ?? "", ...files);
  const eventId = digestOf("mail", parsed.messageId ?? "", ...to.toSorted(), from, written);

  return {
    kind: "message",
    channel: "EMAIL",
    eventId,
    ref: parsed.messageId ? `${parsed.messageId} ${written.slice(0, 16)}` : eventId,
    at,
    from,
    to,
    text,
    attachments,
    mail: headersOf(parsed, { returnPath: envelope.from, text, files: attachments }, field),
    ...(sender?.name ? { fromName: sender.name } : {}),
    ...(subject ? { subject } : {}),
    ...(html ? { html } : {}),
  };
}

const record = (value: unknown) =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

function headersOf(
  parsed: ParsedMail,
  read: { returnPath: unknown; text: string; files: InboundAttachment[] },
  field: (name: string) => string | undefined,
): MailAbout {
  const spf = field("SPF");
  const dkim = field("dkim");
  const { returnPath } = read;
  const report = reportOf(parsed, read.text, read.files);
  const invitation = invitationOf(read.files);
  return {
    references: [parsed.references ?? []].flat(),
    // A calendar writes the patient's own answer for her.
    autoSubmitted: !invitation && isAutomatic(parsed, returnPath),
    ...(parsed.messageId ? { messageId: parsed.messageId } : {}),
    ...(parsed.inReplyTo ? { inReplyTo: parsed.inReplyTo } : {}),
    ...(spf ? { spf } : {}),
    ...(dkim ? { dkim } : {}),
    ...(typeof returnPath === "string" ? { returnPath } : {}),
    ...(report ? { report } : {}),
    ...(invitation ? { invitation } : {}),
  };
}

/** A mail whose words came out broken is read once more with the charsets that it should have named. */
async function parse(raw: Uint8Array): Promise<ParsedMail> {
  const source = await withoutUtf7(raw);
  const read = (bytes: Uint8Array) =>
    simpleParser(Buffer.from(bytes), { skipTextToHtml: true, skipImageLinks: true });
  const parsed = await read(source);
  const isBroken = `${parsed.text ?? ""}${parsed.html || ""}`.includes("\uFFFD");
  return isBroken ? read(declared(source)) : parsed;
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
