import { inInstallation } from "@/lib/db/transaction";

/** Every clinic of the installation, for jobs that go round. */
export async function listClinicIds(): Promise<string[]> {
  const clinics = await inInstallation((tx) =>
    tx.clinic.findMany({ select: { id: true }, orderBy: { id: "asc" } }),
  );
  return clinics.map((clinic) => clinic.id);
}

/** Of these messages, those in the queue: whose they are, the lane they wait in, and their place there (0 first). */
export function listWaiting(
  messageIds: readonly string[],
): Promise<{ clinicId: string; messageId: string; lane: string; priority: number }[]> {
  return inInstallation((tx) =>
    tx.queueItem.findMany({
      where: { messageId: { in: [...messageIds] } },
      select: { clinicId: true, messageId: true, lane: true, priority: true },
    }),
  );
}
