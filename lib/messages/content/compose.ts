import type { Content } from "@/lib/delivery/schema";
import { AppError, type FieldProblem } from "@/lib/errors";
import { cleanHtml, textOf } from "@/lib/messages/content/html";
import { type ContentIn, MOST_SMS_CHARACTERS } from "@/lib/messages/content/schema";
import { withWayOut } from "@/lib/messages/content/way-out";
import { wordsIn } from "@/lib/templates/language/rules";
import { render, type Variables } from "@/lib/templates/render";
import type { Category, Channel } from "@/prisma/generated/enums";

export interface OwnWords {
  subject?: string | undefined;
  body?: string | undefined;
  htmlBody?: string | undefined;
  /** Words per channel; they win over the lone ones. */
  content?: ContentIn | undefined;
}

export interface TemplateBodies {
  smsBody: string | null;
  emailSubject: string | null;
  emailBody: string | null;
  emailHtmlBody: string | null;
  pushTitle: string | null;
  pushBody: string | null;
}

export interface About {
  clinicName: string;
  /** The reader's. */
  language: string;
  category: Category;
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

/** Something that a reader sees: no tags without words, no marks that have no width. */
const SEEN = /[^\s\p{Cf}]/u;

const isSeen = (html: string) => /<img\b/i.test(html) || SEEN.test(textOf(html));

/**
 * The words for every channel of the plan, each of which says something (`composed`). Throws `invalid` besides where one
 * would leave empty: a template whose every condition is false, a mail of empty paragraphs.
 */
export function compose(...given: Parameters<typeof composed>): Composed {
  const words = composed(...given);
  const { SMS, EMAIL, IN_APP } = words.content;
  const template = given[2];
  if (SMS && !SEEN.test(SMS.body)) throw wordless("SMS", template);
  if (EMAIL && !SEEN.test(EMAIL.body) && !isSeen(EMAIL.htmlBody ?? "")) throw wordless("EMAIL", template);
  if (IN_APP && !SEEN.test(IN_APP.body)) throw wordless("IN_APP", template);
  return words;
}

/**
 * The words for every channel of the plan: those written for that channel, else the sender's own text for all of them,
 * else the template's. Missing variables are named and stand as `[name]` in the words, for a preview only. Throws
 * `invalid` when a channel has no words. How long a text may be is asked once it is whole (`checkLength`).
 */
export function composed(
  plan: readonly Channel[],
  own: OwnWords,
  template: TemplateBodies | null,
  variables: Variables,
  about: About,
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

  const given = own.content ?? {};
  const sms = () => {
    const text = given.SMS ? tidy(given.SMS.body) : wrote ? ownText : fill(template?.smsBody);
    return text && SEEN.test(text) && about.category === "marketing"
      ? withWayOut(text, about.language)
      : text;
  };
  const mailHtml = () => {
    if (given.EMAIL) return given.EMAIL.htmlBody ? cleanHtml(given.EMAIL.htmlBody) : null;
    if (wrote) return ownHtml;
    const html = fill(template?.emailHtmlBody, "html");
    return html === null ? null : cleanHtml(html);
  };
  const mailText = (html: string | null) => {
    if (given.EMAIL?.body !== undefined) return tidy(given.EMAIL.body);
    if (wrote && !given.EMAIL) return ownText;
    return (given.EMAIL ? null : fill(template?.emailBody)) ?? (html === null ? null : textOf(html));
  };
  const secure = () => {
    if (given.IN_APP) return tidy(given.IN_APP.body);
    if (wrote) return ownText;
    return fill(template?.smsBody) ?? fill(template?.emailBody) ?? templateHtmlText();
  };
  const templateHtmlText = () => {
    const html = fill(template?.emailHtmlBody, "html");
    return html === null ? null : textOf(cleanHtml(html));
  };
  const subject = () =>
    oneLine(given.EMAIL?.subject ?? "") ||
    oneLine(own.subject ?? "") ||
    oneLine(fill(template?.emailSubject) ?? "") ||
    wordsIn(SUBJECT, about.language)?.(about.clinicName) ||
    about.clinicName;

  const content: Content = {};
  for (const channel of plan) {
    if (channel === "SMS") content.SMS = { body: present(sms(), "SMS", template) };
    if (channel === "EMAIL") {
      const htmlBody = mailHtml();
      content.EMAIL = { subject: subject(), body: present(mailText(htmlBody), "EMAIL", template), htmlBody };
    }
    if (channel === "IN_APP") content.IN_APP = { body: present(secure(), "IN_APP", template) };
    if (channel === "PUSH") {
      const neutral = wordsIn(PUSH_WORDS, about.language) ?? "";
      const title = given.PUSH ? given.PUSH.title : wrote ? null : fill(template?.pushTitle);
      content.PUSH = {
        title: oneLine(title ?? "") || about.clinicName,
        body: (given.PUSH ? tidy(given.PUSH.body) : wrote ? null : fill(template?.pushBody)) ?? neutral,
      };
    }
  }
  return { content, missing: [...missing] };
}

/**
 * Throws `invalid` (`too_long`) for a text that Twilio would not take. Ask with the words as they leave: what went behind
 * a secure link is short, and so is a long address under a short link.
 */
export function checkLength({ SMS: text }: Content, own: unknown): void {
  const length = text?.body.length ?? 0;
  if (length <= MOST_SMS_CHARACTERS) return;
  const words = `A text has at most 1,600 characters; this one has ${length.toLocaleString("en-US")}.`;
  throw wrong(own ? "content.SMS.body" : "body", words, "too_long");
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
  IN_APP: "a portal message",
};

function present(words: string | null, channel: Channel, template: TemplateBodies | null): string {
  if (words === null) throw wordless(channel, template);
  return words;
}

function wordless(channel: Channel, template: TemplateBodies | null): AppError {
  const [field, whose] = template ? ["templateId", "This template has"] : [`content.${channel}`, "There are"];
  return wrong(field, `${whose} no words for ${THING[channel]}.`, "no_template_words");
}

function wrong(field: string, problem: string, reason: string): AppError {
  const fields: FieldProblem[] = [{ field, problem }];
  return new AppError("invalid", problem, reason, { fields });
}
