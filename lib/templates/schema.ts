import { z } from "zod";
import { Instant, PageQuery, pageSchema } from "@/lib/http/instant";
import { Category, Channel } from "@/prisma/generated/enums";

const Words = z.object({
  smsBody: z.string().nullable(),
  emailSubject: z.string().nullable(),
  emailBody: z.string().nullable(),
  emailHtmlBody: z.string().nullable(),
  pushTitle: z.string().nullable(),
  pushBody: z.string().nullable(),
  variables: z.array(z.string()),
});

export const TemplateSchema = Words.extend({
  id: z.uuid(),
  name: z.string(),
  description: z.string().nullable(),
  category: z.enum(Category),
  isActive: z.boolean(),
  version: z.number(),
  updatedAt: Instant,
  /** The words of the present version, one entry per language. */
  languages: z.array(Words.extend({ language: z.string() })),
});
export type TemplateView = z.output<typeof TemplateSchema>;
export const TemplatePage = pageSchema(TemplateSchema);

/** Active templates only; `channel` keeps those that have words for it. */
export const ListTemplates = PageQuery.extend({
  category: z.enum(Category).optional(),
  channel: z.enum(Channel).optional(),
  search: z.string().trim().max(100).optional(),
});
