import { v7 as uuid } from "uuid";
import { endFirst, withoutHad } from "@/lib/bulk/again/commands";
import { type Judged, judge, plannedFor } from "@/lib/bulk/checking/queries";
import { type Ready, renderAll } from "@/lib/bulk/judging/queries";
import { withoutMerged, withoutSaid, withoutUnfit } from "@/lib/bulk/meanwhile/queries";
import { loadPeople } from "@/lib/bulk/people/queries";
import { type Wording, wordingOf } from "@/lib/bulk/rendering/queries";
import { readBulk } from "@/lib/bulk/row/queries";
import { openHomes } from "@/lib/bulk/threads/commands";
import { authorOf, type Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { queueCrowd, standingOf } from "@/lib/delivery/crowd/commands";
import { mintShortLinks } from "@/lib/links/commands";
import { recordChanges } from "@/lib/live/changes";
import type { Bulk } from "@/prisma/generated/client";
import type { Channel } from "@/prisma/generated/enums";

/** Lines per transaction: half a second of work, and what a crash makes us do again. */
const BATCH = 500;

interface Line {
  number: number;
  patientId: string;
  variables: Record<string, string>;
  replaces: string | null;
}

/**
 * Turns the next lines of a running bulk into messages, or leaves them out with the reason, in one transaction; fewer
 * at once of long mails. Lines that another runner has locked are passed by. Answers how many it looked at; 0: there are none left.
 */
export function expandNext(ctx: Ctx, bulkId: string): Promise<number> {
  const { clinicId } = ctx;
  return write(ctx, async (tx, audit) => {
    audit.fact();
    // Shared with other expansions, against a pause or a cancel that is being written.
    const [running] = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM "Bulk" WHERE "clinicId" = ${clinicId}::uuid AND id = ${bulkId}::uuid AND status = 'running' FOR SHARE`;
    const bulk = running ? await tx.bulk.findFirst({ where: { clinicId, id: bulkId } }) : null;
    if (!bulk) return 0;
    const wording = await wordingOf(tx, ctx, readBulk(bulk).said);
    const lines = await tx.$queryRaw<Line[]>`
      SELECT number, "patientId", variables, replaces FROM "BulkRecipient"
      WHERE "clinicId" = ${clinicId}::uuid AND "bulkId" = ${bulkId}::uuid AND state = 'waiting'
      ORDER BY number LIMIT ${Math.min(BATCH, wording.part)} FOR UPDATE SKIP LOCKED`;
    if (lines.length > 0) await expand(tx, ctx, bulk, wording, lines);
    return lines.length;
  });
}

async function expand(tx: Tx, ctx: Ctx, bulk: Bulk, wording: Wording, lines: readonly Line[]): Promise<void> {
  const { terms, conditions } = readBulk(bulk);
  const people = await loadPeople(
    tx,
    ctx,
    lines.map((line) => line.patientId),
  );
  const candidates = lines.map((line) => ({ ...line, left: null }));
  const { rendered, dropped } = await renderAll(tx, ctx, wording, candidates, people);
  const once = await withoutMerged(tx, ctx, bulk, rendered, dropped);
  const fit = await withoutUnfit(tx, ctx, bulk, conditions.onShared, once, dropped);
  const still = await withoutHad(tx, ctx, bulk, fit, dropped);
  const single = conditions.sendAgain ? still : await withoutSaid(tx, ctx, bulk, still, dropped);
  await openHomes(tx, ctx, single);
  const ids = new Map(single.map((one) => [one.number, uuid()]));
  const idOf = (one: Ready) => ids.get(one.number) ?? uuid();
  const { house, judged } = await judge(tx, ctx, terms, single, bulk.templateId, idOf);
  const leaving = judged.filter(({ outcome }) => outcome.kind !== "excluded");
  const zone = house?.clinic.timeZone ?? "UTC";
  await insertMessages(tx, ctx, bulk, leaving, zone);
  const planned = leaving.map(({ ready, decision }) => ({
    ...ready.short,
    messageId: decision.facts.id,
    bulkId: bulk.id,
    scheduledAt: plannedFor(ctx, terms, ready, zone).at,
  }));
  await mintShortLinks(tx, ctx, planned);
  if (house) {
    const decisions = leaving.map(({ decision }) => decision);
    await queueCrowd(tx, ctx, house, decisions, "system");
  }
  await endFirst(
    tx,
    ctx,
    bulk,
    leaving.flatMap(({ ready }) => ready.replaces ?? []),
  );
  await settleLines(tx, ctx, bulk.id, [
    ...dropped.map((one) => ({ number: one.number, ...one.left })),
    ...judged.flatMap(({ ready, outcome }) =>
      outcome.kind === "excluded"
        ? [{ number: ready.number, reason: outcome.reason, evidence: outcome.evidence }]
        : [],
    ),
    ...leaving.map(({ ready, decision }) => ({
      number: ready.number,
      messageId: decision.facts.id,
      hash: ready.hash,
    })),
  ]);
  await recordChanges(
    tx,
    ctx,
    leaving.map(({ ready, decision }) => ({
      kind: "bulk_message" as const,
      subjectId: decision.facts.id,
      conversationId: ready.person.home?.id ?? null,
    })),
  );
}

async function insertMessages(
  tx: Tx,
  ctx: Ctx,
  bulk: Bulk,
  leaving: readonly Judged[],
  clinicZone: string,
): Promise<void> {
  if (leaving.length === 0) return;
  const { terms } = readBulk(bulk);
  const patience = terms.fallbackMinutes === null ? null : JSON.stringify(terms.fallbackMinutes);
  const rows = leaving.map(({ ready, decision }) => {
    const { facts } = decision;
    const { channel, ...standing } = standingOf(decision, ctx.now);
    const planned = plannedFor(ctx, terms, ready, clinicZone);
    return {
      ...standing,
      ...shownOf(ready, channel),
      channel,
      id: facts.id,
      patientId: facts.patientId,
      conversationId: ready.person.home?.id,
      versionId: ready.versionId,
      plan: ready.plan,
      content: ready.content,
      basis: ready.basis,
      scheduledAt: planned.at,
      scheduledFor: planned.read,
      toAddress: ready.person.home?.address ?? null,
      metadata: ready.replaces ? { resendOf: ready.replaces } : null,
    };
  });
  const { createdBy } = authorOf(ctx.actor);
  const tags = [...new Set(["bulk", ...bulk.tags])];
  await tx.$executeRaw`
    INSERT INTO "Message" (id, "clinicId", "patientId", "conversationId", channel, subject, body, "htmlBody", direction,
      "templateId", "templateVersionId", status, reason, "scheduledAt", "scheduledFor", tags, "createdBy", "createdByKind",
      "createdAt", "updatedAt", category, priority, plan, hop, content, basis, "expiresAt", "nextAt", "toAddress",
      metadata, "fallbackOnHold", "fallbackMinutes")
    SELECT v.id, ${ctx.clinicId}::uuid, v."patientId", v."conversationId", v.channel::"Channel", v.subject, v.body,
      v."htmlBody", 'OUTBOUND', ${bulk.templateId}::uuid, v."versionId", v.status::"MessageStatus", v.reason,
      v."scheduledAt", v."scheduledFor", ${tags}::text[], ${createdBy}, 'system', ${ctx.now}, ${ctx.now},
      ${bulk.category}::"Category", 'bulk', ARRAY(SELECT jsonb_array_elements_text(v.plan))::"Channel"[], v.hop, v.content,
      v.basis, ${bulk.expiresAt}::timestamptz, v."nextAt", v."toAddress",
      v.metadata, ${bulk.fallbackOnHold}, ${patience}::text::jsonb
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS v(
      id uuid, "patientId" uuid, "conversationId" uuid, channel text, subject text, body text, "htmlBody" text,
      "versionId" uuid, status text, reason text, "scheduledAt" timestamptz, "scheduledFor" jsonb, plan jsonb, hop int,
      content jsonb, basis jsonb, "nextAt" timestamptz, "toAddress" text,
      metadata jsonb)`;
}

/** The words a thread shows for a channel. */
function shownOf({ written: content }: Ready, channel: Channel) {
  const mail = channel === "EMAIL" ? content.EMAIL : undefined;
  return {
    subject: mail?.subject ?? null,
    body: content[channel]?.body ?? "",
    htmlBody: mail?.htmlBody ?? null,
  };
}

type Settled =
  | { number: number; messageId: string; hash: string }
  | { number: number; reason: string; evidence: object };

async function settleLines(tx: Tx, ctx: Ctx, bulkId: string, lines: readonly Settled[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE "BulkRecipient" r SET
      state = (CASE WHEN v."messageId" IS NULL THEN 'excluded' ELSE 'taken' END)::"BulkRecipientState",
      reason = v.reason, evidence = v.evidence, "messageId" = v."messageId",
      "wordsHash" = coalesce(v.hash, r."wordsHash"), at = ${ctx.now}
    FROM jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) AS v(
      number int, "messageId" uuid, hash text, reason text, evidence jsonb)
    WHERE r."clinicId" = ${ctx.clinicId}::uuid AND r."bulkId" = ${bulkId}::uuid AND r.number = v.number`;
}
