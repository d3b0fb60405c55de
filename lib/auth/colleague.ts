import { type Ctx, mintCtx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import { env } from "@/lib/env";
import { notFound } from "@/lib/errors";

/**
 * The same request as another person of the same clinic, for the demo's *Play a colleague*. Throws `not_found` outside
 * the demo, for strangers and for people who may no longer sign in.
 */
export async function asColleague(ctx: Ctx, staffId: string): Promise<Ctx> {
  const { clinicId, actor, ports, requestId } = ctx;
  if (!env().demo || actor.kind !== "staff") throw notFound("page");
  const colleague = await read(ctx, (tx) =>
    tx.staff.findFirst({
      where: { clinicId, id: staffId, disabledAt: null },
      select: { id: true, role: true },
    }),
  );
  if (!colleague) throw notFound("colleague");
  const { sessionId } = actor;
  return mintCtx(clinicId, { kind: "staff", ...colleague, sessionId }, ports, requestId);
}
