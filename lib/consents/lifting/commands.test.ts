import { beforeAll, expect, it } from "vitest";
import { permissionsOf } from "@/lib/auth/permissions";
import { suppressContact } from "@/lib/consents/commands";
import { liftByHand } from "@/lib/consents/lifting/commands";
import { releaseAddresses } from "@/lib/consents/releasing/commands";
import { inClinic } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { drive } from "@/lib/delivery/commands";
import { getPatient } from "@/lib/patients/profile/queries";
import { VendorRefusal } from "@/lib/providers/refusals";
import { type Suite, suite } from "@/lib/testing/ctx";
import { outbound, stored } from "@/lib/testing/messages";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";
import type { Channel, SuppressionReason } from "@/prisma/generated/enums";

const cleared: string[] = [];
let refuses: "401" | "503" | null = null;
const vendor = testVendor("sendgrid", "EMAIL");
vendor.provider.reopen = async (address) => {
  if (refuses) throw new VendorRefusal("sendgrid", "reopen", refuses, refuses === "503");
  cleared.push(address);
};
let clinic: Suite;
beforeAll(async () => {
  clinic = await suite({ providers: [vendor.provider] });
});

async function closed(reason: SuppressionReason, channel: Channel = "EMAIL") {
  const her = await patient(clinic);
  const address = channel === "SMS" ? her.phone : her.email;
  const ctx = clinic.ctx({ kind: "provider", name: "sendgrid" });
  await write(ctx, (tx, audit) =>
    suppressContact(tx, ctx, audit, { channel, address, reason, evidence: { event: "test" } }),
  );
  clinic.time.advance(60_000);
  const lift = (patientAsked = false) =>
    liftByHand(clinic.ctx("clinician"), her.id, {
      ...{ channel, address, reason, patientAsked },
      why: "She called and asked for it",
    });
  return { her, address, lift };
}

const audited = (patientId: string | null) =>
  inClinic(clinic.clinicId, (tx) =>
    tx.auditEntry.findMany({
      where: { clinicId: clinic.clinicId, action: "contact.reopened", patientId },
      select: { reason: true, actorKind: true },
    }),
  );

it("opens an address again at the vendor and with us, with the reason and who gave it", async () => {
  const { her, address, lift } = await closed("unsubscribe");
  expect(await lift()).toEqual({ vendor: "cleared" });
  expect(cleared).toContain(address);
  const [id = ""] = await outbound(clinic, her, { plan: ["EMAIL"] });
  await drive(clinic.ctx({ kind: "system", job: "test" }), [id]);
  expect((await stored(clinic, id)).status).toBe("SENT");
  expect(await audited(null)).toContainEqual({ reason: "She called and asked for it", actorKind: "staff" });
  await expect(lift()).rejects.toMatchObject({ code: "not_found" });
});

it("lifts a complaint and a stop by mail only when she asked herself, and a STOP by text never", async () => {
  const complaint = await closed("complaint");
  await expect(complaint.lift()).rejects.toMatchObject({ reason: "patient_must_ask" });
  await expect(complaint.lift(true)).resolves.toEqual({ vendor: "cleared" });
  const mail = await closed("stop");
  await expect(mail.lift()).rejects.toMatchObject({ reason: "patient_must_ask" });
  await expect(mail.lift(true)).resolves.toEqual({ vendor: "cleared" });
  const stop = await closed("stop", "SMS");
  await expect(stop.lift(true)).rejects.toMatchObject({ reason: "patient_must_start" });
});

it("is asked for again while the vendor does not answer, seen in the chart, and opens when it has", async () => {
  const { her, address, lift } = await closed("vendor_block");
  refuses = "503";
  expect(await lift()).toEqual({ vendor: "waiting" });
  const words = async () =>
    (await getPatient(clinic.ctx(), her.id)).contactPoints.find(({ value }) => value === address)
      ?.healthWords;
  expect(await words()).toContain("We keep asking");
  const job = () => releaseAddresses(clinic.ctx({ kind: "system", job: "releases" }));
  clinic.time.advance(31_000);
  await job();
  refuses = null;
  await job();
  expect(cleared).not.toContain(address);
  clinic.time.advance(61_000);
  await Promise.all([job(), job()]);
  expect(cleared).toContain(address);
  expect(await words()).toBeNull();
  const [id = ""] = await outbound(clinic, her, { plan: ["EMAIL"] });
  await drive(clinic.ctx({ kind: "system", job: "test" }), [id]);
  expect((await stored(clinic, id)).status).toBe("SENT");
});

it("changes nothing while the vendor keeps its list, for another's address, or by the front desk", async () => {
  const { address, lift } = await closed("unsubscribe");
  refuses = "401";
  await expect(lift()).rejects.toMatchObject({ reason: "vendor_keeps_it" });
  refuses = null;
  const stranger = await patient(clinic);
  const asked = {
    channel: "EMAIL",
    address,
    reason: "unsubscribe",
    why: "test",
    patientAsked: true,
  } as const;
  await expect(liftByHand(clinic.ctx("clinician"), stranger.id, asked)).rejects.toMatchObject({
    code: "not_found",
  });
  const open = await inClinic(clinic.clinicId, (tx) =>
    tx.suppression.count({ where: { clinicId: clinic.clinicId, address, endedAt: null } }),
  );
  expect(open).toBe(1);
  expect(permissionsOf("front_desk")).not.toContain("suppression.lift");
});
