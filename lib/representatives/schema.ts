import { z } from "zod";
import { PortalState } from "@/lib/portal/schema";

/** How the sign-in of somebody who acts for a patient stands, for staff. */
export const Representative = PortalState.extend({
  relatedPersonId: z.uuid(),
  name: z.string(),
  /** Why they cannot be given one now, or why theirs opens nothing; null: all is well. */
  problem: z.string().nullable(),
  /** Names of the other patients whose messages the same sign-in opens. */
  alsoFor: z.array(z.string()),
  /** Somebody of the same name and number signs in already, for other patients. Null: nobody. */
  known: z.object({ relatedPersonId: z.uuid(), forPatients: z.array(z.string()) }).nullable(),
});
export type Representative = z.output<typeof Representative>;

export const PersonId = z.object({ id: z.uuid(), personId: z.uuid() });

/** `GET /api/v1/patients/:id/portal/representatives`: everybody who acts or acted for the patient. */
export const Representatives = z.object({ items: z.array(Representative) });
export type Representatives = z.output<typeof Representatives>;

/** `POST /api/v1/patients/:id/portal/representatives/:personId/invite` */
export const InviteRepresentative = z.object({
  /** How staff made sure who stands before them ("photo ID"): the code is given in person. */
  checked: z.string().trim().min(3).max(200),
  /** The related person of another chart who is the same: no code, their sign-in opens this patient's messages too. */
  sameAs: z.uuid().optional(),
});
export type InviteRepresentative = z.output<typeof InviteRepresentative>;

/** The answer holds the code this once; null where a sign-in they have was extended. */
export const InvitedRepresentative = Representative.extend({ code: z.string().nullable() });
export type InvitedRepresentative = z.output<typeof InvitedRepresentative>;

/** One patient for whom somebody who signed in may act. */
export interface Acting {
  /** The person in that patient's chart. */
  id: string;
  name: string;
  patientId: string;
  firstName: string;
  lastName: string;
  /** YYYY-MM-DD */
  dateOfBirth: string | null;
  /** They stand for the patient at this moment. */
  acts: boolean;
}
