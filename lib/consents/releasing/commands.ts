import { liftSuppression } from "@/lib/consents/commands";
import { listReleases } from "@/lib/consents/releasing/queries";
import { BOUNCED, pauseAfter } from "@/lib/consents/releasing/rules";
import { type Ctx, later } from "@/lib/ctx";
import { touch } from "@/lib/db/touch";
import type { Tx } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { holdAddresses } from "@/lib/delivery/addresses/commands";
import { lockUnderway } from "@/lib/delivery/closing/commands";
import { settle } from "@/lib/delivery/commands";
import { recordChanges } from "@/lib/live/changes";
import { log } from "@/lib/log";
import { VendorRefusal } from "@/lib/providers/refusals";
import type { ContactKind, SuppressionReason } from "@/prisma/generated/enums";

const AT_ONCE = 10;
const KIND: Partial<Record<string, ContactKind>> = { SMS: "phone", EMAIL: "email" };

type Release = Awaited<ReturnType<typeof listReleases>>[number];

/**
 * Background job of one clinic: asks vendors to take addresses off their lists that a person opened again, and then opens
 * them here; what waits is decided again. A vendor that does not answer is asked at growing pauses. True: maybe more.
 */
export async function releaseAddresses(ctx: Ctx): Promise<boolean> {
  const due = await listReleases(ctx, AT_ONCE);
  for (const one of due) await releaseOne(ctx, one);
  return due.length === AT_ONCE;
}

async function releaseOne(ctx: Ctx, one: Release): Promise<void> {
  try {
    await askVendors(ctx, one);
  } catch (cause) {
    const problem = cause instanceof VendorRefusal ? cause.code : "bug";
    log.error("vendor.not_released", cause, { channel: one.channel, answer: problem, tries: one.tries + 1 });
    return waitLonger(later(ctx), one, problem);
  }
  await open(later(ctx), one);
}

/** Takes an address off the lists of every vendor that keeps some. Throws `VendorRefusal`. Answers whether any does. */
export async function askVendors(
  ctx: Ctx,
  {
    channel,
    address,
    reasons,
  }: Pick<Release, "channel" | "address"> & { reasons: readonly SuppressionReason[] },
): Promise<boolean> {
  const keepers = Object.values(ctx.ports.providers).filter((one) => one.channel === channel && one.reopen);
  // What tells of a dead mailbox takes nothing back that the patient said to the vendor.
  const lists = reasons.every((reason) => BOUNCED.includes(reason)) ? "bounces" : "all";
  for (const provider of keepers) await provider.reopen?.(address, lists);
  return keepers.length > 0;
}

async function waitLonger(ctx: Ctx, one: Release, problem: string): Promise<void> {
  const { clinicId, channel, address } = one;
  const tries = one.tries + 1;
  const nextAt = new Date(ctx.now.getTime() + pauseAfter(tries));
  await touch(ctx, async (tx) => {
    const where = { clinicId, channel, address, askedAt: one.askedAt };
    await tx.vendorRelease.updateMany({ where, data: { tries, nextAt, problem } });
    await tellCharts(tx, ctx, one);
  });
}

async function open(ctx: Ctx, one: Release): Promise<void> {
  const { clinicId, channel, address, reasons, why } = one;
  await write(ctx, async (tx, audit) => {
    audit.fact();
    await holdAddresses(tx, ctx, [address]);
    const waiting = await lockUnderway(tx, ctx, [{ channel, address }]);
    const { count } = await tx.vendorRelease.deleteMany({
      where: { clinicId, channel, address, askedAt: one.askedAt },
    });
    // Another runner was faster, or somebody asked anew.
    if (count === 0) return;
    const opening = { channel, address, reasons, source: "staff", at: one.askedAt, why };
    await liftSuppression(tx, ctx, audit, opening);
    const kind = KIND[channel];
    if (kind && reasons.includes("hard_bounce")) {
      const healthy = { health: "ok", healthReason: null, healthAt: ctx.now, softFailures: 0 } as const;
      await tx.contactPoint.updateMany({
        where: { clinicId, kind, value: address, health: "closed" },
        data: { ...healthy, lastConfirmedAt: ctx.now },
      });
      audit({ action: "contact.reopened", subjectKind: "contact", fields: [channel], reason: why });
    }
    await tellCharts(tx, ctx, one);
    await settle(tx, ctx, waiting);
  });
}

async function tellCharts(tx: Tx, ctx: Ctx, { address }: Release): Promise<void> {
  const charts = await tx.contactPoint.findMany({
    where: { clinicId: ctx.clinicId, value: address },
    select: { patientId: true },
    take: 50,
  });
  await recordChanges(
    tx,
    ctx,
    charts.map(({ patientId }) => ({ kind: "patient", subjectId: patientId })),
  );
}
