import type { z } from "zod";
import { recordOpening } from "@/lib/audit/commands";
import { ContactHours } from "@/lib/clinics/hours/schema";
import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import { versionOf } from "@/lib/db/version";
import { notFound } from "@/lib/errors";
import type { Reach } from "@/lib/reach/schema";

/** How, when and through whom a patient is reached. The reading is audited. Throws `not_found`. */
export async function getReach(ctx: Ctx, patientId: string): Promise<z.input<typeof Reach>> {
  const reach = await findReach(ctx, patientId);
  await recordOpening(ctx, {
    action: "patient.opened",
    subjectKind: "patient",
    subjectId: patientId,
    patientId,
  });
  return reach;
}

/** The same for a caller that audits the reading itself. Throws `not_found`. */
export function findReach(ctx: Ctx, patientId: string): Promise<z.input<typeof Reach>> {
  return read(ctx, async (tx) => {
    const patient = await tx.patient.findUnique({
      where: { clinicId_id: { clinicId: ctx.clinicId, id: patientId } },
      select: {
        channelOrder: true,
        preferences: {
          where: { allowed: false },
          select: { channel: true, category: true },
          orderBy: [{ channel: "asc" }, { category: "asc" }],
        },
        instructions: { where: { endedAt: null }, orderBy: { createdAt: "desc" }, take: 1 },
        related: {
          include: { contactPoints: { select: { id: true }, orderBy: { id: "asc" } } },
          orderBy: { id: "asc" },
        },
      },
    });
    if (!patient) throw notFound("patient");
    const [asked] = patient.instructions;
    const { channelOrder, preferences: refused } = patient;
    return {
      versions: { preferences: versionOf([channelOrder, refused]), instruction: versionOf(asked ?? null) },
      channelOrder,
      refused,
      instruction: asked
        ? {
            contactPointIds: asked.contactPointIds,
            hours: ContactHours.parse(asked.hours ?? []),
            noNames: asked.noNames,
            note: asked.note,
            since: asked.createdAt,
          }
        : null,
      related: patient.related.map(({ contactPoints, accountId: _account, ...person }) => {
        const known = { ...person, contactPointIds: contactPoints.map(({ id }) => id) };
        return { ...known, version: versionOf(known) };
      }),
    };
  });
}
