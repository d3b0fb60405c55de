import { v7 as uuid } from "uuid";
import { liftSuppression, recordConsent, suppressContact } from "@/lib/consents/commands";
import { getConsents } from "@/lib/consents/ledger/queries";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { type Audit, write } from "@/lib/db/write";
import { holdAddresses } from "@/lib/delivery/addresses/commands";
import { type ClosedAddress, cancelForbidden, lockUnderway } from "@/lib/delivery/closing/commands";
import { settle } from "@/lib/delivery/commands";
import { AppError } from "@/lib/errors";
import { recordChanges } from "@/lib/live/changes";
import { getPreferences, type Holder } from "@/lib/unsubscribe/queries";
import { AGREED, marketingNow, type Source } from "@/lib/unsubscribe/rules";
import type { Choose, PageChannel, Preferences } from "@/lib/unsubscribe/schema";
import type { Category } from "@/prisma/generated/enums";

/**
 * One choice of the page, in force when this returns: what waits is decided again in the same transaction. Answers the
 * page as it then is. Throws `conflict` (`not_here`) for what this page may not turn on.
 */
export async function choose(ctx: Ctx, holder: Holder, choice: Choose): Promise<Preferences> {
  const { topic, channel, allowed } = choice;
  await write(ctx, async (tx, audit) => {
    const places = await placesOf(tx, ctx, holder, channel);
    await holdAddresses(
      tx,
      ctx,
      places.map(({ address }) => address),
    );
    audit({
      action: allowed ? "preferences.allowed" : "preferences.refused",
      subjectKind: "patient",
      subjectId: holder.patientId,
      patientId: holder.patientId,
      fields: [topic, channel],
    });
    if (topic === "all") await closeMail(tx, ctx, audit, holder, allowed);
    else if (topic === "marketing") {
      if (allowed) await agree(tx, ctx, audit, holder, channel, places);
      else await refuse(tx, ctx, audit, holder, channel, places, "preference_page");
    } else await prefer(tx, ctx, holder, { channel, category: topic, allowed }, places);
    await recordChanges(tx, ctx, [{ kind: "patient", subjectId: holder.patientId }]);
  });
  return getPreferences(ctx, holder);
}

/**
 * Ends marketing by mail to this address, as a mail program's button or a mail to the unsubscribe address asks. Doing it
 * again changes nothing. Everything else (reminders, answers) goes on.
 */
export async function unsubscribe(
  ctx: Ctx,
  holder: Holder,
  source: Exclude<Source, "preference_page">,
): Promise<void> {
  await write(ctx, async (tx, audit) => {
    const places = [{ channel: "EMAIL" as const, address: holder.address }];
    await holdAddresses(tx, ctx, [holder.address]);
    audit({
      action: "preferences.unsubscribed",
      subjectKind: "patient",
      subjectId: holder.patientId,
      patientId: holder.patientId,
      fields: [source],
    });
    await refuse(tx, ctx, audit, holder, "EMAIL", places, source);
    await recordChanges(tx, ctx, [{ kind: "patient", subjectId: holder.patientId }]);
  });
}

/** Where a choice about this way is felt: the link's own mailbox, or the patient's phones. */
async function placesOf(tx: Tx, ctx: Ctx, holder: Holder, channel: PageChannel): Promise<ClosedAddress[]> {
  if (channel === "EMAIL") return [{ channel, address: holder.address }];
  const phones = await tx.contactPoint.findMany({
    where: { clinicId: ctx.clinicId, patientId: holder.patientId, kind: "phone" },
    select: { value: true },
  });
  return phones.map(({ value }) => ({ channel, address: value }));
}

async function closeMail(tx: Tx, ctx: Ctx, audit: Audit, { address }: Holder, open: boolean): Promise<void> {
  const mail = { channel: "EMAIL" as const, address };
  if (!open) {
    const evidence = { by: "preference_page" };
    return suppressContact(tx, ctx, audit, { ...mail, reason: "unsubscribe", evidence });
  }
  await liftSuppression(tx, ctx, audit, { ...mail, reasons: ["unsubscribe"], source: "preference_page" });
  await settle(tx, ctx, await lockUnderway(tx, ctx, [mail]));
}

/** A mailbox says no for everybody who reads there; a phone's marketing is the patient's own. */
async function refuse(
  tx: Tx,
  ctx: Ctx,
  audit: Audit,
  holder: Holder,
  channel: PageChannel,
  places: ClosedAddress[],
  source: Source,
): Promise<void> {
  const mail = channel === "EMAIL";
  if (await needsNo(ctx, holder, channel)) {
    await recordConsent(tx, ctx, audit, {
      patientId: mail ? null : holder.patientId,
      purpose: "marketing",
      channel,
      address: mail ? holder.address : null,
      act: "revoke",
      source,
      evidence: { patientId: holder.patientId },
    });
  }
  await cancelForbidden(tx, ctx, await lockUnderway(tx, ctx, places));
}

async function agree(
  tx: Tx,
  ctx: Ctx,
  audit: Audit,
  holder: Holder,
  channel: PageChannel,
  places: ClosedAddress[],
): Promise<void> {
  const page = await getPreferences(ctx, holder);
  const now = page.choices.find((one) => one.topic === "marketing" && one.channel === channel);
  if (!now?.mayAllow) {
    const words = "News by text needs your agreement at the desk or on paper.";
    throw new AppError("conflict", words, "not_here");
  }
  if (!now.allowed) {
    await recordConsent(tx, ctx, audit, {
      patientId: holder.patientId,
      purpose: "marketing",
      channel,
      address: channel === "EMAIL" ? holder.address : null,
      act: "grant",
      source: "preference_page",
      disclosure: AGREED[page.language][channel](page.clinicName ?? "your clinic"),
    });
  }
  await settle(tx, ctx, await lockUnderway(tx, ctx, places));
}

/** Whether the ledger needs a line: nobody has said no yet, or a yes came after it. */
async function needsNo(ctx: Ctx, holder: Holder, channel: PageChannel): Promise<boolean> {
  const { standing } = await getConsents(ctx, holder.patientId, { limit: 1 });
  const lines = standing.map((line) => ({ ...line, at: new Date(line.at) }));
  const line = marketingNow(lines, channel, channel === "EMAIL" ? holder.address : null);
  return !line || line.granted;
}

async function prefer(
  tx: Tx,
  ctx: Ctx,
  { patientId }: Holder,
  { channel, category, allowed }: { channel: PageChannel; category: Category; allowed: boolean },
  places: ClosedAddress[],
): Promise<void> {
  const { clinicId, now: updatedAt } = ctx;
  const id = { clinicId, patientId, channel, category };
  await tx.preference.upsert({
    where: { clinicId_patientId_channel_category: id },
    create: { ...id, id: uuid(), allowed, updatedAt },
    update: { allowed, updatedAt },
  });
  await settle(tx, ctx, await lockUnderway(tx, ctx, places));
}
