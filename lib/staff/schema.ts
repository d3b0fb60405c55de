import { z } from "zod";
import { PERMISSIONS } from "@/lib/auth/permissions";
import { Instant } from "@/lib/http/instant";
import { StaffRole } from "@/prisma/generated/enums";

/** What a role is called on screens. */
export const ROLE_NAMES: Record<StaffRole, string> = {
  front_desk: "Front desk",
  clinician: "Clinician",
  admin: "Admin",
  privacy_officer: "Privacy officer",
};

/** When this session ends: without a sign of life at `idleAt`, whatever happens at `expiresAt`. */
export const SessionTimes = z.object({ idleAt: Instant, expiresAt: Instant });

export const MeSchema = z.object({
  kind: z.enum(["staff", "key"]),
  id: z.uuid(),
  name: z.string(),
  role: z.enum(StaffRole).nullable(),
  roleName: z.string(),
  clinic: z.object({ id: z.uuid(), name: z.string(), timeZone: z.string(), phone: z.string().nullable() }),
  permissions: z.array(z.enum(PERMISSIONS)),
  /** Null for an API key: it has no session. */
  session: SessionTimes.nullable(),
});
export type Me = z.output<typeof MeSchema>;
