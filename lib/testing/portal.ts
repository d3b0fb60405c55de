import { v7 as uuid } from "uuid";
import type { Ctx } from "@/lib/ctx";
import { inClinic } from "@/lib/db/transaction";
import { writeToClinic } from "@/lib/in-app/commands";
import type { Suite } from "@/lib/testing/ctx";

/** The patient has set a PIN. Answers the context of whoever signs in with it; no PIN of these tests opens anything. */
export async function letIn(suite: Suite, patientId: string): Promise<Ctx> {
  const now = suite.time.clock();
  await inClinic(suite.clinicId, (tx) =>
    tx.portalAccount.create({
      data: {
        clinicId: suite.clinicId,
        patientId,
        createdAt: now,
        invitedAt: now,
        invitedVia: "code",
        signInAs: `p-${patientId}@example.org`,
        pinHash: "none",
        activatedAt: now,
      },
    }),
  );
  return suite.ctx({ kind: "patient", id: patientId });
}

/** The patient writes in the portal. Returns the message's id. */
export async function inApp(suite: Suite, patientId: string, body: string): Promise<string> {
  const ctx = suite.ctx({ kind: "patient", id: patientId });
  return (await writeToClinic(ctx, patientId, { body, token: uuid() })).id;
}
