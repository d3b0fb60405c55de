import { z } from "zod";
import { Instant } from "@/lib/http/instant";

/** What a patient calls themselves at the sign-in: a phone number or a mail address. */
const Name = z.string().trim().min(3).max(254);
/** NIST SP 800-63B 5.1.1.1 asks for 6 digits; longer ones are welcome. */
const Pin = z.string().regex(/^\d{6,12}$/, "6 to 12 digits.");

/** `POST /portal/sign-in/enter` */
export const SignIn = z.object({ name: Name, dateOfBirth: z.iso.date(), pin: z.string().max(40) });
export type SignIn = z.output<typeof SignIn>;

/** `POST /portal/join/enter`: takes an invitation by the code that the clinic gave in person. */
export const JoinByCode = z.object({
  code: z.string().max(40),
  dateOfBirth: z.iso.date(),
  name: Name,
  pin: Pin,
});
export type JoinByCode = z.output<typeof JoinByCode>;

/** `POST /portal/m/:code/join`: takes an invitation that came as a private message, in the tab that opened it. */
export const JoinByLink = z.object({
  reader: z.string().regex(/^[A-Za-z0-9_-]{20,64}$/),
  name: Name,
  pin: Pin,
});
export type JoinByLink = z.output<typeof JoinByLink>;

export const PortalStateName = z.enum(["none", "invited", "lapsed", "active", "ended"]);
export const InviteWay = z.enum(["code", "SMS", "EMAIL"]);
export type InviteWay = z.output<typeof InviteWay>;

/** How a patient's own sign-in stands, for staff. */
export const PortalState = z.object({
  /** `active`: the patient can sign in. `lapsed`: the invitation ran out. `ended`: closed, nobody can sign in. */
  state: PortalStateName,
  invitedAt: Instant.nullable(),
  invitedVia: InviteWay.nullable(),
  /** Until when the standing invitation can be taken; an active account may have one too (a forgotten PIN). */
  inviteEndsAt: Instant.nullable(),
  /** The phone or mail address the patient signs in with. */
  signInAs: z.string().nullable(),
  activatedAt: Instant.nullable(),
  lastSignInAt: Instant.nullable(),
  /** Too many wrong tries: nobody can sign in until then. */
  lockedUntil: Instant.nullable(),
  endedAt: Instant.nullable(),
  endedWhy: z.enum(["staff", "tries", "deceased"]).nullable(),
});
export type PortalState = z.output<typeof PortalState>;

/** `POST /api/v1/patients/:id/portal/revoke` */
export const RevokePortal = z.object({ reason: z.string().trim().min(3).max(300) });
export type RevokePortal = z.output<typeof RevokePortal>;

/** What the patient's own page shows first. */
export interface PortalHome {
  firstName: string;
  language: "en" | "es";
  clinicName: string;
  clinicPhone: string | null;
}
