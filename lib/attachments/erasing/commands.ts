import { type Fetched, listFetched } from "@/lib/attachments/erasing/queries";
import { GIVE_UP_MS, pauseAfter } from "@/lib/attachments/fetching/rules";
import { type Ctx, later, type Ports, systemCtx } from "@/lib/ctx";
import { write } from "@/lib/db/write";
import { listClinicIds } from "@/lib/delivery/clinics/queries";
import { log } from "@/lib/log";
import { VendorRefusal } from "@/lib/providers/refusals";

const AT_ONCE = 10;

// Only a pace: a process that starts anew asks once more at once, and what is gone already is gone.
const resting = new Map<string, { tries: number; until: number }>();

/**
 * Removes at the vendor what a patient texted us, once every picture of it is kept here. The address of a picture stays
 * in its row until the vendor has agreed, so that a crash in between only asks again. A vendor that will not is asked at
 * growing pauses for a day, and then it is logged. True when there may be more at once.
 */
export async function eraseFetched(ports: Ports, clinicId?: string): Promise<boolean> {
  const now = ports.clock().getTime();
  const asleep = [...resting].flatMap(([id, { until }]) => (until > now ? [id] : []));
  let more = false;
  for (const id of clinicId ? [clinicId] : await listClinicIds()) {
    const ctx = systemCtx(id, "erase", ports);
    const fetched = await listFetched(ctx, asleep, AT_ONCE);
    for (const one of fetched) await eraseOne(ctx, one);
    more ||= fetched.length === AT_ONCE;
  }
  return more;
}

async function eraseOne(ctx: Ctx, one: Fetched): Promise<void> {
  const { messageId, ref, provider, at } = one;
  const able = Object.values(ctx.ports.providers).filter(({ fetchMedia, erase }) => fetchMedia && erase);
  // A number that has changed hands since is unknown: then whoever holds pictures is asked.
  const vendor = able.find(({ name }) => name === provider) ?? (provider === null ? able[0] : undefined);
  try {
    await vendor?.erase?.(ref);
  } catch (cause) {
    const { now } = later(ctx);
    const refused = cause instanceof VendorRefusal && !cause.retry;
    if (!refused && now.getTime() < at.getTime() + GIVE_UP_MS) {
      const tries = (resting.get(messageId)?.tries ?? 0) + 1;
      resting.set(messageId, { tries, until: now.getTime() + pauseAfter(tries) });
      return;
    }
    log.error("media.not_erased", cause, { message: messageId, provider: vendor?.name ?? "none" });
  }
  resting.delete(messageId);
  await write(ctx, async (tx, audit) => {
    audit.fact();
    await tx.attachment.updateMany({
      where: { clinicId: ctx.clinicId, messageId, size: { gt: 0 }, vendorUrl: { not: null } },
      data: { vendorUrl: null },
    });
  });
}
