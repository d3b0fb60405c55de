import type { z } from "zod";
import type { AppointmentPage, ListAppointments } from "@/lib/appointments/schema";
import type { Ctx } from "@/lib/ctx";
import { decodeCursor, pageOf } from "@/lib/db/cursor";
import { read } from "@/lib/db/read";

/** A patient's visits, or the clinic's, newest start first. */
export function listAppointments(
  ctx: Ctx,
  query: ListAppointments,
): Promise<z.input<typeof AppointmentPage>> {
  const place = decodeCursor(query.cursor);
  return read(ctx, async (tx) => {
    const rows = await tx.appointment.findMany({
      where: {
        clinicId: ctx.clinicId,
        ...(query.patientId ? { patientId: query.patientId } : {}),
        startsAt: {
          ...(query.from ? { gte: query.from } : {}),
          ...(query.until ? { lt: query.until } : {}),
        },
        ...(place
          ? { OR: [{ startsAt: { lt: place.at } }, { startsAt: place.at, id: { lt: place.id } }] }
          : {}),
      },
      orderBy: [{ startsAt: "desc" }, { id: "desc" }],
      take: query.limit + 1,
    });
    return pageOf(rows, query.limit, (row) => ({ at: row.startsAt, id: row.id }));
  });
}
