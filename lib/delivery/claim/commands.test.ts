import { expect, it } from "vitest";
import { inClinic } from "@/lib/db/transaction";
import { drive } from "@/lib/delivery/commands";
import { suite } from "@/lib/testing/ctx";
import { outbound, stored } from "@/lib/testing/messages";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

it("hands off the whole batch but the one message that cannot be claimed, which stands aside", async () => {
  const twilio = testVendor("twilio", "SMS");
  const clinic = await suite({ providers: [twilio.provider] });
  const odd = await patient(clinic);
  const [bad = ""] = await outbound(clinic, odd);
  const ids = [bad];
  for (let n = 0; n < 6; n += 1) ids.push(...(await outbound(clinic, await patient(clinic))));
  await inClinic(clinic.clinicId, (tx) =>
    tx.patient.updateMany({
      where: { clinicId: clinic.clinicId, id: odd.id },
      data: { timeZone: "Nowhere/Land" },
    }),
  );
  await drive(clinic.ctx(), ids);
  expect(twilio.sent).toHaveLength(6);
  const waiting = await inClinic(clinic.clinicId, (tx) =>
    tx.queueItem.findMany({ where: { clinicId: clinic.clinicId } }),
  );
  const leasedUntil = new Date(clinic.time.clock().getTime() + 60_000);
  expect(waiting).toMatchObject([{ messageId: bad, leasedUntil }]);
});

it.each([
  ["19 seconds before the window ends", "2026-06-17T02:59:41Z", [7]],
  ["with less left than the vendor's least", "2026-06-17T02:59:43Z", []],
])("a text %s", async (_, now, validities) => {
  const twilio = testVendor("twilio", "SMS");
  const clinic = await suite({ now, providers: [twilio.provider] });
  const [id = ""] = await outbound(clinic, await patient(clinic));
  await drive(clinic.ctx(), [id]);
  const sent = twilio.sent.map(({ message }) => (message.channel === "SMS" ? message.validitySeconds : null));
  expect(sent).toEqual(validities);
  if (validities.length > 0) return;
  const closing = new Date("2026-06-17T03:00:00Z");
  expect(await stored(clinic, id)).toMatchObject({ nextAt: closing, deliveries: [] });
  clinic.time.set(closing);
  await drive(clinic.ctx(), [id]);
  const opening = new Date("2026-06-17T14:00:00Z");
  expect(await stored(clinic, id)).toMatchObject({
    status: "SCHEDULED",
    reason: "quiet_hours",
    nextAt: opening,
  });
});
