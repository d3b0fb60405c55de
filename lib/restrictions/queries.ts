import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import type { Tx } from "@/lib/db/transaction";
import { versionOf } from "@/lib/db/version";
import { notFound } from "@/lib/errors";
import type { Labels } from "@/lib/restrictions/schema";

/** Whose labels: a patient's chart, or one conversation alone. */
export type Target = { patientId: string } | { conversationId: string };

/** What is restricted about a patient or a conversation. Throws `not_found`. */
export function getLabels(ctx: Ctx, target: Target): Promise<Labels> {
  return read(ctx, async (tx) => {
    await findHolder(tx, ctx, target);
    return findLabels(tx, ctx, target);
  });
}

export async function findLabels(tx: Tx, { clinicId }: Ctx, target: Target): Promise<Labels> {
  const rows = await tx.restriction.findMany({ where: { clinicId, ...target }, select: { label: true } });
  const labels = [...new Set(rows.map(({ label }) => label))].sort();
  return { labels, version: versionOf(labels) };
}

/** The patient it is about. Throws `not_found` where there is no such chart or conversation in this clinic. */
export async function findHolder(tx: Tx, { clinicId }: Ctx, target: Target): Promise<string> {
  if ("patientId" in target) {
    const patient = await tx.patient.findFirst({
      where: { clinicId, id: target.patientId },
      select: { id: true },
    });
    if (!patient) throw notFound("patient");
    return patient.id;
  }
  const conversation = await tx.conversation.findFirst({
    where: { clinicId, id: target.conversationId },
    select: { patientId: true },
  });
  if (!conversation) throw notFound("conversation");
  return conversation.patientId;
}
