import { putAppointments } from "@/lib/appointments/commands";
import { listAppointments } from "@/lib/appointments/queries";
import { AppointmentPage, ListAppointments, PutAnswer, PutAppointments } from "@/lib/appointments/schema";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    permission: "patient.read",
    summary: "List visits",
    query: ListAppointments,
    returns: AppointmentPage,
  },
  (ctx, { query }) => listAppointments(ctx, query),
);

export const PUT = route(
  {
    permission: "appointment.write",
    summary: "Take over up to 500 visits from the practice system",
    body: PutAppointments,
    returns: PutAnswer,
  },
  (ctx, { body }) => putAppointments(ctx, body),
);
