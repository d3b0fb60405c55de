import { v7 as uuid } from "uuid";
import type { Ctx } from "@/lib/ctx";
import { afterCommit, type Tx } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { shareAddresses } from "@/lib/delivery/addresses/commands";
import { lockDays, takeSlots } from "@/lib/delivery/claim/days/commands";
import { handOffBy, wrapped } from "@/lib/delivery/claim/envelopes/commands";
import { astrayOf, findPaid } from "@/lib/delivery/claim/lanes/queries";
import { loadPatients, type PatientPart } from "@/lib/delivery/facts/patients/queries";
import { type House, joinFacts, loadHouse } from "@/lib/delivery/facts/queries";
import { loadHistories, lockMessages, type Stored } from "@/lib/delivery/history/queries";
import { UNKNOWN_AFTER_MS } from "@/lib/delivery/rules/attempt";
import { next, nextWithoutFacts } from "@/lib/delivery/rules/next";
import { LEAST_WINDOW_MS } from "@/lib/delivery/rules/outbound";
import { chosenSender, creditsOf } from "@/lib/delivery/rules/queue";
import type { Next } from "@/lib/delivery/rules/schema";
import { KIND_OF } from "@/lib/delivery/rules/target";
import { type Folded, saveAll } from "@/lib/delivery/save/commands";
import type { Answer, MessageFacts } from "@/lib/delivery/schema";
import { faultPoint } from "@/lib/faults";
import type { OutboundMessage } from "@/lib/providers/port";
import type { Channel } from "@/prisma/generated/enums";

/** A message to an address that is being closed at this moment is asked about again after this time. */
const CLOSING_MS = 250;

/** An attempt that is in the database and may now be handed off, until `handOffBy`. */
export interface Claimed {
  attemptId: string;
  messageId: string;
  channel: Channel;
  provider: string;
  to: string;
  /** Null: the hub itself carries it. */
  message: OutboundMessage | null;
  /** Attachments and logo of a mail, fetched when it is handed over. */
  files: { ids: string[]; logoSha256: string | null };
  handOffBy: Date;
}

type Send = Extract<Next["act"], { kind: "send" }>;

/**
 * Decides these messages under lock and claims those that may go now: one transaction, locks in the house's order
 * (messages by id, patient-days by id, addresses without waiting), every fact read after the locks. At most one message
 * per patient; the others come back as `left`. Nothing is claimed to an address whose revocation is being written.
 * Locks and what is read or written after them leave together: the connection keeps their order.
 */
export async function claim(
  ctx: Ctx,
  ids: readonly string[],
): Promise<{ claimed: Claimed[]; left: string[] }> {
  return write(ctx, async (tx, audit) => {
    audit.fact();
    const [locked, house, historyOf, paidBy] = await Promise.all([
      lockMessages(tx, ctx, ids),
      loadHouse(tx, ctx),
      loadHistories(tx, ctx, ids),
      findPaid(tx, ctx, ids),
    ]);
    const now = ctx.ports.clock();
    await forgetGone(tx, ctx, ids, locked);
    const { chosen, left } = onePerPatient(locked);
    if (chosen.length === 0) return { claimed: [], left };
    const known = chosen.map((stored) => ({ stored, history: historyOf(stored.facts.id) }));
    const { folded, closing } = await fold(tx, ctx, house, known, now);
    const claimedAt = ctx.ports.clock();
    const open = folded.filter(
      (entry) =>
        entry.next.act.kind === "send" &&
        isStillOpen(entry.next.act.answer, claimedAt) &&
        asideUntil(entry, closing, claimedAt) === null,
    );
    // Queued again, due, in the lane of the sender that carries it: its credits are not taken yet.
    const astray = astrayOf(ctx, paidBy, open);
    if (astray.size > 0) afterCommit(() => ctx.ports.wake([...astray].map(({ stored }) => stored.facts.id)));
    const sending = open.filter((entry) => !astray.has(entry));
    // By the hub's clock, so that attempts are found by the time in their ids wherever that clock stands.
    const msecs = claimedAt.getTime();
    const claims = sending.map((entry) => ({
      entry,
      act: entry.next.act as Send,
      attemptId: uuid({ msecs }),
    }));
    const taken = new Map(claims.map(({ entry, act }) => [entry, inFlight(entry, act, claimedAt)]));
    const saved = folded.map((entry) => taken.get(entry) ?? standAside(entry, closing, claimedAt));
    const [claimed] = await Promise.all([
      wrapped(tx, ctx, house, claims, claimedAt),
      takeSlots(tx, ctx, claims, claimedAt),
      insertAttempts(tx, ctx, claims, claimedAt),
      saveAll(tx, ctx, house, saved, claimedAt, { wakes: false, requeues: true }),
    ]);
    faultPoint("before_claim_commit");
    return { claimed, left };
  });
}

/** Erased messages leave no row in the queue. */
async function forgetGone(tx: Tx, ctx: Ctx, ids: readonly string[], locked: Stored[]): Promise<void> {
  const known = new Set(locked.map(({ facts }) => facts.id));
  const gone = ids.filter((id) => !known.has(id));
  if (gone.length === 0) return;
  await tx.queueItem.deleteMany({ where: { clinicId: ctx.clinicId, messageId: { in: gone } } });
}

