import { expect, test } from "vitest";
import { inClinic } from "@/lib/db/transaction";
import { drive } from "@/lib/delivery/commands";
import { savePolicy } from "@/lib/policy/commands";
import { getPolicyView } from "@/lib/policy/queries";
import { type Suite, suite } from "@/lib/testing/ctx";
import { outbound, stored } from "@/lib/testing/messages";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

const settingsOf = (clinic: Suite) =>
  inClinic(clinic.clinicId, async (tx) => {
    const row = await tx.clinic.findUniqueOrThrow({ where: { id: clinic.clinicId } });
    return row.settings as Record<string, unknown>;
  });

test("a change keeps what it does not name, is audited with its values, and of two writers the second is told", async () => {
  const clinic = await suite();
  const opening = [{ days: [1], from: "09:00", to: "12:00" }];
  await inClinic(clinic.clinicId, (tx) =>
    tx.clinic.update({ where: { id: clinic.clinicId }, data: { settings: { opening, dailyCap: 9 } } }),
  );
  const { policy, version } = await getPolicyView(clinic.ctx());
  expect(policy.dailyCap).toBe(9);
  const saved = await savePolicy(clinic.ctx("admin"), { version, policy: { bulkCap: 3 } });
  expect(saved.policy).toMatchObject({ bulkCap: 3, dailyCap: 9 });
  expect(await settingsOf(clinic)).toEqual({ opening, dailyCap: 9, bulkCap: 3 });
  const late = savePolicy(clinic.ctx("admin"), { version, policy: { dailyCap: 5 } });
  await expect(late).rejects.toMatchObject({ code: "conflict", reason: "stale" });
  const wrong = savePolicy(clinic.ctx("admin"), { version: saved.version, policy: { dailyCap: 50 } });
  await expect(wrong).rejects.toMatchObject({
    code: "invalid",
    details: { fields: [{ field: "dailyCap" }] },
  });
  const audit = await inClinic(clinic.clinicId, (tx) =>
    tx.auditEntry.findMany({ where: { clinicId: clinic.clinicId, action: "policy.changed" } }),
  );
  expect(audit).toMatchObject([{ fields: ["bulkCap: 6 → 3"] }]);
});

test("what waits for quiet hours is asked again at once by the new ones", async () => {
  // 8:30 PM of a Tuesday in Denver.
  const vendor = testVendor("twilio", "SMS");
  const clinic = await suite({ now: "2026-06-17T02:30:00.000Z", providers: [vendor.provider] });
  const maria = await patient(clinic);
  const change = async (start: string) => {
    const { policy, version } = await getPolicyView(clinic.ctx());
    await savePolicy(clinic.ctx("admin"), {
      version,
      policy: { quietHours: { ...policy.quietHours, start } },
    });
  };
  await change("20:00");
  const [id = ""] = await outbound(clinic, maria);
  expect(await stored(clinic, id)).toMatchObject({ status: "SCHEDULED", reason: "quiet_hours" });
  await change("21:00");
  await drive(clinic.ctx(), [id]);
  expect(vendor.sent).toHaveLength(1);
});
