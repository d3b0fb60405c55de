import { v7 as uuid } from "uuid";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { codeOf, hashOf, linkTo } from "@/lib/delivery/link/rules";
import type { Content } from "@/lib/delivery/schema";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { dayFor } from "@/lib/secure/days/rules";
import { findTerms } from "@/lib/secure/queries";
import { neutralContent, OPEN_WAYS } from "@/lib/secure/rules";
import { DEFAULT_HOURS, type Proof, type SecureLinkIn } from "@/lib/secure/schema";
import type { Channel } from "@/prisma/generated/enums";

/** Words that are to move behind a link, with the link's terms: nothing is stored before the message is. */
export interface Hidden {
  /** What leaves in their place. */
  content: Content;
  /** The words themselves, per way, for the link's page and for staff. */
  words: { id: string; channel: Channel; subject: string | null; body: string; filesOnly?: boolean }[];
  proof: Proof;
  expiresAt: Date;
}

interface About {
  patient: Parameters<typeof findTerms>[2] & { language: string };
  clinic: { name: string; phone: string | null };
  plan: readonly Channel[];
  content: Content;
  zone: string;
  /** When the message is planned to go; null: now. */
  scheduledAt: Date | null;
  templateId: string | null;
  /** Where the message will stand; null: the patient has no thread yet. */
  conversationId: string | null;
}

/**
 * Puts the words of each open way behind a link of its own. Changes nothing by itself. Throws `invalid`: `no_secure_link`
 * (a shared number, a restricted chart), `proof_too_weak` (a proof these terms do not allow) or `nothing_to_hide`.
 */
export async function hideWords(tx: Tx, ctx: Ctx, about: About, asked: SecureLinkIn): Promise<Hidden> {
  const { patient, plan, content, zone } = about;
  const { conversationId, templateId } = about;
  const terms = await findTerms(tx, ctx, patient, plan, { conversationId, templateId });
  if (!terms.suggested) throw refused(terms.problem ?? "No link is possible here.", "no_secure_link");
  const proof = asked.proof ?? terms.suggested;
  if (!terms.proofs.includes(proof)) {
    const why =
      proof !== "portal" && terms.suggested === "portal"
        ? "Here only a portal sign-in proves something."
        : proof === "portal"
          ? "This patient has no portal sign-in yet. Invite them to the portal, or ask for the date of birth instead."
          : "There is no date of birth on file to ask for.";
    throw refused(why, "proof_too_weak");
  }
  const ways = OPEN_WAYS.filter((channel) => plan.includes(channel) && content[channel]);
  if (ways.length === 0)
    throw refused("Neither a text nor an email goes out by this plan.", "nothing_to_hide");
  const words = ways.map((channel) => {
    const body = content[channel]?.body ?? "";
    return {
      id: uuid(),
      channel,
      subject: content.EMAIL && channel === "EMAIL" ? content.EMAIL.subject : null,
      body,
    };
  });
  const start = Math.max(ctx.now.getTime(), about.scheduledAt?.getTime() ?? 0);
  const expiresAt = new Date(start + (asked.expiresInHours ?? DEFAULT_HOURS) * 3_600_000);
  const links = Object.fromEntries(words.map(({ channel, id }) => [channel, id]));
  const { restricted } = terms;
  const until = dayFor(expiresAt, zone, patient.language);
  const linkLength = linkTo("0", { publicUrl: env().publicUrl, secret: env().secret }).length;
  const from = { ...about.clinic, language: patient.language, until, restricted, linkLength };
  return { content: { ...neutralContent(content, links, from), proof }, words, proof, expiresAt };
}

function refused(problem: string, reason: string): AppError {
  return new AppError("invalid", problem, reason, { fields: [{ field: "secureLink", problem }] });
}

/** Stores the words behind their links, in the transaction that accepts the message. Of a code only its hash is kept. */
export async function mintLinks(tx: Tx, ctx: Ctx, messageId: string, hidden: Hidden): Promise<void> {
  const { secret } = env();
  await tx.secureMessage.createMany({
    data: hidden.words.map((line) => ({
      ...line,
      clinicId: ctx.clinicId,
      messageId,
      codeHash: hashOf(codeOf(line.id, secret)),
      proof: hidden.proof,
      createdAt: ctx.now,
      expiresAt: hidden.expiresAt,
    })),
  });
}
