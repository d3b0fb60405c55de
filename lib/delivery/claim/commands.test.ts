import { expect, it } from "vitest";
import { inClinic } from "@/lib/db/transaction";
import { drive } from "@/lib/delivery/commands";
import { suite } from "@/lib/testing/ctx";
import { outbound } from "@/lib/testing/messages";
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
