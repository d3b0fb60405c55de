import { inInstallation } from "@/lib/db/transaction";

/** Every clinic of the installation, for jobs that go round. */
export async function listClinicIds(): Promise<string[]> {
  const clinics = await inInstallation((tx) =>
    tx.clinic.findMany({ select: { id: true }, orderBy: { id: "asc" } }),
  );
  return clinics.map((clinic) => clinic.id);
}

/** Which clinic each of these waiting messages belongs to. */
export async function findClinicsOf(messageIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await inInstallation((tx) =>
    tx.queueItem.findMany({
      where: { messageId: { in: [...messageIds] } },
      select: { messageId: true, clinicId: true },
    }),
  );
  return new Map(rows.map((row) => [row.messageId, row.clinicId]));
}
