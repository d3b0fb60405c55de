import type { z } from "zod";
import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import { env } from "@/lib/env";
import { hostOf, shortUrl } from "@/lib/links/rules";
import type { LinkView, PlannedLink, Shortened } from "@/lib/links/schema";
import { domestic } from "@/lib/secure/rules";

interface LinkRow {
  id: string;
  code: string | null;
  target: string;
  createdAt: Date;
  expiresAt: Date;
  clicks: number;
  scans: number;
  firstClickAt: Date | null;
}

/** The columns that `linkView` shows. */
export const LINK = {
  id: true,
  code: true,
  target: true,
  createdAt: true,
  expiresAt: true,
  clicks: true,
  scans: true,
  firstClickAt: true,
} as const;

export function linkView({ code, target, createdAt: _minted, ...own }: LinkRow): z.input<typeof LinkView> {
  return { ...own, target, host: hostOf(target), short: code && shortUrl(code, env().publicUrl) };
}

/** What a preview shows of links that are not stored. */
export const plannedLinks = ({ links }: Shortened): z.input<typeof PlannedLink>[] =>
  links.map(({ target, code }) => ({ target, host: hostOf(target), short: shortUrl(code, env().publicUrl) }));

/** Who tells a patient that a link has ended, and in which language. Restricted charts name no clinic. */
export function getFarewell(
  ctx: Ctx,
  messageId: string,
): Promise<{ language: "en" | "es"; clinicName: string | null; clinicPhone: string | null } | null> {
  return read(ctx, async (tx) => {
    const { clinicId } = ctx;
    const message = await tx.message.findFirst({
      where: { clinicId, id: messageId },
      select: { patient: { select: { id: true, language: true, clinic: true } } },
    });
    if (!message) return null;
    const { id: patientId, language, clinic } = message.patient;
    const label = await tx.restriction.findFirst({
      where: { clinicId, OR: [{ patientId }, { messageId }] },
      select: { id: true },
    });
    return {
      language: language.startsWith("es") ? "es" : "en",
      clinicName: label ? null : clinic.name,
      clinicPhone: label ? null : domestic(clinic.phone),
    };
  });
}
