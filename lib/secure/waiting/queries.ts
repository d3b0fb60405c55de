import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import { codeOf } from "@/lib/delivery/link/rules";
import { env } from "@/lib/env";
import { zonesOf } from "@/lib/patients/zones/rules";
import { findShut } from "@/lib/representatives/queries";
import type { Acting } from "@/lib/representatives/schema";
import { dayFor, momentFor } from "@/lib/secure/days/rules";
import { AGAIN_MS } from "@/lib/secure/rules";
import type { LettersAbout, WaitingLetter } from "@/lib/secure/schema";

/** Links live for 30 days at most; more than this in one month wait for nobody. */
const MOST = 50;

/**
 * A patient's private messages that left us: those behind links that still open, and those opened so lately that they
 * may be read again. The newest first, each message once. A representative (`ctx`) gets those that open for them now.
 */
export function listWaiting(ctx: Ctx, patientId: string): Promise<WaitingLetter[]> {
  const { clinicId, now } = ctx;
  return read(ctx, async (tx) => {
    const again = new Date(now.getTime() - AGAIN_MS);
    const rows = await tx.secureMessage.findMany({
      where: {
        clinicId,
        lockedAt: null,
        message: { clinicId, patientId, status: { in: ["SENT", "DELIVERED"] } },
        OR: [{ openedAt: null, expiresAt: { gt: now } }, { openedAt: { gt: again } }],
      },
      include: {
        message: {
          select: { id: true, patientId: true, conversationId: true, templateId: true, createdAt: true },
        },
      },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: MOST,
    });
    const patient = await tx.patient.findFirstOrThrow({
      where: { clinicId, id: patientId },
      include: { contactPoints: true, clinic: { select: { timeZone: true } } },
    });
    const phones = patient.contactPoints
      .filter((point) => point.kind === "phone" && point.health !== "closed")
      .map((point) => point.value);
    const known = { ...patient, phones, clinicTimeZone: patient.clinic.timeZone };
    const zone = zonesOf(known, now).zones[0] ?? patient.clinic.timeZone;
    const opened = new Map(rows.filter((row) => row.openedAt).map((row) => [row.messageId, row.id]));
    const seen = new Set<string>();
    const { secret } = env();
    const shut =
      ctx.actor.kind === "representative"
        ? await findShut(
            tx,
            ctx,
            ctx.actor.id,
            rows.map(({ message }) => message),
          )
        : null;
    return rows.flatMap((row) => {
      if (shut && shut.get(row.messageId) !== null) return [];
      if (seen.has(row.messageId) || (opened.get(row.messageId) ?? row.id) !== row.id) return [];
      seen.add(row.messageId);
      return {
        code: codeOf(row.id, secret),
        written: momentFor(row.message.createdAt, zone, patient.language),
        until: row.openedAt ? null : dayFor(row.expiresAt, zone, patient.language),
      };
    });
  });
}

/** The same for a representative, patient by patient: those for whom they act now, whether anything waits or not. */
export async function listAbout(ctx: Ctx, people: readonly Acting[]): Promise<LettersAbout[]> {
  const about: LettersAbout[] = [];
  for (const { id, acts, patientId, firstName, lastName } of people) {
    if (!acts) continue;
    const letters = await listWaiting({ ...ctx, actor: { kind: "representative", id } }, patientId);
    about.push({ patientId, patientName: `${firstName} ${lastName}`.trim(), letters });
  }
  return about;
}
