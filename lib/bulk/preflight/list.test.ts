import Papa from "papaparse";
import { expect, it } from "vitest";
import { checkBulk, listCheck } from "@/lib/bulk/preflight/queries";
import { CheckBulk } from "@/lib/bulk/schema";
import { inClinic } from "@/lib/db/transaction";
import { crowd } from "@/lib/testing/crowd";
import { suite } from "@/lib/testing/ctx";
import { testVendor } from "@/lib/testing/provider";

it("the check downloads as a list, line by line, with the same counts", async () => {
  const clinic = await suite({ providers: [testVendor("twilio", "SMS").provider] });
  const people = await crowd(clinic, 6);
  const [, stopped, away, again] = people;
  await inClinic(clinic.clinicId, async (tx) => {
    const { clinicId } = clinic;
    await tx.suppression.create({
      data: { clinicId, channel: "SMS", address: stopped?.phone ?? "", reason: "stop", since: new Date(0) },
    });
    await tx.patient.updateMany({ where: { id: away?.id ?? "" }, data: { timeZone: "Pacific/Guam" } });
  });
  const phones = [...people.map(({ phone }) => phone), again?.phone, "12", "=1+1"];
  const audience = { kind: "list", text: `Phone\n${phones.join("\n")}` };
  const input = CheckBulk.parse({ body: "Please call us.", channel: "SMS", audience });
  const check = await checkBulk(clinic.ctx("admin"), input);
  const { content } = await listCheck(clinic.ctx("admin"), input);
  const { data } = Papa.parse<Record<string, string>>(content, { header: true });
  const of = (result: string) => data.filter((row) => row.Result === result);
  expect([of("Goes now").length, of("Waits").length, of("Left out").length]).toEqual([
    check.go,
    check.held,
    check.excluded,
  ]);
  expect(of("Waits")).toMatchObject([{ Row: "4", Why: "Quiet hours where they are." }]);
  expect(of("Left out").map(({ Row, Why }) => [Row, Why])).toEqual([
    ["3", "Stopped our messages."],
    ["8", "Same patient as row 5."],
    ["9", "This number has too few or too many digits."],
    ["10", expect.any(String)],
  ]);
  expect(of("Goes now").every(({ Patient }) => Patient === "Maria Alvarez")).toBe(true);
});

it("tells when the last one leaves by the pace that numbers of one campaign share", async () => {
  const clinic = await suite({ providers: [testVendor("twilio", "SMS").provider] });
  const { clinicId, time } = clinic;
  const second = `+1${String(Date.now()).slice(-10)}`;
  const people = await crowd(clinic, 20);
  await inClinic(clinicId, async (tx) => {
    const campaign = { campaign: "C1", rate: 1 };
    await tx.sender.updateMany({ where: { clinicId, channel: "SMS" }, data: campaign });
    const sender = {
      provider: "twilio",
      kind: "long_code" as const,
      address: second,
      createdAt: time.clock(),
    };
    await tx.sender.create({ data: { clinicId, channel: "SMS", ...sender, ...campaign } });
    // Half of them know the second number.
    await tx.message.createMany({
      data: people.slice(10).map(({ id: patientId, conversationId, phone }) => ({
        ...{
          clinicId,
          patientId,
          conversationId,
          fromAddress: phone,
          toAddress: second,
          createdAt: time.clock(),
        },
        ...{
          channel: "SMS" as const,
          direction: "INBOUND" as const,
          status: "DELIVERED" as const,
          body: "Hi",
        },
        ...{ category: "treatment" as const, updatedAt: time.clock() },
        ...{ createdBy: "patient", createdByKind: "patient" as const },
      })),
    });
  });
  const audience = { kind: "patients", patientIds: people.map(({ id }) => id) };
  const input = CheckBulk.parse({ body: "Please call us.", channel: "SMS", audience });
  const { finishAt } = await checkBulk(clinic.ctx("admin"), input);
  expect(new Date(finishAt ?? 0).getTime() - time.clock().getTime()).toBe(19_000);
});
