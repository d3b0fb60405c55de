import { authorOf, type Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { withLinks } from "@/lib/delivery/link/rules";
import { segmentsOf } from "@/lib/delivery/rules/queue";
import type { Content } from "@/lib/delivery/schema";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { shortenFor } from "@/lib/links/commands";
import { withShort, withTargets } from "@/lib/links/rules";
import { NO_LINKS, type Shortened } from "@/lib/links/schema";
import type { SendMessage } from "@/lib/messages/schema";
import { zoneOf } from "@/lib/messages/shown/views";
import { findHome } from "@/lib/messages/thread/queries";
import { markPhi, originOf } from "@/lib/phi/content/rules";
import type { Origin, PhiMarks } from "@/lib/phi/schema";
import { type Hidden, hideWords } from "@/lib/secure/commands";
import type { SecureLinkIn } from "@/lib/secure/schema";
import type { Category, Channel, Priority } from "@/prisma/generated/enums";

/** What stands open in a message's words, and what went behind a link instead. */
export interface Privacy {
  /** Kinds and places; null: nothing private stands open. */
  phi: PhiMarks | null;
  hidden: Hidden | null;
  /** The addresses in the text and their short ones. */
  short: Shortened;
}

/**
 * The words as the engine keeps them: links in place of hidden ones, addresses under short ones, what is private
 * marked (in the words as they were written), texts measured.
 */
export function leavingWords(words: Content, { hidden, phi, short }: Privacy): Content {
  const leaving = hidden?.content ?? withShort(words, short.links, env().publicUrl);
  const content = { ...leaving, ...(phi ? { phi } : {}) };
  const body = shownWords(content).SMS?.body;
  if (!content.SMS || body === undefined) return content;
  return { ...content, SMS: { body: content.SMS.body, segments: segmentsOf(body) } };
}

/** When a message is no longer useful: at the latest when its link runs out. */
export function usefulUntil(expiresAt: Date | null, { hidden }: Privacy): Date | null {
  if (!hidden || (expiresAt && expiresAt < hidden.expiresAt)) return expiresAt;
  return hidden.expiresAt;
}

/** The same as it leaves, byte for byte. */
export const shownWords = (content: Content) =>
  withLinks(content, { publicUrl: env().publicUrl, secret: env().secret });

interface Ready {
  patient: Parameters<typeof zoneOf>[0] & Parameters<typeof hideWords>[2]["patient"];
  clinic: { name: string; phone: string | null; timeZone: string };
  plan: readonly Channel[];
  content: Content;
  scheduledAt: Date | null;
  templateId: string | null;
  category: Category;
}

type Placed = Ready & { conversationId: string | null };

/** Looks at the words once, for a send and its preview alike, or moves them behind links. Throws as `hideWords` does. */
export async function privacyOf(tx: Tx, ctx: Ctx, ready: Ready, input: SendMessage): Promise<Privacy> {
  const { createdByKind } = authorOf(ctx.actor);
  const written = Boolean(input.body?.trim() || input.htmlBody?.trim()) || !input.templateId;
  const origin = originOf(createdByKind, input.priority ?? "normal", written);
  const about = { patient: ready.patient, plan: ready.plan, household: null };
  const conversationId = input.secureLink ? (await findHome(tx, ctx, about, input)).id : null;
  return guard(tx, ctx, { ...ready, conversationId }, origin, input.secureLink);
}

interface First {
  id: string;
  content: unknown;
  priority: Priority;
}

/** The same for a message that is sent again: what was behind a link goes behind a new one, edited or not. */
export async function privacyAgain(
  tx: Tx,
  ctx: Ctx,
  first: First,
  ready: Omit<Placed, "content" | "scheduledAt">,
  edited: Content | null,
): Promise<Privacy & { content: Content }> {
  const before = first.content as Content;
  const links = await tx.secureMessage.findMany({
    where: { clinicId: ctx.clinicId, messageId: first.id, filesOnly: false },
    select: { channel: true, subject: true, body: true, proof: true, erasedAt: true },
  });
  if (!edited && links.some(({ erasedAt }) => erasedAt)) {
    const problem = "The words behind its link were removed long ago. Write them again.";
    throw new AppError("invalid", problem, "edit_words", { fields: [{ field: "body", problem }] });
  }
  const short = await tx.shortLink.findMany({
    where: { clinicId: ctx.clinicId, messageId: first.id },
    select: { code: true, target: true },
  });
  const content: Content = edited ?? withTargets(restored(before, links), short, env().publicUrl);
  const fresh = originOf(authorOf(ctx.actor).createdByKind, first.priority, true);
  const origin = edited ? fresh : (before.phi?.origin ?? fresh);
  const again: SecureLinkIn | undefined = links[0] && { proof: links[0].proof };
  return { content, ...(await guard(tx, ctx, { ...ready, content, scheduledAt: null }, origin, again)) };
}

function restored(
  { links: _links, proof: _proof, unnamed: _unnamed, phi: _phi, ...content }: Content,
  rows: readonly { channel: Channel; subject: string | null; body: string }[],
): Content {
  const known: Content = { ...content };
  for (const { channel, subject, body } of rows) {
    if (channel === "SMS") known.SMS = { body };
    if (channel === "EMAIL") known.EMAIL = { subject: subject ?? "", body, htmlBody: null };
  }
  return known;
}

async function guard(
  tx: Tx,
  ctx: Ctx,
  ready: Placed,
  origin: Origin,
  secureLink: SecureLinkIn | undefined,
): Promise<Privacy> {
  const { clinic, patient, content } = ready;
  if (!secureLink) {
    const short = await shortenFor(ctx, content, ready.category);
    return { phi: markPhi(content, origin, clinic.name), hidden: null, short };
  }
  const zone = zoneOf(patient, { clinic, now: ctx.now });
  return { phi: null, short: NO_LINKS, hidden: await hideWords(tx, ctx, { ...ready, zone }, secureLink) };
}