function onePerPatient(locked: Stored[]): { chosen: Stored[]; left: string[] } {
  const seen = new Set<string>();
  const chosen = locked.filter(({ facts }) => !seen.has(facts.patientId) && seen.add(facts.patientId));
  const taken = new Set(chosen);
  return { chosen, left: locked.filter((entry) => !taken.has(entry)).map(({ facts }) => facts.id) };
}

interface Fold {
  folded: Folded[];
  /** Addresses that somebody is closing at this moment. */
  closing: ReadonlySet<string>;
}

async function fold(
  tx: Tx,
  ctx: Ctx,
  house: House,
  known: readonly Pick<Folded, "stored" | "history">[],
  now: Date,
): Promise<Fold> {
  const half = known.map((entry) => ({
    ...entry,
    next: nextWithoutFacts(entry.history, entry.stored.facts, house.policy, now),
  }));
  const asking = half.filter((entry) => entry.next === null).map((entry) => entry.stored.facts);
  if (asking.length === 0) {
    const folded = half.flatMap((entry) => (entry.next ? [{ ...entry, next: entry.next }] : []));
    return { folded, closing: new Set() };
  }
  const patientIds = asking.map((message) => message.patientId);
  const people = await loadPatients(tx, ctx, house, patientIds, now);
  const [, closing, facts] = await Promise.all([
    lockDays(tx, ctx, people, now),
    // Before the suppressions are read: what is shared here cannot be revoked until this claim has committed.
    shareAddresses(tx, ctx, addressesOf(asking, people)),
    joinFacts(tx, ctx, house, asking, people, now),
  ]);
  const folded = half.flatMap((entry): Folded[] => {
    if (entry.next) return [{ ...entry, next: entry.next }];
    const known = facts.get(entry.stored.facts.id);
    if (!known) return [];
    const answer = next(entry.history, known, house.policy, now);
    return [{ ...entry, next: answer, senderId: chosenSender(answer, known) }];
  });
  return { folded, closing };
}

/** Every address that one of these messages could go to. */
function addressesOf(asking: readonly MessageFacts[], people: Map<string, PatientPart>): string[] {
  return asking.flatMap(({ patientId, plan }) => {
    const kinds = plan.flatMap((channel) => (channel === "IN_APP" ? [] : [KIND_OF[channel]]));
    const points = people.get(patientId)?.points ?? [];
    return points.filter(({ kind }) => kinds.includes(kind)).map(({ value }) => value);
  });
}

/** The message as it is while it may not be claimed for a moment. */
function standAside(entry: Folded, closing: ReadonlySet<string>, now: Date): Folded {
  const until = asideUntil(entry, closing, now);
  return until ? { ...entry, next: { ...entry.next, act: { kind: "wait", until } } } : entry;
}

/** While somebody closes its address; or a text to the end of a window that is too short for the vendor to keep to. */
function asideUntil({ stored, next }: Folded, closing: ReadonlySet<string>, now: Date): Date | null {
  if (next.act.kind !== "send") return null;
  const { to, closesAt } = next.act.answer;
  if (closing.has(to)) return new Date(now.getTime() + CLOSING_MS);
  const { plan, expiresAt } = stored.facts;
  // A message's own expiry is no window of the patient's.
  if (plan[next.act.hop] !== "SMS" || !closesAt || closesAt.getTime() === expiresAt?.getTime()) return null;
  return closesAt > now && closesAt.getTime() - now.getTime() < LEAST_WINDOW_MS ? closesAt : null;
}

/** Waiting for locks takes time: a window that closed meanwhile is not claimed but decided again. */
function isStillOpen(answer: Answer, at: Date): boolean {
  return answer.kind === "allow" && (answer.closesAt === null || at < answer.closesAt);
}

export interface Claim {
  entry: Folded;
  act: Send;
  attemptId: string;
}

async function insertAttempts(tx: Tx, ctx: Ctx, claims: readonly Claim[], at: Date): Promise<void> {
  if (claims.length === 0) return;
  const rows = claims.map(({ entry: { stored }, act, attemptId }) => {
    const channel = stored.facts.plan[act.hop] as Channel;
    return {
      id: attemptId,
      messageId: stored.facts.id,
      provider: act.answer.provider,
      channel,
      hop: act.hop,
      attempt: act.attempt,
      sender: act.answer.sender,
      toAddress: act.answer.to,
      segments: creditsOf(stored.facts, channel),
      handOffBy: handOffBy(act, at),
      localDate: act.answer.takesSlot,
    };
  });
  await tx.$executeRaw`
    INSERT INTO "MessageDelivery" (id, "clinicId", "messageId", provider, channel, hop, attempt, sender, "toAddress",
      segments, "claimedAt", "handOffBy", "localDate", "createdAt", "updatedAt")
    SELECT v.id, ${ctx.clinicId}::uuid, v."messageId", v.provider, v.channel::"Channel", v.hop, v.attempt, v.sender,
      v."toAddress", v.segments, ${at}, v."handOffBy", v."localDate", ${at}, ${at}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS v(
      id uuid, "messageId" uuid, provider text, channel text, hop int, attempt int, sender text, "toAddress" text,
      segments int, "handOffBy" timestamptz, "localDate" date)`;
}

/** The message as it is while its attempt is under way: looked at again when the attempt would be unknown. */
function inFlight(entry: Folded, act: Send, claimedAt: Date): Folded {
  const until = new Date(claimedAt.getTime() + UNKNOWN_AFTER_MS);
  const next: Next = { ...entry.next, act: { kind: "wait", until } };
  return { ...entry, next, from: act.answer.sender, to: act.answer.to };
}
