import { beforeAll, expect, test } from "vitest";
import { inClinic } from "@/lib/db/transaction";
import { recordDeath } from "@/lib/deaths/commands";
import { drive } from "@/lib/delivery/commands";
import { sendMessage } from "@/lib/messages/commands";
import { getMessage } from "@/lib/messages/queries";
import { type Suite, suite } from "@/lib/testing/ctx";
import { stored } from "@/lib/testing/messages";
import { patient, phoneNumber } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

const twilio = testVendor("twilio", "SMS");
let clinic: Suite;
beforeAll(async () => {
  clinic = await suite({ providers: [twilio.provider] });
});

const visit = { channel: "SMS" as const, body: "Your visit is booked." };
const later = () => new Date(clinic.time.clock().getTime() + 3_600_000);

test("a death ends every message about that patient and leaves the brother on the same phone alone", async () => {
  const phone = phoneNumber();
  const [maria, ken] = [await patient(clinic, { phone }), await patient(clinic, { phone, firstName: "Ken" })];
  const planned = await sendMessage(clinic.ctx(), { ...visit, patientId: maria.id, scheduledAt: later() });
  const queued = await sendMessage(clinic.ctx(), { ...visit, patientId: maria.id });
  const brothers = await sendMessage(clinic.ctx(), { ...visit, patientId: ken.id, scheduledAt: later() });

  const known = await recordDeath(clinic.ctx(), maria.id, {
    deceased: true,
    source: "Her daughter, by phone",
  });

  expect(known).toMatchObject({ deceased: true, deceasedSource: "Her daughter, by phone" });
  await drive(clinic.ctx(), [planned.id, queued.id]);
  expect(twilio.sent).toHaveLength(0);
  for (const id of [planned.id, queued.id]) {
    expect(await stored(clinic, id)).toMatchObject({ status: "CANCELLED", reason: "deceased", nextAt: null });
    expect((await getMessage(clinic.ctx(), id)).story.at(-1)?.words).toContain("Maria has died");
  }
  expect(await stored(clinic, brothers.id)).toMatchObject({ status: "SCHEDULED", cancelledAt: null });
  const refused = await sendMessage(clinic.ctx(), { ...visit, patientId: maria.id });
  expect(refused).toMatchObject({ status: "FAILED", reason: "deceased" });
});

test("a mistake is taken back with a reason, which is audited with the source", async () => {
  const { id } = await patient(clinic);
  await recordDeath(clinic.ctx(), id, { deceased: true, source: "obituary" });
  await expect(recordDeath(clinic.ctx(), id, { deceased: true, source: "again" })).rejects.toMatchObject({
    reason: "no_change",
  });
  const alive = await recordDeath(clinic.ctx(), id, { deceased: false, reason: "Another of the same name" });
  expect(alive).toMatchObject({ deceased: false, deceasedAt: null, deceasedSource: null });
  expect((await sendMessage(clinic.ctx(), { ...visit, patientId: id })).status).toBe("PENDING");
  const entries = await inClinic(clinic.clinicId, (tx) =>
    tx.auditEntry.findMany({
      where: { patientId: id, action: { startsWith: "patient.deceased" } },
      orderBy: { at: "asc" },
    }),
  );
  expect(entries.map((entry) => entry.reason).sort()).toEqual(["Another of the same name", "obituary"]);
});

test("a death is neither of a stranger nor in the time to come", async () => {
  const { id } = await patient(clinic);
  const death = { deceased: true as const, source: "obituary" };
  await expect(recordDeath(clinic.ctx(), clinic.clinicId, death)).rejects.toMatchObject({
    code: "not_found",
  });
  expect(() => recordDeath(clinic.ctx(), id, { ...death, at: later() })).toThrow("has not come");
});
