import { type Claim, claimBulk } from "@/lib/bulk/claim/commands";
import { expandNext } from "@/lib/bulk/expansion/commands";
import { cancelNext } from "@/lib/bulk/halting/commands";
import { foldBulk } from "@/lib/bulk/progress/commands";
import { type Ctx, type Ports, systemCtx } from "@/lib/ctx";

/** How long one turn may expand before progress is told and another bulk has its turn. */
const TURN_MS = 1_000;

/**
 * One turn at a bulk: some of its lines become messages, or are taken back, and its progress is told. Answers whether
 * one was due; the runner calls again at once, since the next may have more to do. Killed at any point, the next turn goes on after the lease.
 * Serves every clinic, or the one it is given.
 */
export async function runBulks(ports: Ports, clinicId: string | null = null): Promise<boolean> {
  const taken = await claimBulk(ports.clock(), clinicId);
  if (!taken) return false;
  const ctx = () => systemCtx(taken.clinicId, "bulk", ports);
  await turn(ctx, taken, ports.clock().getTime() + TURN_MS);
  await foldBulk(ctx(), taken.id);
  return true;
}

async function turn(ctx: () => Ctx, { id, status }: Claim, until: number): Promise<void> {
  const isTime = () => ctx().now.getTime() < until;
  if (status === "cancelling") while (await cancelNext(ctx(), id)) if (!isTime()) return;
  if (status === "running") while ((await expandNext(ctx(), id)) > 0) if (!isTime()) return;
}
