import { expect, test } from "vitest";
import { sendMessage } from "@/lib/messages/commands";
import { previewMessage } from "@/lib/messages/preview/queries";
import { suite } from "@/lib/testing/ctx";
import { patient } from "@/lib/testing/patients";

test("urgent goes before every reply: the front desk and a key without the scope may not say it", async () => {
  const clinic = await suite();
  const maria = await patient(clinic);
  const words = { patientId: maria.id, channel: "SMS" as const, body: "Please call us now." };
  const urgent = { ...words, priority: "urgent" as const };
  const key = (...scopes: ("message.send" | "message.urgent")[]) =>
    clinic.ctx({ kind: "key", id: clinic.staff.admin, scopes });
  const refusal = {
    code: "forbidden",
    reason: "urgent_not_allowed",
    message: expect.stringMatching(/as urgent/),
  };
  for (const ctx of [clinic.ctx("front_desk"), key("message.send")]) {
    await expect(sendMessage(ctx, urgent)).rejects.toMatchObject(refusal);
    await expect(previewMessage(ctx, urgent)).rejects.toMatchObject(refusal);
    expect(await sendMessage(ctx, words)).toMatchObject({ priority: "normal" });
  }
  for (const ctx of [clinic.ctx("clinician"), clinic.ctx("admin"), key("message.send", "message.urgent")]) {
    expect(await sendMessage(ctx, urgent)).toMatchObject({ priority: "urgent" });
  }
});
