import type { z } from "zod";
import { PERMISSIONS, type Permission, permissionsOf } from "@/lib/auth/permissions";
import { IDLE_MS } from "@/lib/auth/rules";
import { getClinic } from "@/lib/clinics/queries";
import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import { notFound } from "@/lib/errors";
import { type MeSchema, ROLE_NAMES } from "@/lib/staff/schema";

/** Who this is, where, and what they may do. Throws `not_found` for actors that are neither staff nor a key. */
export async function whoAmI(ctx: Ctx): Promise<z.input<typeof MeSchema>> {
  const { actor, clinicId } = ctx;
  const clinic = await getClinic(ctx);
  if (actor.kind === "staff") {
    const [staff, session] = await read(ctx, async (tx) => [
      await tx.staff.findFirst({ where: { id: actor.id, clinicId } }),
      await tx.session.findFirst({ where: { id: actor.sessionId, clinicId } }),
    ]);
    if (!staff) throw notFound("person");
    return {
      kind: "staff",
      id: staff.id,
      name: staff.name,
      role: staff.role,
      roleName: ROLE_NAMES[staff.role],
      clinic,
      permissions: known(permissionsOf(staff.role)),
      session: session && {
        idleAt: new Date(session.lastSeenAt.getTime() + IDLE_MS),
        expiresAt: session.expiresAt,
      },
    };
  }
  if (actor.kind !== "key") throw notFound("person");
  const key = await read(ctx, (tx) => tx.apiKey.findFirst({ where: { id: actor.id, clinicId } }));
  if (!key) throw notFound("key");
  const { id, name } = key;
  const permissions = known(actor.scopes);
  return { kind: "key", id, name, role: null, roleName: "API key", clinic, permissions, session: null };
}

/** In the order of the list, so that answers compare. */
function known(held: readonly Permission[]): Permission[] {
  return PERMISSIONS.filter((permission) => held.includes(permission));
}

/** When the caller's session ends. Null for an API key. */
export async function getSessionTimes(ctx: Ctx) {
  return (await whoAmI(ctx)).session;
}
