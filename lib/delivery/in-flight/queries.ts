import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import { UNKNOWN_AFTER_MS } from "@/lib/delivery/rules/attempt";

const POLL_MS = 50;

/** Whether an attempt to this address is under way: claimed, and neither answered, released nor already unknown. */
export async function isInFlight(ctx: Ctx, address: string): Promise<boolean> {
  const { clinicId, ports } = ctx;
  const found = await read(ctx, (tx) =>
    tx.messageDelivery.findFirst({
      where: {
        clinicId,
        toAddress: address,
        outcome: null,
        status: "PENDING",
        claimedAt: { gt: new Date(ports.clock().getTime() - UNKNOWN_AFTER_MS) },
      },
      select: { id: true },
    }),
  );
  return found !== null;
}

/** Resolves when nothing is under way to this address any more, and after `mostMs` at the latest. */
export async function untilAnswered(ctx: Ctx, address: string, mostMs: number): Promise<void> {
  const end = performance.now() + mostMs;
  while (performance.now() < end && (await isInFlight(ctx, address))) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
