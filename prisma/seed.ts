import { DEMO_PASSWORD } from "@/lib/auth/demo";
import { clock } from "@/lib/clock";
import { closeDatabase } from "@/lib/db/client";
import { inInstallation } from "@/lib/db/transaction";
import { CEDAR_LANE, HARBOR } from "@/prisma/seed/clinics";
import { tellFamily, tellHarold } from "@/prisma/seed/family";
import { tellHeld } from "@/prisma/seed/held";
import { openClinic } from "@/prisma/seed/open-clinic";
import { tellRecall } from "@/prisma/seed/recall";
import { tellGrace, tellUnknown, tellWaiting } from "@/prisma/seed/stories";
import { tellTrouble } from "@/prisma/seed/trouble";
import { addVolume } from "@/prisma/seed/volume";

/** Seeds the demo when there is no clinic yet. The last line it prints is for the script that started it. */
async function seed(): Promise<void> {
  const known = await inInstallation((tx) => tx.clinic.count());
  if (known > 0) return;
  const now = clock();
  const cedar = await openClinic(CEDAR_LANE, now);
  await addVolume(cedar.scene, 200, 2_000);
  await tellRecall(cedar.scene);
  await tellTrouble(cedar.scene);
  await tellGrace(cedar.scene);
  await tellHarold(cedar.scene);
  await tellHeld(cedar.scene);
  await tellUnknown(cedar.scene);
  await tellFamily(cedar.scene);
  await tellWaiting(cedar.scene);
  const harbor = await openClinic(HARBOR, now);
  await addVolume(harbor.scene, 20, 0);
  const staff = [...CEDAR_LANE.staff, ...HARBOR.staff].map(({ role, email }) => ({
    role,
    email,
    password: DEMO_PASSWORD,
  }));
  process.stdout.write(`SEED ${JSON.stringify({ apiKey: cedar.apiKey, staff })}\n`);
}

await seed().finally(closeDatabase);
