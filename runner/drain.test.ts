import { expect, it } from "vitest";
import type { Outcome } from "@/lib/providers/port";
import { type Suite, suite } from "@/lib/testing/ctx";
import { outbound, stored } from "@/lib/testing/messages";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";
import { Bell } from "@/runner/bell";
import { Delivery } from "@/runner/deliver";
import { loop, type Stop } from "@/runner/loop";

/** One runner's loop over the queue of one clinic, as `runner/main.ts` starts it. */
function runner(clinic: Suite) {
  const [stop, bell]: [Stop, Bell] = [{ asked: false }, new Bell()];
  const delivery = new Delivery(clinic.ports, clinic.clinicId);
  const ended = loop("delivery", 20, () => delivery.pass(), { bell, stop });
  return {
    /** As SIGTERM does: takes nothing new, and ends when what it has in hand is written down. */
    async leave(meanwhile: () => void = () => undefined) {
      stop.asked = true;
      bell.ring();
      meanwhile();
      await ended;
      await delivery.drained();
    },
  };
}

it("asked to leave, a runner records what it has in hand and takes nothing more; the next one goes on", async () => {
  const answers: ((outcome: Outcome) => void)[] = [];
  const vendor = testVendor("twilio", "SMS", () => new Promise((resolve) => answers.push(resolve)));
  const clinic = await suite({ providers: [vendor.provider] });
  const [first = ""] = await outbound(clinic, await patient(clinic));
  const scheduledAt = new Date(clinic.time.clock().getTime() + 1_000);
  const [second = ""] = await outbound(clinic, await patient(clinic), { scheduledAt });
  const one = runner(clinic);
  await expect.poll(() => answers.length).toBe(1);
  // An answer that takes longer than two seconds is none, so nothing slow stands between.
  await one.leave(() => answers[0]?.({ kind: "accepted", ref: "SM1" }));
  clinic.time.advance(1_000);
  expect(await stored(clinic, first)).toMatchObject({ status: "SENT" });
  expect(await stored(clinic, second)).toMatchObject({ status: "SCHEDULED" });
  expect(vendor.sent).toHaveLength(1);

  const next = runner(clinic);
  await expect.poll(() => answers.length).toBe(2);
  answers[1]?.({ kind: "accepted", ref: "SM2" });
  await next.leave();
  expect(await stored(clinic, second)).toMatchObject({ status: "SENT" });
});

it("two runners at once hand everything off once", async () => {
  const vendor = testVendor("twilio", "SMS");
  const clinic = await suite({ providers: [vendor.provider] });
  const ids: string[] = [];
  for (let nth = 0; nth < 12; nth += 1) ids.push(...(await outbound(clinic, await patient(clinic))));
  const both = [runner(clinic), runner(clinic)];
  await expect.poll(() => vendor.sent.length).toBe(12);
  await Promise.all(both.map((each) => each.leave()));
  expect(new Set(vendor.sent.map(({ key }) => key)).size).toBe(12);
  for (const id of ids) expect(await stored(clinic, id)).toMatchObject({ status: "SENT" });
});
