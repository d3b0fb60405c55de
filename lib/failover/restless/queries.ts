import { inInstallation } from "@/lib/db/transaction";

/** Clinics whose vendors have something new to fold, or are not at rest. */
export async function listRestless(): Promise<string[]> {
  const rows = await inInstallation(
    (tx) => tx.$queryRaw<{ id: string }[]>`
      SELECT DISTINCT "clinicId" AS id FROM "ProviderDelta"
      UNION SELECT "clinicId" FROM "ProviderRoute" WHERE level < 100 OR "trippedUntil" IS NOT NULL`,
  );
  return rows.map(({ id }) => id);
}
