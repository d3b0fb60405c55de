import { expect, it } from "vitest";
import { drive } from "@/lib/delivery/commands";
import { suite } from "@/lib/testing/ctx";
import { outbound, stored } from "@/lib/testing/messages";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

it("sends a text that may go, once, and says so", async () => {
  const twilio = testVendor("twilio", "SMS");
  const clinic = await suite({ providers: [twilio.provider] });
  const maria = await patient(clinic);
  const [id = ""] = await outbound(clinic, maria);
  await Promise.all([drive(clinic.ctx(), [id]), drive(clinic.ctx(), [id])]);
  const message = await stored(clinic, id);
  expect(twilio.sent).toHaveLength(1);
  expect(twilio.sent[0]?.message).toMatchObject({ channel: "SMS", to: maria.phone });
  expect(message).toMatchObject({ status: "SENT", reason: null, nextAt: null, toAddress: maria.phone });
  expect(message.deliveries).toMatchObject([{ outcome: "accepted", status: "SENT" }]);
  expect(message.decisions.map((decision) => decision.kind)).toEqual(["allow"]);
});
