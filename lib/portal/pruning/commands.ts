import type { Ctx } from "@/lib/ctx";
import { touch } from "@/lib/db/touch";

const DAY_MS = 86_400_000;
/** A week after its end nobody asks about a browser any more; who signed in and out when is in the access log. */
const SESSION_KEPT_MS = 7 * DAY_MS;
/** As long the chart says that an invitation ran out; then it says that there is none. */
const INVITATION_KEPT_MS = 30 * DAY_MS;
const BATCH = 500;

/**
 * Background job: forgets a clinic's browsers that signed in to the portal and have long been out (by idling, by hand or
 * by the end of the day: none lives longer than its `expiresAt`), and invitations that nobody took.
 */
export async function pruneSignIns(ctx: Ctx): Promise<void> {
  const { clinicId, now } = ctx;
  const before = new Date(now.getTime() - SESSION_KEPT_MS);
  for (let gone = BATCH; gone === BATCH; ) {
    gone = await touch(
      ctx,
      (tx) => tx.$executeRaw`
        DELETE FROM "PortalSession" WHERE id IN (
          SELECT id FROM "PortalSession" WHERE "clinicId" = ${clinicId}::uuid AND "expiresAt" < ${before}
          ORDER BY "expiresAt" LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)`,
    );
  }
  await pruneInvitations(ctx);
}

/** Of an account that signs somebody in only the code goes; one that never did goes whole. */
async function pruneInvitations(ctx: Ctx): Promise<void> {
  const { clinicId, now } = ctx;
  const inviteEndsAt = { lt: new Date(now.getTime() - INVITATION_KEPT_MS) };
  for (let gone = BATCH; gone === BATCH; ) {
    gone = await touch(ctx, async (tx) => {
      const old = await tx.portalAccount.findMany({
        where: { clinicId, inviteEndsAt },
        select: { id: true, activatedAt: true },
        take: BATCH,
      });
      const ids = old.map(({ id }) => id);
      const never = old.filter(({ activatedAt }) => activatedAt === null).map(({ id }) => id);
      // An invitation locks the person before the account, and so does this; what was renewed meanwhile stays.
      await tx.$queryRaw`
        SELECT 1 FROM "RelatedPerson" WHERE "clinicId" = ${clinicId}::uuid AND "accountId" = ANY(${never}::uuid[])
        ORDER BY id FOR UPDATE`;
      await tx.portalAccount.updateMany({
        where: { clinicId, id: { in: ids }, inviteEndsAt },
        data: { codeHash: null, inviteEndsAt: null },
      });
      const unused = { pinHash: null, inviteEndsAt: null };
      await tx.relatedPerson.updateMany({
        where: { clinicId, accountId: { in: never }, account: unused },
        data: { accountId: null },
      });
      await tx.portalAccount.deleteMany({ where: { clinicId, id: { in: never }, ...unused } });
      return old.length;
    });
  }
}
