import { z } from "zod";
import { Instant, InstantIn, PageQuery, pageSchema } from "@/lib/http/instant";

export const APPOINTMENT_STATUSES = [
  "booked",
  "confirmed",
  "arrived",
  "fulfilled",
  "cancelled",
  "noshow",
] as const;

const Appointment = z
  .object({
    /** The practice system's own id: the key of the upsert. */
    externalId: z.string().trim().min(1).max(100),
    /** The patient, by our id or by the practice system's. */
    patientId: z.uuid().optional(),
    patientExternalId: z.string().trim().min(1).max(100).optional(),
    startsAt: InstantIn,
    /** Who the visit is with, as patients know them. */
    provider: z.string().trim().min(1).max(100),
    location: z.string().trim().max(200).nullish(),
    status: z.enum(APPOINTMENT_STATUSES).default("booked"),
  })
  .refine((one) => Boolean(one.patientId) !== Boolean(one.patientExternalId), {
    message: "Name the patient by patientId or by patientExternalId.",
    path: ["patientId"],
  });
export type AppointmentIn = z.output<typeof Appointment>;

/** Visits taken over at once. */
export const MOST_APPOINTMENTS = 500;
const most = MOST_APPOINTMENTS;
/** `PUT /api/v1/appointments`: one, a list, or `{ items }`; at most 500, all or nothing. */
export const PutAppointments = z
  .union([
    z.object({ items: z.array(Appointment).min(1).max(most) }),
    z.array(Appointment).min(1).max(most),
    Appointment,
  ])
  .transform((given) => ("items" in given ? given.items : Array.isArray(given) ? given : [given]));

export const AppointmentSchema = z.object({
  id: z.uuid(),
  externalId: z.string(),
  patientId: z.uuid(),
  startsAt: Instant,
  provider: z.string(),
  location: z.string().nullable(),
  status: z.string(),
  updatedAt: Instant,
});
export const PutAnswer = z.object({
  created: z.number(),
  updated: z.number(),
  items: z.array(AppointmentSchema),
});

/** Newest first; `from` and `until` bound the start. */
export const ListAppointments = PageQuery.extend({
  patientId: z.uuid().optional(),
  from: InstantIn.optional(),
  until: InstantIn.optional(),
});
export type ListAppointments = z.output<typeof ListAppointments>;
export const AppointmentPage = pageSchema(AppointmentSchema);
