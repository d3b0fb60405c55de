import type { z } from "zod";
import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import type { Tx } from "@/lib/db/transaction";
import { notFound } from "@/lib/errors";
import { waysOf } from "@/lib/invitations/rules";
import type { PortalView } from "@/lib/invitations/schema";
import { findPortal } from "@/lib/portal/queries";

/** How a patient's own sign-in stands and how an invitation could go. Throws `not_found`. */
export function getPortalView(ctx: Ctx, patientId: string): Promise<z.input<typeof PortalView>> {
  return read(ctx, (tx) => findPortalView(tx, ctx, patientId));
}

export async function findPortalView(tx: Tx, ctx: Ctx, id: string): Promise<z.input<typeof PortalView>> {
  const { clinicId } = ctx;
  const patient = await tx.patient.findFirst({
    where: { clinicId, id, kind: "person" },
    include: {
      contactPoints: { orderBy: [{ createdAt: "asc" }, { id: "asc" }] },
      labels: { select: { id: true }, take: 1 },
    },
  });
  if (!patient) throw notFound("patient");
  const others = await tx.contactPoint.findMany({
    where: {
      clinicId,
      kind: { in: ["phone", "email"] },
      value: { in: patient.contactPoints.map(({ value }) => value) },
      patientId: { not: id },
      patient: { mergedIntoId: null },
    },
    select: { value: true },
    distinct: ["value"],
  });
  const shared = new Set(others.map(({ value }) => value));
  const ways = waysOf({
    hasBirthDate: patient.dateOfBirth !== null,
    deceased: patient.deceasedAt !== null,
    restricted: patient.labels.length > 0,
    points: patient.contactPoints.map((point) => ({
      ...point,
      shared: shared.has(point.value),
      ofOther: point.relatedPersonId !== null,
    })),
  });
  return { ...(await findPortal(tx, ctx, id)), ways };
}
