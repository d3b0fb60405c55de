import type { z } from "zod";
import { putAppointments } from "@/lib/appointments/commands";
import { fieldOf, readVisits, refused } from "@/lib/appointments/reading/rules";
import type { PutAnswer } from "@/lib/appointments/schema";
import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import { AppError } from "@/lib/errors";

/**
 * Takes over visits from a list, all or nothing. Throws `invalid` with the row and the column of each cell that is wrong,
 * or whose patient is unknown.
 */
export async function putVisits(ctx: Ctx, bytes: Uint8Array): Promise<z.input<typeof PutAnswer>> {
  const { timeZone } = await read(ctx, (tx) =>
    tx.clinic.findUniqueOrThrow({ where: { id: ctx.clinicId }, select: { timeZone: true } }),
  );
  const visits = readVisits(bytes, timeZone);
  try {
    return await putAppointments(
      ctx,
      visits.map(({ visit }) => visit),
    );
  } catch (cause) {
    if (!(cause instanceof AppError) || cause.reason !== "bad_items") throw cause;
    throw refused(
      (cause.details.fields ?? []).map(({ field, problem }) => {
        const [, at = "", name = ""] = field.split(".");
        const column = name === "externalId" ? "id" : "patient";
        return { field: fieldOf(visits[Number(at)]?.row ?? 0, column), problem };
      }),
    );
  }
}
