import type { z } from "zod";
import { liftSuppression } from "@/lib/consents/commands";
import { liftable } from "@/lib/consents/lifting/rules";
import type { Lifted, LiftSuppression } from "@/lib/consents/lifting/schema";
import { askVendors } from "@/lib/consents/releasing/commands";
import { pauseAfter } from "@/lib/consents/releasing/rules";
import { authorOf, type Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import { write } from "@/lib/db/write";
import { holdAddresses } from "@/lib/delivery/addresses/commands";
import { lockUnderway } from "@/lib/delivery/closing/commands";
import { settle } from "@/lib/delivery/commands";
import { AppError, notFound } from "@/lib/errors";
import { recordChanges } from "@/lib/live/changes";
import { VendorRefusal } from "@/lib/providers/refusals";

/**
 * Opens an address again with a person's reason: at the vendor first, so that we never believe open what it drops, then
 * in our record, where it is audited; what waits is decided again. Throws `not_found`; 409 `patient_must_start` and
 * `patient_must_ask`; 503 `vendor_keeps_it`, and nothing is changed then. `waiting`: the vendor does not answer now, and a
 * job opens the address once it has.
 */
export async function liftByHand(
  ctx: Ctx,
  patientId: string,
  asked: LiftSuppression,
): Promise<z.input<typeof Lifted>> {
  const { clinicId } = ctx;
  const { channel, address, reason, why } = asked;
  await checkClosed(ctx, patientId, asked);
  const may = liftable(reason, channel);
  if (may === "never") {
    const words = "Only the patient opens this number again, by texting START.";
    throw new AppError("conflict", words, "patient_must_start");
  }
  if (may === "if_asked" && !asked.patientAsked) {
    const did = reason === "complaint" ? "marked our mail as spam" : "asked us to stop our mail";
    const words = `They ${did}. It is opened again only when they asked for it themselves.`;
    throw new AppError("conflict", words, "patient_must_ask");
  }
  const vendor = await leaveVendorsLists(ctx, asked);
  if (vendor === "waiting") {
    await askLater(ctx, patientId, asked);
    return { vendor };
  }
  await write(ctx, async (tx, audit) => {
    await holdAddresses(tx, ctx, [address]);
    const waiting = await lockUnderway(tx, ctx, [{ channel, address }]);
    const opening = { channel, address, reasons: [reason], source: "staff", why };
    if (!(await liftSuppression(tx, ctx, audit, opening))) throw notFound("suppression");
    if (reason === "hard_bounce")
      await tx.contactPoint.updateMany({
        where: { clinicId, value: address, health: "closed" },
        data: {
          health: "ok",
          healthReason: null,
          healthAt: ctx.now,
          softFailures: 0,
          lastConfirmedAt: ctx.now,
        },
      });
    await recordChanges(tx, ctx, [{ kind: "patient", subjectId: patientId }]);
    await settle(tx, ctx, waiting);
  });
  return { vendor };
}

/** That this patient has the address, and that it is closed for this reason. */
function checkClosed(
  ctx: Ctx,
  patientId: string,
  { channel, address, reason }: LiftSuppression,
): Promise<void> {
  const { clinicId } = ctx;
  return read(ctx, async (tx) => {
    const own = await tx.contactPoint.count({ where: { clinicId, patientId, value: address }, take: 1 });
    if (own === 0) throw notFound("contact point");
    const closed = { clinicId, channel, address, reason, endedAt: null };
    if ((await tx.suppression.count({ where: closed, take: 1 })) === 0) throw notFound("suppression");
  });
}

async function leaveVendorsLists(
  ctx: Ctx,
  { channel, address, reason }: LiftSuppression,
): Promise<"cleared" | "none" | "waiting"> {
  try {
    return (await askVendors(ctx, { channel, address, reasons: [reason] })) ? "cleared" : "none";
  } catch (cause) {
    if (!(cause instanceof VendorRefusal)) throw cause;
    if (cause.retry) return "waiting";
    const words =
      "The mail company did not take this address off its list. An admin can do it at the company.";
    throw new AppError("unavailable", words, "vendor_keeps_it", { retryAfterSeconds: 60 });
  }
}

/** The vendor did not answer now: a job asks it again, and opens the address when it has let go. */
async function askLater(ctx: Ctx, patientId: string, asked: LiftSuppression): Promise<void> {
  const { clinicId, now } = ctx;
  const { channel, address, reason, why } = asked;
  await write(ctx, async (tx, audit) => {
    const about = { reasons: [reason], why, askedBy: authorOf(ctx.actor).createdBy, askedAt: now };
    const row = { ...about, tries: 1, nextAt: new Date(now.getTime() + pauseAfter(1)), problem: "no answer" };
    const id = { clinicId, channel, address };
    await tx.vendorRelease.upsert({
      where: { clinicId_channel_address: id },
      create: { ...id, ...row },
      update: row,
    });
    audit({
      action: "contact.reopening_asked",
      subjectKind: "contact",
      patientId,
      fields: [channel],
      reason: why,
    });
    await recordChanges(tx, ctx, [{ kind: "patient", subjectId: patientId }]);
  });
}
