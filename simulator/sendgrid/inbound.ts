import { randomUUID } from "node:crypto";
import MailComposer from "nodemailer/lib/mail-composer";
import type { Delivery } from "@/simulator/courier";
import { token22 } from "@/simulator/ids";
import { signedHeaders } from "@/simulator/sendgrid/events";
import type { World } from "@/simulator/world";

export interface InboundFile {
  filename: string;
  contentType: string;
  bytes: Buffer;
}

export interface InboundMail {
  /** `maria@example.com` or `Maria <maria@example.com>`. */
  from: string;
  to: string;
  subject: string;
  text: string;
  html?: string;
  attachments: InboundFile[];
  inReplyTo?: string;
  references?: string[];
  messageId?: string;
  /** Extra header lines, e.g. `Auto-Submitted`. */
  headers: Record<string, string>;
  /** Envelope sender; empty for an automatic bounce. By default the address of `from`. */
  envelopeFrom?: string;
  /** The whole MIME as bytes, instead of one made from the fields above. */
  raw?: Buffer;
}

/** SendGrid queues inbound mail that the hub refused with 5xx and tries again for three days. */
const PAUSES_MS = [1000, 2000, 5000, 10_000, 30_000, 60_000, 300_000, 900_000];
const GIVE_UP_AFTER_MS = 3 * 24 * 3_600_000;

export function bareAddress(text: string): string {
  return (/<([^<>]+)>\s*$/.exec(text)?.[1] ?? text).trim();
}

function displayName(text: string): string | null {
  const name = /^(.*)<[^<>]+>\s*$/.exec(text)?.[1]?.trim().replace(/^"|"$/g, "");
  return name || null;
}

function compose(world: World, mail: InboundMail, messageId: string): Promise<Buffer> {
  const composer = new MailComposer({
    from: mail.from,
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    messageId,
    date: new Date(world.clock.now()),
    headers: mail.headers,
    attachments: mail.attachments.map((file) => ({
      filename: file.filename,
      contentType: file.contentType,
      content: file.bytes,
    })),
    ...(mail.html === undefined ? {} : { html: mail.html }),
    ...(mail.inReplyTo === undefined ? {} : { inReplyTo: mail.inReplyTo }),
    ...(mail.references === undefined ? {} : { references: mail.references }),
  });
  return composer.compile().build();
}

function multipart(fields: Record<string, string | Buffer>, boundary: string): Buffer {
  const parts = Object.entries(fields).flatMap(([name, value]) => [
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n`),
    Buffer.from(value),
    Buffer.from("\r\n"),
  ]);
  return Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]);
}

function fieldsOf(mail: InboundMail, raw: Buffer): Record<string, string | Buffer> {
  const sender = bareAddress(mail.from);
  return {
    email: raw,
    to: mail.to,
    from: mail.from,
    subject: mail.subject,
    sender_ip: "203.0.113.25",
    envelope: JSON.stringify({ to: [bareAddress(mail.to)], from: mail.envelopeFrom ?? sender }),
    charsets: JSON.stringify({ to: "UTF-8", from: "UTF-8", subject: "UTF-8" }),
    dkim: `{@${sender.split("@")[1] ?? ""} : pass}`,
    SPF: "pass",
    spam_score: "0.1",
    spam_report: "Spam detection software has not found this mail to be spam.",
  };
}

const refusedForNow = (outcome: Delivery) => outcome.kind !== "answer" || outcome.status >= 500;

async function tryAgain(world: World, post: () => Promise<Delivery>): Promise<void> {
  const startedAt = world.clock.now();
  for (let attempt = 0; world.clock.now() - startedAt < GIVE_UP_AFTER_MS; attempt += 1) {
    await world.timers.sleep(PAUSES_MS[Math.min(attempt, PAUSES_MS.length - 1)] ?? 1000);
    if (!refusedForNow(await post())) return;
  }
}

/** A patient writes an email: kept in the mailbox, then posted as Inbound Parse with the raw MIME. Returns the first answer. */
export async function receiveMail(
  world: World,
  mail: InboundMail,
): Promise<{ id: string; messageId: string; outcome: Delivery }> {
  const messageId = mail.messageId ?? `<${randomUUID()}@mail.sim.example>`;
  const raw = mail.raw ?? (await compose(world, mail, messageId));
  const id = token22();
  world.addMail({
    id,
    direction: "written",
    mailbox: bareAddress(mail.from).toLowerCase(),
    to: mail.to,
    from: bareAddress(mail.from),
    fromName: displayName(mail.from),
    replyTo: null,
    subject: mail.subject,
    text: mail.text,
    html: mail.html ?? null,
    headers: mail.headers,
    attachments: mail.attachments.map((file) => ({
      filename: file.filename,
      contentType: file.contentType,
      bytes: file.bytes.length,
    })),
    messageId,
    sgMessageId: null,
    eventFields: {},
    tracks: { opens: false, clicks: false },
    at: world.clock.now(),
    state: "written",
    openedAt: null,
    markedSpam: false,
  });
  const boundary = `xYzZY${token22()}`;
  const account = world.accounts.receiving(bareAddress(mail.to).split("@")[1]?.toLowerCase() ?? "");
  const body = multipart(fieldsOf(mail, raw), boundary);
  const post = () =>
    world.courier.post({
      url: account.inboundUrl,
      headers: {
        "content-type": `multipart/form-data; boundary=${boundary}`,
        "user-agent": "Sendlib/1.0 server=mx0032p1mdw1.sendgrid.net",
        ...(account.signsInbound ? signedHeaders(world, account.privateKey, body) : {}),
      },
      body,
      timeoutMs: 20_000,
    });
  const outcome = await post();
  if (refusedForNow(outcome)) void tryAgain(world, post);
  return { id, messageId, outcome };
}
