import { z } from "zod";
import { InviteWay, PortalState } from "@/lib/portal/schema";

/** `POST /api/v1/patients/:id/portal/invite` */
export const InvitePatient = z
  .object({
    way: InviteWay,
    /** How staff made sure who stands before them ("photo ID"). Needed for a code, which is given in person. */
    checked: z.string().trim().min(3).max(200).optional(),
  })
  .refine(({ way, checked }) => way !== "code" || checked !== undefined, {
    message: "Say how you checked who this is.",
    path: ["checked"],
  });
export type InvitePatient = z.output<typeof InvitePatient>;

/** How the patient's sign-in stands, and by which ways an invitation proves that it reached the patient alone. */
export const PortalView = PortalState.extend({
  ways: z.array(
    z.object({
      way: InviteWay,
      /** The number or address it would go to; null for a code. */
      to: z.string().nullable(),
      /** Why not this way, for staff; null: it is open. */
      problem: z.string().nullable(),
    }),
  ),
});
export type PortalView = z.output<typeof PortalView>;

/** `POST /api/v1/patients/:id/portal/invite` answers the code this once; null when a link went out. */
export const Invited = PortalView.extend({ code: z.string().nullable() });
export type Invited = z.output<typeof Invited>;
