import { expect, it } from "vitest";
import { checkBulk } from "@/lib/bulk/preflight/queries";
import { CheckBulk } from "@/lib/bulk/schema";
import { inClinic } from "@/lib/db/transaction";
import { crowd } from "@/lib/testing/crowd";
import { suite } from "@/lib/testing/ctx";
import { testVendor } from "@/lib/testing/provider";

it("sends nobody's words to another patient: rows whose keys or names disagree are left out and told", async () => {
  const clinic = await suite({ providers: [testVendor("twilio", "SMS").provider] });
  const [anna, tim, bob] = await crowd(clinic, 3);
  if (!anna || !tim || !bob) throw new Error("nobody");
  await inClinic(clinic.clinicId, async (tx) => {
    const names = { [anna.id]: ["Anna", "Doe"], [tim.id]: ["Tim", "Doe"], [bob.id]: ["Bob", "Smith"] };
    for (const [at, [id, [firstName = "", lastName = ""]]] of Object.entries(names).entries()) {
      await tx.patient.update({ where: { id }, data: { firstName, lastName, externalId: String(at + 1) } });
    }
    const home = { clinicId: clinic.clinicId, kind: "phone" as const, value: anna.phone, source: "test" };
    await tx.contactPoint.create({
      data: { ...home, patientId: tim.id, isPrimary: false, createdAt: clinic.time.clock() },
    });
  });
  const check = async (text: string) => {
    const input = { body: "Your visit: {{visitDate}}", channel: "SMS", audience: { kind: "list", text } };
    const found = await checkBulk(clinic.ctx("admin"), CheckBulk.parse({ ...input, onShared: "once" }));
    const reasons = found.excludedBy.map(({ reason, count }) => [reason, count]);
    return { who: found.sample?.name ?? null, reasons, problems: found.rows.map(({ problem }) => problem) };
  };
  expect(await check(`MRN,Name,Visit date\n1,Bob Smith,June 9\n`)).toEqual({
    who: null,
    reasons: [["other_name", 1]],
    problems: ["This number, address or chart belongs to a patient with another name."],
  });
  // A column that only counts its rows.
  expect(await check(`#,Phone,Visit date\n1,${bob.phone},June 9\n`)).toEqual({
    who: null,
    reasons: [["several_patients", 1]],
    problems: ["This row's chart number, phones and addresses belong to different patients."],
  });
  expect(await check(`Phone,Mobile,Visit date\n${tim.phone},${bob.phone},June 9\n`)).toMatchObject({
    reasons: [["several_patients", 1]],
  });
  expect(await check(`Phone,Name,Visit date\n${anna.phone},Tim Doe,June 9\n`)).toMatchObject({
    who: "Tim Doe",
  });
  expect(await check(`MRN,Phone,Visit date\n2,${anna.phone},June 9\n`)).toMatchObject({ who: "Tim Doe" });
  expect(await check(`Phone;Last visit;Visit date\n${bob.phone};March;June 9\n`)).toMatchObject({
    who: "Bob Smith",
  });
});
