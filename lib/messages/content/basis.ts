import type { Content } from "@/lib/delivery/schema";
import { type About, composed, type TemplateBodies } from "@/lib/messages/content/compose";
import { namesIn, type Variables } from "@/lib/templates/render";
import type { Channel } from "@/prisma/generated/enums";

/** The ways for which a template has words. */
export function channelsWith(template: TemplateBodies): Channel[] {
  const mail = Boolean(template.emailBody?.trim() || template.emailHtmlBody?.trim());
  const text = Boolean(template.smsBody?.trim());
  return [
    ...(text ? (["SMS"] as const) : []),
    ...(mail ? (["EMAIL"] as const) : []),
    "PUSH",
    ...(text || mail ? (["IN_APP"] as const) : []),
  ];
}

const BODIES: Record<Channel, (keyof TemplateBodies)[]> = {
  SMS: ["smsBody"],
  EMAIL: ["emailSubject", "emailBody", "emailHtmlBody"],
  PUSH: ["pushTitle", "pushBody"],
  IN_APP: ["smsBody", "emailBody", "emailHtmlBody"],
};

/**
 * What our own records said where a message's words are a template's, by variable. Filling the template again gives the
 * same words as long as these stand. Values the sender gave are the sender's. Null: nothing of it is the template's.
 */
export function basisOf(
  content: Content,
  template: TemplateBodies,
  values: { known: Variables; given: Variables },
  about: About,
): Variables | null {
  const all = { ...values.known, ...values.given };
  const worded = channelsWith(template).filter((channel) => content[channel]);
  const filled = composed(worded, {}, template, all, about).content;
  const own = (channel: Channel) => content[channel]?.body?.trim() === filled[channel]?.body?.trim();
  const names = worded
    .filter(own)
    .flatMap((channel) => BODIES[channel].flatMap((body) => namesIn(template[body] ?? "", all)));
  const resting = [...new Set(names)].filter((name) => !(name in values.given));
  if (resting.length === 0) return null;
  return Object.fromEntries(resting.sort().map((name) => [name, values.known[name] ?? ""]));
}
