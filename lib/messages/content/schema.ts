import { z } from "zod";

/** 1,600 characters is Twilio's limit for one message; mail and secure pages hold more. */
export const MOST_SMS_CHARACTERS = 1_600;
export const MOST_BODY_CHARACTERS = 100_000;
/** A locked screen shows about four lines of a notification. */
const MOST_PUSH_CHARACTERS = 240;

const words = (most: number) =>
  z
    .string()
    .max(most)
    .refine((text) => text.trim() !== "", "Write something.");

/** Each way's own words. A hop of the plan uses those of its own channel, never another's. */
export const ContentIn = z
  .object({
    /** At most 1,600 characters as it leaves, with its addresses under short links. */
    SMS: z.object({ body: words(MOST_BODY_CHARACTERS) }).optional(),
    EMAIL: z
      .object({
        subject: z.string().max(200).optional(),
        body: words(MOST_BODY_CHARACTERS).optional(),
        htmlBody: words(MOST_BODY_CHARACTERS).optional(),
      })
      .refine((mail) => Boolean(mail.body ?? mail.htmlBody), {
        message: "An email needs a body or an htmlBody.",
        path: ["body"],
      })
      .optional(),
    PUSH: z.object({ title: z.string().max(100).optional(), body: words(MOST_PUSH_CHARACTERS) }).optional(),
    IN_APP: z.object({ body: words(MOST_BODY_CHARACTERS) }).optional(),
  })
  .refine((content) => Object.values(content).some(Boolean), "Write for at least one channel.");
export type ContentIn = z.output<typeof ContentIn>;

type Worded = Partial<Record<"body" | "htmlBody" | "templateId", string | undefined>> & { content?: unknown };

/** Whether a send says anything at all, or names a template that does. */
export const hasWords = ({ body, htmlBody, templateId, content }: Worded) =>
  Boolean(body?.trim() || htmlBody?.trim() || templateId || content);
