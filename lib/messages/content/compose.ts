import type { Content } from "@/lib/delivery/schema";
import { AppError, type FieldProblem } from "@/lib/errors";
import { cleanHtml, textOf } from "@/lib/messages/content/html";
import { MOST_SMS_CHARACTERS } from "@/lib/messages/schema";
import { render, type Variables } from "@/lib/templates/render";
import type { Channel } from "@/prisma/generated/enums";

export interface OwnWords {
  subject?: string | undefined;
  body?: string | undefined;
  htmlBody?: string | undefined;
}

export interface TemplateBodies {
  smsBody: string | null;
  emailSubject: string | null;
  emailBody: string | null;
  emailHtmlBody: string | null;
  pushTitle: string | null;
  pushBody: string | null;
}

export interface Composed {
  content: Content;
  missing: string[];
}

/** A push shows on a locked screen, so it never carries the words themselves. */
const PUSH_WORDS: Record<string, string> = {
  en: "You have a new message. Open the app to read it.",
  es: "Tiene un mensaje nuevo. Abra la aplicación para leerlo.",
};

const SUBJECT: Record<string, (clinic: string) => string> = {
  en: (clinic) => `A message from ${clinic}`,
  es: (clinic) => `Un mensaje de ${clinic}`,
};

/**
 * The words for every channel of the plan. What a person wrote wins over the template it started from. Missing
 * variables are named and stand as `[name]` in the words, for a preview only. Throws `invalid` when a channel has no words or a text is longer
 * than Twilio takes.
 */
export function compose(
  plan: readonly Channel[],
  own: OwnWords,
  template: TemplateBodies | null,
  variables: Variables,
  about: { clinicName: string; language: string },
): Composed {
  const missing = new Set<string>();
  const fill = (words: string | null | undefined, as: "text" | "html" = "text"): string | null => {
    if (!words?.trim()) return null;
    const rendered = render(words, variables, as);
    if (rendered.text !== null) return rendered.text;
    for (const name of rendered.missing) missing.add(name);
    const shown = Object.fromEntries(rendered.missing.map((name) => [name, `[${name}]`]));
    return render(words, { ...variables, ...shown }, as).text;
  };
  const wrote = Boolean(own.body?.trim() || own.htmlBody?.trim());
  const ownHtml = own.htmlBody?.trim() ? cleanHtml(own.htmlBody) : null;
  const ownText = own.body?.trim() ? tidy(own.body) : ownHtml ? textOf(ownHtml) : null;

  const sms = () => (wrote ? ownText : fill(template?.smsBody));
  const mailHtml = () => {
    if (wrote) return ownHtml;
    const html = fill(template?.emailHtmlBody, "html");
    return html === null ? null : cleanHtml(html);
  };
  const mailText = (html: string | null) =>
    wrote ? ownText : (fill(template?.emailBody) ?? (html === null ? null : textOf(html)));
  const subject = () =>
    oneLine(own.subject ?? "") ||
    oneLine(fill(template?.emailSubject) ?? "") ||
    (SUBJECT[about.language] ?? SUBJECT.en)?.(about.clinicName) ||
    about.clinicName;

  const content: Content = {};
  for (const channel of plan) {
    if (channel === "SMS") content.SMS = { body: present(sms(), "SMS") };
    if (channel === "EMAIL") {
      const htmlBody = mailHtml();
      content.EMAIL = { subject: subject(), body: present(mailText(htmlBody), "EMAIL"), htmlBody };
    }
    if (channel === "IN_APP") content.IN_APP = { body: present(sms() ?? mailText(mailHtml()), "IN_APP") };
    if (channel === "PUSH") {
      const neutral = PUSH_WORDS[about.language] ?? PUSH_WORDS.en ?? "";
      content.PUSH = {
        title: oneLine(fill(template?.pushTitle) ?? "") || about.clinicName,
        body: (wrote ? null : fill(template?.pushBody)) ?? neutral,
      };
    }
  }
  if ((content.SMS?.body.length ?? 0) > MOST_SMS_CHARACTERS) {
    throw wrong(
      "body",
      `A text has at most 1,600 characters; this one has ${content.SMS?.body.length.toLocaleString("en-US")}.`,
      "too_long",
    );
  }
  return { content, missing: [...missing] };
}

/** The 422 that names each variable to fill. */
export function missingVariables(names: string[]): AppError {
  const fields = names.map((name) => ({ field: `variables.${name}`, problem: "The template needs this." }));
  return new AppError("invalid", `The template still needs: ${names.join(", ")}.`, "missing_variables", {
    fields,
  });
}

/** One composed form (é, not e plus an accent, which would force UCS-2) and one kind of line break. */
const tidy = (text: string) => text.normalize("NFC").replace(/\r\n?/g, "\n").trim();

/** A line break in a subject would start another mail header. */
const oneLine = (text: string) => text.replace(/\s+/g, " ").trim();

const THING: Record<Channel, string> = {
  SMS: "a text",
  EMAIL: "an email",
  PUSH: "a notification",
  IN_APP: "a secure message",
};

function present(words: string | null, channel: Channel): string {
  if (words === null) {
    throw wrong("templateId", `This template has no words for ${THING[channel]}.`, "no_template_words");
  }
  return words;
}

function wrong(field: string, problem: string, reason: string): AppError {
  const fields: FieldProblem[] = [{ field, problem }];
  return new AppError("invalid", problem, reason, { fields });
}
