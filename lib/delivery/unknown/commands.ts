import { type Ctx, type Ports, servedBy, systemCtx } from "@/lib/ctx";
import { inInstallation } from "@/lib/db/transaction";
import { type Answered, recordOutcomes } from "@/lib/delivery/record/commands";
import { UNKNOWN_AFTER_MS } from "@/lib/delivery/rules/attempt";
import { HUB } from "@/lib/delivery/rules/target";
import { findWords, type HandedOff, mayBeAnothers } from "@/lib/delivery/unknown/queries";
import { isTimeToAsk, type Open } from "@/lib/delivery/unknown/rules";
import { groupBy } from "@/lib/group-by";
import { log } from "@/lib/log";
import type { Outcome, Provider } from "@/lib/providers/port";

const MOST = 200;
/** After this time no vendor's list is asked any more; a receipt may still come. */
const ASKED_FOR_MS = 24 * 3_600_000;
/** A vendor's list may lag behind its sends: a younger attempt that is not listed is not yet absent. */
const ABSENT_AFTER_MS = 2 * 60_000;

// When each attempt was last asked about. Lost with the process: asking once more is harmless.
const asked = new Map<string, { claimedAt: Date; at: Date }>();

/**
 * Looks for proof of attempts without an outcome, of all clinics or of one. Never sends again blindly. True when it
 * settled any.
 */
export async function settleUnknown(ports: Ports, clinicId?: string): Promise<boolean> {
  const now = ports.clock();
  // Those that nothing but a receipt can settle would fill the window; those just asked would hide the rest.
  const provable = [HUB, ...Object.values(servedBy(ports)).flatMap(provableName)];
  const resting = listResting(now);
  const due = await inInstallation((tx) =>
    tx.messageDelivery.findMany({
      where: {
        ...(clinicId ? { clinicId } : {}),
        outcome: null,
        status: "PENDING",
        provider: { in: provable },
        id: { notIn: resting },
        claimedAt: {
          lt: new Date(now.getTime() - UNKNOWN_AFTER_MS),
          gt: new Date(now.getTime() - ASKED_FOR_MS),
        },
      },
      select: {
        id: true,
        clinicId: true,
        messageId: true,
        provider: true,
        channel: true,
        sender: true,
        toAddress: true,
        claimedAt: true,
      },
      orderBy: { claimedAt: "desc" },
      take: MOST,
    }),
  );
  let settled = 0;
  for (const [owner, attempts] of groupBy(due, (attempt) => attempt.clinicId)) {
    const ctx = systemCtx(owner, "unknown", ports);
    try {
      settled += await store(ctx, await prove(ctx, attempts, now));
    } catch (cause) {
      log.error("unknown.not_settled", cause, { clinicId: owner, count: attempts.length });
    }
  }
  return settled > 0;
}

const provableName = ({ name, proof, find }: Provider) => (find || proof === "collapse" ? [name] : []);

function listResting(now: Date): string[] {
  for (const [id, { claimedAt }] of asked) {
    if (now.getTime() - claimedAt.getTime() > ASKED_FOR_MS) asked.delete(id);
  }
  return [...asked].flatMap(([id, { claimedAt, at }]) => (isTimeToAsk(claimedAt, at, now) ? [] : [id]));
}

/** Together, or one by one where the database refuses one of them. Returns how many are stored. */
async function store(ctx: Ctx, answered: readonly Answered[]): Promise<number> {
  if (answered.length === 0) return 0;
  try {
    await recordOutcomes(ctx, answered);
    for (const { attempt } of answered) asked.delete(attempt.attemptId);
    return answered.length;
  } catch (cause) {
    log.error("unknown.not_recorded", cause, { clinicId: ctx.clinicId, count: answered.length });
    if (answered.length === 1) return 0;
    let stored = 0;
    for (const one of answered) stored += await store(ctx, [one]);
    return stored;
  }
}

async function prove(ctx: Ctx, attempts: Open[], now: Date): Promise<Answered[]> {
  const wordsOf = await findWords(
    ctx,
    attempts.map((attempt) => attempt.messageId),
  );
  const answered: Answered[] = [];
  for (const attempt of attempts) {
    asked.set(attempt.id, { claimedAt: attempt.claimedAt, at: now });
    const outcome = await ask(
      ctx,
      attempt,
      wordsOf.get(attempt.messageId) ?? { body: "", media: 0 },
      now,
    ).catch((cause: unknown) => {
      log.error("unknown.not_asked", cause, { clinicId: ctx.clinicId, attempt: attempt.id });
      return null;
    });
    if (!outcome) continue;
    const { id: attemptId, messageId, channel, provider, toAddress: to } = attempt;
    answered.push({ attempt: { attemptId, messageId, channel, provider, to }, outcome, at: now });
  }
  return answered;
}

/** Our own conclusion, and no refusal of the vendor's: it is not avoided for it. */
const AGAIN: Outcome = { kind: "rejected", retry: true, reason: "unconfirmed" };

async function ask(ctx: Ctx, attempt: Open, left: HandedOff, now: Date): Promise<Outcome | null> {
  const provider = ctx.ports.providers[attempt.provider];
  if (attempt.provider === HUB) return { kind: "accepted", ref: attempt.id };
  // A second copy replaces the first on the patient's screen, so sending again is safe.
  if (provider?.proof === "collapse") return AGAIN;
  if (!provider?.find) return null;
  const { id: key, toAddress: to, sender: from, claimedAt } = attempt;
  const found = await provider.find({ key, to, from, ...left, claimedAt });
  if (found === "cannot tell") return null;
  if (found !== "absent") {
    return (await mayBeAnothers(ctx, attempt, found.ref, left.body))
      ? null
      : { kind: "accepted", ref: found.ref };
  }
  return now.getTime() - claimedAt.getTime() >= ABSENT_AFTER_MS ? AGAIN : null;
}
