import type { ParsedMail } from "mailparser";
import { byHabit } from "@/lib/providers/mail-form";
import type { MailAbout, MailReport } from "@/lib/providers/mail-port";
import { reasonOfStatus } from "@/lib/providers/mail-status";
import type { InboundAttachment } from "@/lib/providers/port";

/** The value of a header as it was written, unfolded or not; undefined when there is none. */
export function headerLine(parsed: Pick<ParsedMail, "headerLines">, name: string): string | undefined {
  return parsed.headerLines
    .find(({ key }) => key === name)
    ?.line.slice(name.length + 1)
    .trim();
}

const AWAY =
  /^(?:automatic reply|auto(?:matic)? ?response|respuesta automática|automatische antwort|réponse automatique|resposta automática|risposta automatica)\s*:/i;

/** Headers that only programs write, and the words that make the others say so. */
const MARKS: readonly [header: string, says: RegExp][] = [
  ["auto-submitted", /^(?!no\b)/i],
  ["precedence", /^(bulk|auto[_-]?reply|list|junk)\b/i],
  // Exchange: what it is on must not be answered by a machine; people's own mail does not carry it.
  ["x-auto-response-suppress", /\b(all|oof|autoreply)\b/i],
  ["x-autoreply", /^/],
  ["x-autoreply-from", /^/],
  ["x-autorespond", /^/],
  ["x-mail-autoreply", /^/],
  ["x-fc-machinegenerated", /^true\b/i],
  ["list-id", /^/],
  // Reports of mail servers and programs: bounces, receipts of reading (RFC 6522).
  ["content-type", /^multipart\/report\b/i],
  // What Exchange writes itself, of which a gateway may leave no other sign. A person's answer to it begins with "Re:".
  ["subject", AWAY],
];

/** RFC 3834 and its predecessors: an out-of-office note, a list, a bounce. None of them may be answered by a machine. */
export function isAutomatic(
  parsed: Pick<ParsedMail, "headerLines" | "subject">,
  returnPath: unknown,
): boolean {
  if (returnPath === "" || returnPath === "<>") return true;
  return MARKS.some(([header, says]) => {
    const value = header === "subject" ? parsed.subject : headerLine(parsed, header);
    return value !== undefined && says.test(value);
  });
}

const ACTIONS: Readonly<Record<string, MailReport["receipt"]>> = {
  failed: "bounced",
  delayed: "deferred",
  delivered: "delivered",
};

/** A mailbox that is no more (5.1.10 is Exchange Online's word for it); everything else may be another mail's fault. */
const GONE = /^5\.(1\.(?:[1236]|10)|2\.1|4\.4)$/;

/** What an RFC 3464 report says of its first recipient; undefined when the mail is none, or says nothing of use. */
export function reportOf(
  parsed: ParsedMail,
  text: string,
  files: readonly InboundAttachment[],
): MailReport | undefined {
  const type = (headerLine(parsed, "content-type") ?? "").replace(/\s+/g, " ");
  if (!/^multipart\/report\b/i.test(type) || !/report-type="?delivery-status/i.test(type)) return undefined;
  const parts = files.map(({ content }) => byHabit(Buffer.from(content ?? [])));
  const all = [text, ...parts].join("\n").slice(0, 200_000);
  const line = (name: string) => new RegExp(`^${name}:[ \\t]*(.+)$`, "im").exec(all)?.[1]?.trim();
  const recipient = /^(?:(?:rfc822|utf-8);)?[ \t]*<?([^\s<>;]+@[^\s<>;]+?)>?$/i.exec(
    line("Final-Recipient") ?? "",
  )?.[1];
  const receipt = ACTIONS[(line("Action") ?? "").toLowerCase()];
  if (!recipient || !receipt) return undefined;
  const code = /^[245]\.\d{1,3}\.\d{1,3}/.exec(line("Status") ?? "")?.[0];
  // Of the returned mail, not of the report itself.
  const about = /^Message-ID:\s*(<[^>\s]+>)/im.exec(parts.join("\n"))?.[1];
  const detail = line("Diagnostic-Code");
  const failed = receipt === "bounced";
  return {
    receipt,
    status: `report/${receipt}`,
    recipient: recipient.toLowerCase(),
    ...(code ? { code } : {}),
    ...(about ? { about } : {}),
    ...(detail ? { detail: detail.slice(0, 500) } : {}),
    ...(failed
      ? { reason: reasonOfStatus(code ?? "") ?? "mail_refused", closes: GONE.test(code ?? "") }
      : {}),
    ...(failed || receipt === "deferred" ? { soft: !code?.startsWith("5") || code === "5.2.2" } : {}),
  };
}

const ANSWERS = { ACCEPTED: "accepted", DECLINED: "declined", TENTATIVE: "tentative" } as const;

/** What the patient answered to an invitation, from the calendar part of a mail (RFC 5546, METHOD:REPLY). */
export function invitationOf(files: readonly InboundAttachment[]): MailAbout["invitation"] {
  const file = files.find(({ contentType }) => contentType.toLowerCase() === "text/calendar");
  if (!file?.content || file.content.byteLength > 100_000) return undefined;
  // RFC 5545 §3.1: a line that is too long goes on after a line end and a blank.
  const text = Buffer.from(file.content)
    .toString("utf8")
    .replace(/\r?\n[ \t]/g, "");
  if (!/^METHOD:REPLY\s*$/im.test(text)) return undefined;
  const said = /PARTSTAT=(ACCEPTED|DECLINED|TENTATIVE)/i.exec(text)?.[1]?.toUpperCase();
  if (!said) return undefined;
  const line = (name: string) =>
    new RegExp(`^${name}(?:;[^:\\r\\n]*)?:(.+)$`, "im")
      .exec(text)?.[1]
      ?.replace(/\\n/gi, "\n")
      .replace(/\\([,;\\])/g, "$1")
      .trim();
  // Outlook puts its answer before the name of the visit.
  const summary = line("SUMMARY")?.replace(
    /^(?:accepted|declined|tentative|aceptad[oa]|rechazad[oa]|provisional)\s*:\s*/i,
    "",
  );
  const comment = line("COMMENT");
  return {
    answer: ANSWERS[said as keyof typeof ANSWERS],
    ...(summary ? { summary: summary.slice(0, 200) } : {}),
    ...(comment ? { comment: comment.slice(0, 2_000) } : {}),
  };
}
