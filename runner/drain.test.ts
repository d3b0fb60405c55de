import { expect, it } from "vitest";
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
    async leave() {
      stop.asked = true;
      bell.ring();
      await ended;
      await delivery.drained();
    },
  };
}

it("asked to leave, a runner records what it has in hand and takes nothing more; the next one goes on", async () => {
  let leaving: Promise<void> | undefined;
  // It is asked while the vendor has the text in hand.
  const vendor = testVendor("twilio", "SMS", (_, key) => {
    leaving ??= one.leave();
    return { kind: "accepted", ref: `SM-${key}` };
  });
  const clinic = await suite({ providers: [vendor.provider] });
  const [first = ""] = await outbound(clinic, await patient(clinic));
  const scheduledAt = new Date(clinic.time.clock().getTime() + 1_000);
  const [second = ""] = await outbound(clinic, await patient(clinic), { scheduledAt });
  const one = runner(clinic);
  await expect.poll(() => vendor.sent.length).toBe(1);
  await leaving;
  clinic.time.advance(1_000);
  expect((await stored(clinic, first)).status).toBe("SENT");
  expect((await stored(clinic, second)).status).toBe("SCHEDULED");
  expect(vendor.sent).toHaveLength(1);

  const next = runner(clinic);
  await expect.poll(() => vendor.sent.length).toBe(2);
  await next.leave();
  expect((await stored(clinic, second)).status).toBe("SENT");
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
