import { expect, it } from "vitest";
import { inClinic } from "@/lib/db/transaction";
import { claim } from "@/lib/delivery/claim/commands";
import { drive } from "@/lib/delivery/commands";
import { recordOutcomes } from "@/lib/delivery/record/commands";
import { record } from "@/lib/delivery/record/recorder";
import type { Outcome } from "@/lib/providers/port";
import { suite } from "@/lib/testing/ctx";
import { outbound, stored } from "@/lib/testing/messages";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

const system = { kind: "system", job: "test" } as const;
const AGAIN: Outcome = { kind: "rejected", retry: true, reason: "service_down" };

it("gives up an outcome that the database refuses, without keeping another one waiting", async () => {
  const clinic = await suite({ providers: [testVendor("twilio", "SMS").provider] });
  const ctx = clinic.ctx(system);
  const [bad = ""] = await outbound(clinic, await patient(clinic));
  const [good = ""] = await outbound(clinic, await patient(clinic));
  const { claimed } = await claim(ctx, [bad, good]);
  const at = clinic.time.clock();
  const written: string[] = [];
  const records = claimed.map(async (attempt) => {
    const ref = attempt.messageId === bad ? "\u0000" : `SM-${attempt.attemptId}`;
    await record(ctx, { attempt, outcome: { kind: "accepted", ref }, at });
    written.push(attempt.messageId);
  });
  await Promise.all(records);
  expect(written).toEqual([good, bad]);
  expect((await stored(clinic, good)).status).toBe("SENT");
  expect((await stored(clinic, bad)).deliveries).toMatchObject([{ outcome: null }]);
}, 180_000);

it("gives a day's slot back once, though two clocks find the same attempt lost", async () => {
  const clinic = await suite({ providers: [testVendor("twilio", "SMS").provider] });
  const ctx = clinic.ctx(system);
  const [id = ""] = await outbound(clinic, await patient(clinic));
  const used = async () => (await inClinic(clinic.clinicId, (tx) => tx.patientDay.findFirstOrThrow({}))).used;
  const { claimed } = await claim(ctx, [id]);
  const lost = claimed.map((attempt) => ({ attempt, outcome: AGAIN, at: clinic.time.clock() }));
  clinic.time.advance(130_000);
  await recordOutcomes(ctx, lost);
  expect(await used()).toBe(0);
  clinic.time.advance(600_000);
  await drive(ctx, [id]);
  expect(await used()).toBe(1);
  await recordOutcomes(ctx, lost);
  expect(await used()).toBe(1);
});
