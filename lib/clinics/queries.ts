import { type Policy, policyOf } from "@/lib/clinics/schema";
import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import { notFound } from "@/lib/errors";

/** The clinic's own choices, with the defaults where it made none. */
export async function getPolicy(ctx: Ctx): Promise<Policy> {
  const row = await read(ctx, (tx) =>
    tx.clinic.findUnique({ where: { id: ctx.clinicId }, select: { settings: true } }),
  );
  if (!row) throw notFound("clinic");
  return policyOf(row.settings);
}

/** Name, zone and phone of the clinic that this context belongs to. */
export async function getClinic(ctx: Ctx) {
  const [row] = await read(
    ctx,
    (tx) => tx.$queryRaw<{ id: string; name: string; timeZone: string; phone: string | null }[]>`
      SELECT id, name, "timeZone", phone FROM "Clinic" WHERE id = ${ctx.clinicId}::uuid`,
  );
  if (!row) throw notFound("clinic");
  return row;
}
