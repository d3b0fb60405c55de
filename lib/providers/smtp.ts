import type SMTPConnection from "nodemailer/lib/smtp-connection";
import { handOff, SEND_TIMEOUT_MS } from "@/lib/providers/connection";
import type { EmailMessage, Outcome, Provider } from "@/lib/providers/port";
import { smtpMeaning } from "@/lib/providers/smtp-codes";
import { SmtpFailure, SmtpLines } from "@/lib/providers/smtp-lines";

/*
 * what the mail server does            → outcome                                        (codes: smtp-codes.ts)
 * 250 to the letter                    → accepted, ref = our Message-ID, which carries the attempt id
 * 4xx to any command                   → rejected, retry;  5xx → rejected by its enhanced status code
 * refused, DNS, TLS, hung up, too slow,
 *   before the first byte of the letter → rejected, retry: nothing was written
 * the same after it                    → unknown for ever: a mail server tells nothing afterwards and cannot be asked
 */

export interface SmtpSettings {
  /** smtp://user:password@host:587 (TLS is demanded of any host but this machine) or smtps://…:465. */
  url: string;
  timeoutMs?: number | undefined;
}

/** Letters through a mail server. It tells nothing of what becomes of them: a bounce comes as a letter to the sender. */
export function smtpProvider(settings: SmtpSettings): Provider<EmailMessage> {
  const timeoutMs = settings.timeoutMs ?? SEND_TIMEOUT_MS;
  const { options, auth } = wayTo(settings.url, timeoutMs);
  const lines = new SmtpLines(options, auth, Math.floor(timeoutMs * 0.95));
  return {
    name: "smtp",
    channel: "EMAIL",
    proof: "none",

    async send(message, { key, signal }) {
      const messageId = `<${key}@${message.from.email.split("@").at(-1)}>`;
      return handOff(
        { timeoutMs, signal },
        async () => {
          const letter = await composed(message, messageId);
          await lines.send({ from: message.from.email, to: [message.to.email], size: letter.length }, letter);
          return { kind: "accepted", ref: messageId };
        },
        refusal,
      );
    },

    async check() {
      try {
        await lines.visit();
        return { kind: "ok" };
      } catch (error) {
        const { responseCode } = error as { responseCode?: unknown };
        // RFC 4954 §6: 530, 534, 535 and 538 are about who signs in.
        const known = typeof responseCode === "number" && responseCode >= 530 && responseCode < 540;
        return known ? { kind: "refused", reason: "credentials" } : { kind: "silent" };
      }
    },
  };
}

function wayTo(
  address: string,
  timeoutMs: number,
): { options: SMTPConnection.Options; auth: SMTPConnection.Credentials | undefined } {
  const url = new URL(address);
  const secure = url.protocol === "smtps:";
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const here = /^(127\.|::1$|localhost$)/.test(host);
  const connecting = Math.min(5_000, timeoutMs / 2);
  const auth = url.username
    ? { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }
    : undefined;
  return {
    auth,
    options: {
      host,
      port: Number(url.port) || (secure ? 465 : 587),
      secure,
      requireTLS: !secure && !here,
      ignoreTLS: here,
      connectionTimeout: connecting,
      greetingTimeout: connecting,
      socketTimeout: timeoutMs,
    },
  };
}

async function composed(message: EmailMessage, messageId: string): Promise<Buffer> {
  const { default: Composer } = await import("nodemailer/lib/mail-composer/index.js");
  const person = ({ email, name }: { email: string; name?: string }) => ({
    address: email,
    name: name ?? "",
  });
  const mail = new Composer({
    from: person(message.from),
    to: person(message.to),
    ...(message.replyTo ? { replyTo: person(message.replyTo) } : {}),
    subject: message.subject,
    text: message.text,
    ...(message.html ? { html: message.html } : {}),
    headers: withoutId(message.headers),
    messageId,
    // What a patient or a template wrote must never make us read a file or fetch an address.
    disableFileAccess: true,
    disableUrlAccess: true,
    attachments: (message.attachments ?? []).map((file) => ({
      filename: file.filename,
      contentType: file.contentType,
      content: Buffer.from(file.content),
      ...(file.contentId ? { cid: file.contentId } : {}),
    })),
  });
  return mail.compile().build();
}

/** The letter's id is this adapter's own, by which a bounce finds its attempt. */
const withoutId = (headers: Record<string, string> = {}) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== "message-id"));

function refusal(error: unknown): Outcome | null {
  if (!(error instanceof SmtpFailure)) throw error;
  const { left, reply, command } = error;
  if (reply) {
    return { kind: "rejected", ...smtpMeaning(reply, command), detail: reply.slice(0, 300) };
  }
  if (error.cause instanceof Error && "code" in error.cause && error.cause.code === "EMESSAGE") {
    return { kind: "rejected", retry: false, reason: "too_large" };
  }
  return left ? null : { kind: "rejected", retry: true, reason: "service_down" };
}
