import { expect, it } from "vitest";
import { inClinic } from "@/lib/db/transaction";
import { drive } from "@/lib/delivery/commands";
import { resumeSending, stopSending } from "@/lib/sending/commands";
import { getSending } from "@/lib/sending/queries";
import { suite } from "@/lib/testing/ctx";
import { outbound, stored } from "@/lib/testing/messages";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

it("nothing leaves a stopped clinic, everybody sees why, and all that waited is due once it is lifted", async () => {
  const vendor = testVendor("twilio", "SMS");
  const clinic = await suite({ providers: [vendor.provider] });
  const maria = await patient(clinic);
  const [queued = ""] = await outbound(clinic, maria);
  await stopSending(clinic.ctx("admin"), "Wrong list");
  await expect(stopSending(clinic.ctx("admin"), "Twice")).rejects.toMatchObject({
    reason: "already_stopped",
  });
  const [late = ""] = await outbound(clinic, maria);
  await drive(clinic.ctx(), [queued, late]);
  expect(vendor.sent).toEqual([]);
  expect(await stored(clinic, queued)).toMatchObject({ status: "SCHEDULED", reason: "clinic_stopped" });
  expect(await getSending(clinic.ctx())).toMatchObject({
    stopped: { since: clinic.time.clock(), reason: "Wrong list", by: "admin", everywhere: false },
    waiting: 2,
  });

  clinic.time.advance(30_000);
  clinic.woken.length = 0;
  await resumeSending(clinic.ctx("admin"));
  expect(clinic.woken.sort()).toEqual([queued, late].sort());
  const due = await inClinic(clinic.clinicId, (tx) =>
    tx.queueItem.count({ where: { clinicId: clinic.clinicId, nextAt: { lte: clinic.time.clock() } } }),
  );
  expect(due).toBe(2);
  await drive(clinic.ctx(), [queued, late]);
  expect(vendor.sent).toHaveLength(2);
  expect(await getSending(clinic.ctx())).toMatchObject({ stopped: null, waiting: 0 });
  await expect(resumeSending(clinic.ctx("admin"))).rejects.toMatchObject({ reason: "not_stopped" });
  const trail = await inClinic(clinic.clinicId, (tx) =>
    tx.auditEntry.findMany({ where: { clinicId: clinic.clinicId }, orderBy: { at: "asc" } }),
  );
  expect(trail.map(({ action, reason }) => [action, reason])).toEqual([
    ["sending.stopped", "Wrong list"],
    ["sending.resumed", null],
  ]);
});

it("another clinic goes on", async () => {
  const vendor = testVendor("twilio", "SMS");
  const [stopped, other] = [
    await suite({ providers: [vendor.provider] }),
    await suite({ providers: [vendor.provider] }),
  ];
  await stopSending(stopped.ctx("admin"), "Wrong list");
  const [id = ""] = await outbound(other, await patient(other));
  await drive(other.ctx(), [id]);
  expect(vendor.sent).toHaveLength(1);
});
