import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import type { Evidence } from "@/lib/messages/words/facts";
import type { Prisma } from "@/prisma/generated/client";
import type { Channel } from "@/prisma/generated/enums";

export interface OptOuts {
  /** What closed an address, for the sentence that says so: reason, since, the word, a visit that CANCEL may have meant. */
  evidence(channel: Channel, address: string | null, patientId: string): Evidence;
}

/** How these addresses were closed, and the next booked visits of these patients where the word was CANCEL. */
export async function findOptOuts(
  tx: Tx,
  ctx: Ctx,
  addresses: string[],
  patientIds: string[],
): Promise<OptOuts> {
  const found =
    addresses.length === 0
      ? []
      : await tx.suppression.findMany({
          where: { clinicId: ctx.clinicId, address: { in: [...new Set(addresses)] }, endedAt: null },
          orderBy: { since: "asc" },
        });
  const byAddress = new Map(found.map((row) => [`${row.channel} ${row.address}`, row]));
  const cancelled = found.some((row) => wordOf(row.evidence) === "CANCEL");
  const visits = cancelled ? await findVisits(tx, ctx, patientIds) : new Map<string, Date>();
  return {
    evidence(channel, address, patientId) {
      const row = byAddress.get(`${channel} ${address}`);
      if (!row) return {};
      const word = wordOf(row.evidence);
      const visit = word === "CANCEL" ? visits.get(patientId) : undefined;
      return {
        reason: row.reason,
        since: row.since.toISOString(),
        ...(word ? { word } : {}),
        ...(hasPhrase(row.evidence) ? { phrase: true } : {}),
        ...(visit ? { visitAt: visit.toISOString() } : {}),
      };
    },
  };
}

function wordOf(evidence: Prisma.JsonValue): string | null {
  const word = evidence && typeof evidence === "object" && !Array.isArray(evidence) ? evidence.word : null;
  return typeof word === "string" ? word : null;
}

const hasPhrase = (evidence: Prisma.JsonValue) =>
  evidence !== null && typeof evidence === "object" && !Array.isArray(evidence) && "phrase" in evidence;

async function findVisits(tx: Tx, ctx: Ctx, patientIds: string[]): Promise<Map<string, Date>> {
  const visits = await tx.appointment.findMany({
    where: {
      clinicId: ctx.clinicId,
      patientId: { in: [...new Set(patientIds)] },
      startsAt: { gt: ctx.now },
      status: "booked",
    },
    orderBy: { startsAt: "desc" },
    take: 500,
  });
  return new Map(visits.map((visit) => [visit.patientId, visit.startsAt]));
}
