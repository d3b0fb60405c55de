import type { z } from "zod";
import type { Ctx } from "@/lib/ctx";
import { write } from "@/lib/db/write";
import { endUnderway, lockUnderway } from "@/lib/deaths/underway/commands";
import { changePatient } from "@/lib/patients/commands";
import type { PatientDetail, UpdatePatient } from "@/lib/patients/schema";

/**
 * Changes a patient, and cancels what is underway when "do not contact" is among the changes; taking it back later
 * revives nothing. Throws what `updatePatient` throws.
 */
export function changeChart(
  ctx: Ctx,
  id: string,
  input: UpdatePatient,
): Promise<z.input<typeof PatientDetail>> {
  return write(ctx, async (tx, audit) => {
    // Messages before the patient: the order in which everyone locks.
    const underway = input.doNotContact ? await lockUnderway(tx, ctx, id) : [];
    const changed = await changePatient(tx, ctx, audit, id, input);
    await endUnderway(tx, ctx, underway, "do_not_contact");
    return changed;
  });
}
