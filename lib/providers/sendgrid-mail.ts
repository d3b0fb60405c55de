import type { MimeNode } from "@zone-eu/mailsplit";
import { convert, type HtmlToTextOptions } from "html-to-text";
import { type ParsedMail, simpleParser } from "mailparser";
import {
  byHabit,
  decoded,
  type Form,
  isTelling,
  json,
  multipart,
  withReadableHead,
} from "@/lib/providers/mail-form";
import type { MailAbout } from "@/lib/providers/mail-port";
import { isWords, rewritten } from "@/lib/providers/mail-rewriting";
import { headerLine, invitationOf, isAutomatic, reportOf } from "@/lib/providers/mail-signs";
import { withoutUtf7 } from "@/lib/providers/mail-utf7";
import { isTooDeep, withoutTags } from "@/lib/providers/nesting/rules";
import type { Inbound, InboundAttachment } from "@/lib/providers/port";
import { digestOf } from "@/lib/providers/signed";

/** Characters: of an address RFC 5321 §4.5.3.1 allows no more, of a header's line RFC 5322 §2.1.1; of a name nobody reads more. */
const MOST = { address: 320, name: 200, subject: 998, html: 500_000 };

/** A Message-ID; one that no program would answer with is known by its digest. */
const idOf = (id: string) => (id.length > MOST.subject ? `<${digestOf(id)}@digest.invalid>` : id);

/** A picture written into a page is megabytes of letters, and is not shown: what stands behind it must be reached. */
const WRITTEN_IN = /\bdata:[\w/+.-]+;base64,[\w+/=]+/gi;

const HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"];

/**
 * How words are taken out of HTML that comes without them. Its pictures say nothing and their addresses follow people
 * around, what is hidden was not written to be read, and a mail may nest its tags a hundred thousand deep.
 */
const WORDS: HtmlToTextOptions = {
  limits: { maxDepth: 100 },
  wordwrap: false,
  selectors: [
    ...HEADINGS.map((selector) => ({ selector, options: { uppercase: false } })),
    ...["td", "th"].map((selector) => ({ selector, format: "block" })),
    { selector: "img", format: "skip" },
    { selector: "a", options: { hideLinkHrefIfSameAsText: true, linkBrackets: ["<", ">"] } },
    { selector: 'a[href^="mailto:"]', format: "inline" },
    { selector: '*[style*="display:none" i]', format: "skip" },
    { selector: '*[style*="display: none" i]', format: "skip" },
  ],
};

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

  const parsed = await parse(
    raw ?? Buffer.concat([source ?? Buffer.alloc(0), Buffer.from("\r\n\r\n")]),
  ).catch(() => null);
  if (!parsed) return unreadable;
  const envelope = record(json(form.fields.get("envelope")));
  const to = (Array.isArray(envelope.to) ? envelope.to : [field("to")]).filter(
    (one) => typeof one === "string",
  );
  const sender = parsed.from?.value[0];
  const said = typeof envelope.from === "string" ? envelope.from : "";
  const from = (sender?.address || said || (field("from") ?? "")).slice(0, MOST.address);
  const subject = (raw ? parsed.subject : (field("subject") ?? parsed.subject))?.slice(0, MOST.subject);
  const name = sender?.name?.slice(0, MOST.name).trim();
  const messageId = parsed.messageId && idOf(parsed.messageId);
  const given = raw ? parsed.html || undefined : field("html");
  const html = given && isTooDeep(given) ? undefined : given?.replace(WRITTEN_IN, "");
  const attachments = raw ? parsed.attachments.map(ofMime) : ofFiles(form);
  const isEmpty = raw && !parsed.text && !given && attachments.length === 0;
  const text = isEmpty ? bare(parsed, raw) : wordsOf((raw ? parsed.text : field("text")) ?? "", given);
  // A Message-ID alone names no mail: there are programs that give every mail the same one. What a second delivery of
  // one mail has in common with the first is what its writer made, and not what servers wrote on its way.
  const files = attachments.map(({ content }) => digestOf(content ?? ""));
  const written = digestOf(subject ?? "", headerLine(parsed, "date") ?? "", text, html ?? "", ...files);
  const eventId = digestOf("mail", messageId ?? "", ...to.toSorted(), from, written);

  return {
    kind: "message",
    channel: "EMAIL",
    eventId,
    ref: messageId ? `${messageId} ${written.slice(0, 16)}` : eventId,
    at,
    from,
    to,
    text,
    attachments,
    mail: headersOf(parsed, { returnPath: envelope.from, text, files: attachments }, field),
    ...(name ? { fromName: name } : {}),
    ...(subject ? { subject } : {}),
    ...(html ? { html } : {}),
  };
}

/**
 * The words of a mail: those of its HTML where its text part is blank, as some programs leave it, or was made of nothing
 * else by the parser.
 */
function wordsOf(text: string, page: string | undefined): string {
  if (!page) return text;
  if (isTooDeep(page)) return text.trim() ? text : withoutTags(page);
  const isMade = text.trim() === "" || text.trim() === convert(page, { limits: WORDS.limits }).trim();
  return isMade ? convert(page.replace(WRITTEN_IN, "").slice(0, MOST.html), WORDS) : text;
}

/** What stands under the headers of a mail that says wrongly what it is made of; a multipart without any part is empty. */
function bare(parsed: ParsedMail, raw: Buffer): string {
  if (/boundary\s*=/i.test(headerLine(parsed, "content-type") ?? "")) return "";
  const text = byHabit(raw);
  const head = /\r?\n\r?\n/.exec(text);
  return head ? text.slice(head.index + head[0].length) : "";
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
    ...(parsed.messageId ? { messageId: idOf(parsed.messageId) } : {}),
    ...(parsed.inReplyTo ? { inReplyTo: parsed.inReplyTo } : {}),
    ...(spf ? { spf } : {}),
    ...(dkim ? { dkim } : {}),
    ...(typeof returnPath === "string" ? { returnPath } : {}),
    ...(report ? { report } : {}),
    ...(invitation ? { invitation } : {}),
  };
}

/** What UTF-8 looks like when it is read as windows-1252, and what breaks the other way round. */
const BROKEN = /\uFFFD|[\u00C2-\u00F4][\u0080-\u00BF\u0152-\u0192\u02C6-\u02DC\u2013-\u2122]/;

/** A mail whose words came out broken is read once more by what its bytes are, not by what they are called. */
async function parse(raw: Uint8Array): Promise<ParsedMail> {
  const source = await withoutUtf7(withReadableHead(Buffer.from(raw)));
  const read = (bytes: Uint8Array) =>
    simpleParser(Buffer.from(bytes), { skipTextToHtml: true, skipImageLinks: true });
  const parsed = await read(source);
  if (!BROKEN.test(`${parsed.text ?? ""}${parsed.html || ""}`)) return parsed;
  const isTaken = (part: MimeNode) => isWords(part) && !isTelling(String(part.charset));
  return read(await rewritten(source, { isTaken, read: byHabit }));
}

function ofMime(file: ParsedMail["attachments"][number], index: number): InboundAttachment {
  return {
    filename: file.filename ?? `attachment-${index + 1}`,
    contentType: file.contentType,
    content: file.content,
    ...(file.cid ? { contentId: file.cid.slice(0, MOST.subject) } : {}),
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
