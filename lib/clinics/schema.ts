import { z } from "zod";

const HourMinute = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

const Opening = z.object({
  /** ISO weekdays: 1 is Monday. */
  days: z.array(z.number().int().min(1).max(7)).min(1),
  from: HourMinute,
  to: HourMinute,
});

/**
 * The clinic's choices within safe limits. Texts between 8 AM and 9 PM of the patient are the outer limit of the law
 * (47 CFR 64.1200(c)(1)): a clinic may only narrow it.
 */
export const ClinicSettings = z.object({
  quietHours: z
    .object({
      /** First and last instant of the day at which a text may go, in the patient's local time. */
      from: HourMinute.refine((value) => value >= "08:00"),
      to: HourMinute.refine((value) => value <= "21:00"),
    })
    .default({ from: "08:00", to: "21:00" }),
  /** Messages a patient may get from us on one of their days, over all channels. */
  dailyCap: z.number().int().min(1).max(10).default(10),
  opening: z.array(Opening).default([{ days: [1, 2, 3, 4, 5], from: "08:00", to: "17:00" }]),
});
export type ClinicSettings = z.output<typeof ClinicSettings>;

export const ClinicSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  timeZone: z.string(),
  phone: z.string().nullable(),
});
export type ClinicView = z.output<typeof ClinicSchema>;
