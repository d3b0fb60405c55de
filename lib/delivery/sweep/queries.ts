import { inInstallation } from "@/lib/db/transaction";

/** Due for longer than this means that its wake was lost. */
const OVERDUE_MS = 15_000;
const MOST = 5_000;

/** Messages of all clinics or of one that should have been looked at and were not, oldest first. */
export async function listOverdue(now: Date, clinicId?: string): Promise<string[]> {
  const rows = await inInstallation((tx) =>
    tx.queueItem.findMany({
      where: { ...(clinicId ? { clinicId } : {}), nextAt: { lt: new Date(now.getTime() - OVERDUE_MS) } },
      orderBy: { nextAt: "asc" },
      select: { messageId: true },
      take: MOST,
    }),
  );
  return rows.map((row) => row.messageId);
}
