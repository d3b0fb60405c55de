import { z } from "zod";

const address = z.object({
  email: z.string().regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/),
  name: z.string().optional(),
});
const addresses = z.array(address).max(1000);
const strings = z.record(z.string(), z.string());

const personalization = z.object({
  to: addresses.min(1),
  cc: addresses.default([]),
  bcc: addresses.default([]),
  from: address.optional(),
  subject: z.string().min(1).optional(),
  headers: strings.default({}),
  custom_args: strings.default({}),
  send_at: z.number().int().optional(),
});

const attachment = z.object({
  content: z.string().min(1),
  type: z.string().optional(),
  filename: z.string().min(1),
  disposition: z.enum(["inline", "attachment"]).optional(),
  content_id: z.string().optional(),
});

const toggle = z.object({ enable: z.boolean().optional() }).optional();

const mail = z.object({
  personalizations: z.array(personalization).min(1).max(1000),
  from: address,
  reply_to: address.optional(),
  reply_to_list: addresses.optional(),
  subject: z.string().min(1).optional(),
  content: z
    .array(z.object({ type: z.string().min(1), value: z.string().min(1) }))
    .min(1)
    .optional(),
  attachments: z.array(attachment).default([]),
  template_id: z.string().optional(),
  headers: strings.default({}),
  categories: z.array(z.string().max(255)).max(10).default([]),
  custom_args: strings.default({}),
  send_at: z.number().int().optional(),
  mail_settings: z.object({ sandbox_mode: toggle }).optional(),
  tracking_settings: z.object({ click_tracking: toggle, open_tracking: toggle }).optional(),
});
export type MailRequest = z.infer<typeof mail>;

export interface MailError {
  message: string;
  field: string | null;
  help: string | null;
}

const FORBIDDEN_HEADERS = new Set([
  "x-sg-id",
  "x-sg-eid",
  "received",
  "dkim-signature",
  "content-type",
  "content-transfer-encoding",
  "to",
  "from",
  "subject",
  "reply-to",
  "cc",
  "bcc",
]);
const HELP = "http://sendgrid.com/docs/API_Reference/Web_API_v3/Mail/errors.html#message.";
/** 10,000 bytes: SendGrid's limit for the custom arguments of one personalization. */
const LARGEST_ARGS = 10_000;
/** 72 hours: how far ahead `send_at` may be. */
const LATEST_SEND_S = 72 * 3600;

const error = (message: string, field: string | null): MailError => ({
  message,
  field,
  help: field ? HELP + field : null,
});

function fieldPath(path: PropertyKey[]): string {
  return path.map(String).join(".");
}

function sayIssue(path: string): string {
  if (/email$/.test(path)) return "Does not contain a valid address.";
  if (path === "from")
    return "The from object must be provided for every email send. It is an object that requires the email parameter, but may also contain a name parameter.";
  if (path.startsWith("personalizations") && /(^|\.)to$/.test(path))
    return "The to array is required for all personalization objects, and must have at least one email object with a valid email address.";
  if (path === "personalizations")
    return "The personalizations field is required and must have at least one personalization.";
  if (/content\.\d+\.value$/.test(path))
    return "The content value must be a string at least one character in length.";
  return "Bad Request";
}

function checkRules(request: MailRequest, nowSeconds: number): MailError[] {
  const found: MailError[] = [];
  if (!request.template_id) {
    if (!request.subject && request.personalizations.some((one) => !one.subject)) {
      found.push(
        error(
          "The subject is required. You can get around this requirement if you use a template with a subject defined or if every personalization has a subject defined.",
          "subject",
        ),
      );
    }
    if (!request.content) {
      found.push(
        error(
          "Unless a valid template_id is provided, the content parameter is required. There must be at least one defined content block.",
          "content",
        ),
      );
    }
  }
  const kinds = (request.content ?? []).map((part) => part.type);
  if (kinds.includes("text/plain") && kinds.indexOf("text/plain") > 0) {
    found.push(
      error(
        "If present, text/plain must be first, followed by text/html, followed by any other content.",
        "content",
      ),
    );
  }
  if (request.reply_to && request.reply_to_list)
    found.push(error("Only one of reply_to and reply_to_list may be used.", "reply_to"));
  if (new Set(request.categories).size < request.categories.length)
    found.push(error("The category values must be unique.", "categories"));
  request.personalizations.forEach((one, index) => {
    const at = `personalizations.${index}`;
    for (const name of Object.keys({ ...request.headers, ...one.headers })) {
      if (FORBIDDEN_HEADERS.has(name.toLowerCase()))
        found.push(error(`You cannot use the reserved header ${name}.`, `${at}.headers`));
    }
    if (Buffer.byteLength(JSON.stringify({ ...request.custom_args, ...one.custom_args })) > LARGEST_ARGS) {
      found.push(error("Custom arguments must be less than 10,000 bytes.", `${at}.custom_args`));
    }
    const everyone = [...one.to, ...one.cc, ...one.bcc].map((person) => person.email.toLowerCase());
    if (new Set(everyone).size < everyone.length) {
      found.push(
        error(
          "Each email address in the personalization block should be unique between to, cc, and bcc.",
          at,
        ),
      );
    }
    if ((one.send_at ?? request.send_at ?? 0) > nowSeconds + LATEST_SEND_S) {
      found.push(error("Scheduling more than 72 hours in advance is not permitted.", "send_at"));
    }
  });
  return found;
}

/** SendGrid's checks of a `mail/send` body: the request, or the errors it answers with. */
export function checkMail(
  body: unknown,
  nowSeconds: number,
): { request: MailRequest } | { errors: MailError[] } {
  const parsed = mail.safeParse(body);
  if (!parsed.success) {
    const errors = parsed.error.issues.map((issue) => {
      const path = fieldPath(issue.path);
      return error(sayIssue(path), path || null);
    });
    return { errors };
  }
  const errors = checkRules(parsed.data, nowSeconds);
  return errors.length > 0 ? { errors } : { request: parsed.data };
}
