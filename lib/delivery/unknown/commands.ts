import { type Ctx, type Ports, systemCtx } from "@/lib/ctx";
import { inInstallation } from "@/lib/db/transaction";
import { type Answered, recordOutcomes } from "@/lib/delivery/record/commands";
import { UNKNOWN_AFTER_MS } from "@/lib/delivery/rules/attempt";
import { HUB } from "@/lib/delivery/rules/target";
import { findWords } from "@/lib/delivery/unknown/queries";
import { isTimeToAsk } from "@/lib/delivery/unknown/rules";
import { groupBy } from "@/lib/group-by";
import type { Outcome, Provider } from "@/lib/providers/port";
import type { Channel } from "@/prisma/generated/enums";

const MOST = 200;
/** After this time no vendor's list is asked any more; a receipt may still come. */
const ASKED_FOR_MS = 24 * 3_600_000;
/** A vendor's list may lag behind its sends: a younger attempt that is not listed is not yet absent. */
const ABSENT_AFTER_MS = 2 * 60_000;

interface Open {
  id: string;
  clinicId: string;
  messageId: string;
  provider: string;
  channel: Channel;
  sender: string;
  toAddress: string;
  claimedAt: Date;
}

// When each attempt was last asked about. Lost with the process: asking once more is harmless.
const asked = new Map<string, Date>();

/**
 * Looks for proof of attempts without an outcome, of all clinics or of one. Never sends again blindly. True when it
 * settled any.
 */
export async function settleUnknown(ports: Ports, clinicId?: string): Promise<boolean> {
  const now = ports.clock();
  const open = await inInstallation((tx) =>
    tx.messageDelivery.findMany({
      where: {
        ...(clinicId ? { clinicId } : {}),
        outcome: null,
        status: "PENDING",
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
  forgetOthers(open);
  const due = open.filter(({ id, claimedAt }) => isTimeToAsk(claimedAt, asked.get(id) ?? null, now));
  let settled = 0;
  for (const [owner, attempts] of groupBy(due, (attempt) => attempt.clinicId)) {
    const ctx = systemCtx(owner, "unknown", ports);
    const answered = await prove(ctx, attempts, now);
    if (answered.length > 0) await recordOutcomes(ctx, answered);
    settled += answered.length;
  }
  return settled > 0;
}

function forgetOthers(open: Open[]): void {
  const ids = new Set(open.map(({ id }) => id));
  for (const id of asked.keys()) if (!ids.has(id)) asked.delete(id);
}

async function prove(ctx: Ctx, attempts: Open[], now: Date): Promise<Answered[]> {
  const wordsOf = await findWords(
    ctx,
    attempts.map((attempt) => attempt.messageId),
  );
  const answered: Answered[] = [];
  for (const attempt of attempts) {
    asked.set(attempt.id, now);
    const outcome = await ask(
      ctx.ports.providers[attempt.provider],
      attempt,
      wordsOf.get(attempt.messageId) ?? "",
      now,
    );
    if (!outcome) continue;
    const { id: attemptId, messageId, channel, toAddress: to } = attempt;
    answered.push({ attempt: { attemptId, messageId, channel, to }, outcome, at: now });
  }
  return answered;
}

const AGAIN: Outcome = { kind: "rejected", retry: true, reason: "service_down" };

async function ask(
  provider: Provider | undefined,
  attempt: Open,
  body: string,
  now: Date,
): Promise<Outcome | null> {
  if (attempt.provider === HUB) return { kind: "accepted", ref: attempt.id };
  // A second copy replaces the first on the patient's screen, so sending again is safe.
  if (provider?.proof === "collapse") return AGAIN;
  if (!provider?.find) return null;
  const { id: key, toAddress: to, sender: from, claimedAt } = attempt;
  const found = await provider.find({ key, to, from, body, claimedAt });
  if (found === "cannot tell") return null;
  if (found !== "absent") return { kind: "accepted", ref: found.ref };
  return now.getTime() - claimedAt.getTime() >= ABSENT_AFTER_MS ? AGAIN : null;
}
