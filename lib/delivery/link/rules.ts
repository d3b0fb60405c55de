import { createHash, createHmac } from "node:crypto";
import type { Content } from "@/lib/delivery/schema";

/** Stands in stored words where the link of their secure message goes. */
export const LINK = "{link}";

/** Where links lead and what their codes are made from. */
export interface Links {
  publicUrl: string;
  secret: string;
}

/**
 * The code in a link: 132 bits that only this installation can make again from the secure message's id, so that a retry
 * sends the same bytes and no table holds what opens it.
 */
export function codeOf(id: string, secret: string): string {
  return createHmac("sha256", secret).update(`secure-message ${id}`).digest("base64url").slice(0, 22);
}

/** What is stored of a code. */
export const hashOf = (code: string) => createHash("sha256").update(code).digest("hex");

/** The address of a secure message's page. */
export const linkTo = (id: string, { publicUrl, secret }: Links) =>
  `${publicUrl}/portal/m/${codeOf(id, secret)}`;

/** The words as they leave: each way's link in its place. The same object where nothing is behind a link. */
export function withLinks(content: Content, where: Links): Content {
  const { links = {}, fileLink } = content;
  if (!content.links && !fileLink) return content;
  const filled: Content = { ...content };
  const fill = (words: string, id: string) => words.replaceAll(LINK, linkTo(id, where));
  if (content.SMS && links.SMS) filled.SMS = { ...content.SMS, body: fill(content.SMS.body, links.SMS) };
  if (content.EMAIL && links.EMAIL) {
    filled.EMAIL = { ...content.EMAIL, body: fill(content.EMAIL.body, links.EMAIL) };
  }
  if (content.SMS && fileLink) {
    filled.SMS = { ...content.SMS, body: `${content.SMS.body}\n\n${fill(fileLink.sentence, fileLink.id)}` };
  }
  if (content.EMAIL && fileLink) {
    const { body, htmlBody } = content.EMAIL;
    const url = linkTo(fileLink.id, where);
    const [before = "", after = ""] = fileLink.sentence.split(LINK);
    const html = htmlBody ? `${htmlBody}<p>${before}<a href="${url}">${url}</a>${after}</p>` : null;
    filled.EMAIL = { ...content.EMAIL, body: `${body}\n\n${before}${url}${after}`, htmlBody: html };
  }
  return filled;
}
