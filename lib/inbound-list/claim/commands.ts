import { type Ports, servedBy } from "@/lib/ctx";
import { inInstallation } from "@/lib/db/transaction";
import { EVERY_MS, retryAt } from "@/lib/inbound-list/rules";

export interface Pass {
  clinicId: string;
  provider: string;
  neededAt: Date | null;
  failures: number;
}

/** Passes of one round; each is one look at each number of a clinic. */
export const MOST_PASSES = 50;
/** A pass that a dying process began is begun again after this time. */
const LEASE_MS = 60_000;

/**
 * After a start or an outage, of all clinics or of one: until the lists of what patients wrote meanwhile are read,
 * nothing is handed off. Safe to ask twice; a crash after it leaves the question asked. Returns its instant.
 */
export async function askForPass(ports: Ports, clinicId?: string): Promise<Date> {
  const now = ports.clock();
  await inInstallation(
    (tx) => tx.$executeRaw`
      INSERT INTO "InboundPass" ("clinicId", provider, "neededAt", "nextAt")
      SELECT DISTINCT "clinicId", provider, ${now}::timestamptz, ${now}::timestamptz FROM "Sender"
      WHERE channel = 'SMS' AND provider = ANY(${readable(ports)}) AND "clinicId" = coalesce(${clinicId ?? null}::uuid, "clinicId")
      ORDER BY "clinicId", provider
      ON CONFLICT ("clinicId", provider) DO UPDATE SET "neededAt" = ${now}, "nextAt" = ${now}, failures = 0`,
  );
  return now;
}

/** Vendors with such a list; what the others missed nobody can find. */
export const readable = (ports: Ports): string[] =>
  Object.values(servedBy(ports)).flatMap(({ name, listInbound }) => (listInbound ? [name] : []));

/** Takes the passes whose turn it is, those after a start or outage first. */
export async function leasePasses(ports: Ports, only?: string): Promise<Pass[]> {
  const now = ports.clock();
  const until = new Date(now.getTime() + LEASE_MS);
  return inInstallation(async (tx) => {
    // A new sender has no row yet: its list is read, and nothing waits for it.
    await tx.$executeRaw`
      INSERT INTO "InboundPass" ("clinicId", provider, "nextAt")
      SELECT DISTINCT "clinicId", provider, ${now}::timestamptz FROM "Sender"
      WHERE channel = 'SMS' AND provider = ANY(${readable(ports)}) AND "clinicId" = coalesce(${only ?? null}::uuid, "clinicId")
      ORDER BY "clinicId", provider ON CONFLICT DO NOTHING`;
    return tx.$queryRaw<Pass[]>`
      UPDATE "InboundPass" p SET "nextAt" = ${until}
      FROM (SELECT "clinicId", provider FROM "InboundPass"
            WHERE "nextAt" <= ${now} AND provider = ANY(${readable(ports)})
              AND "clinicId" = coalesce(${only ?? null}::uuid, "clinicId")
            ORDER BY "neededAt" DESC NULLS LAST, "nextAt" LIMIT ${MOST_PASSES} FOR UPDATE SKIP LOCKED) due
      WHERE p."clinicId" = due."clinicId" AND p.provider = due.provider
      RETURNING p."clinicId", p.provider, p."neededAt", p.failures`;
  });
}

interface Noted {
  triedAt: Date;
  readAt?: Date;
  problem: "unreadable" | null;
  failures: number;
  found?: number;
}

/** Keeps how a pass ended. A start or outage that came meanwhile asks for one more: its turn stays due. */
export async function notePass(ports: Ports, pass: Pass, noted: Noted): Promise<void> {
  const { clinicId, provider, neededAt } = pass;
  const now = ports.clock();
  const nextAt = noted.problem ? retryAt(noted.failures, now) : new Date(now.getTime() + EVERY_MS);
  await inInstallation(async (tx) => {
    await tx.inboundPass.updateMany({ where: { clinicId, provider, neededAt }, data: { ...noted, nextAt } });
  });
}
