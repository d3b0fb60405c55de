import { type Ports, systemCtx } from "@/lib/ctx";
import { touch } from "@/lib/db/touch";
import { wakeHeldBy } from "@/lib/waking/commands";

/** Messages that waited for the pass alone are looked at again now. */
export async function wakeWaiting(clinicId: string, ports: Ports): Promise<void> {
  const ctx = systemCtx(clinicId, "inbound-list", ports);
  await touch(ctx, (tx) => wakeHeldBy(tx, ctx, ["catching_up"]));
}
