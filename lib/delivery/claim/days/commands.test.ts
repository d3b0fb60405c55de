import { describe, expect, it } from "vitest";
import { inClinic } from "@/lib/db/transaction";
import { drive } from "@/lib/delivery/commands";
import type { OutboundMessage, Outcome } from "@/lib/providers/port";
import { type Suite, suite } from "@/lib/testing/ctx";
import { outbound, stored } from "@/lib/testing/messages";
import { patient, phoneNumber } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

const clinicWith = async (answer?: (message: OutboundMessage, key: string) => Outcome, settings?: object) => {
  const twilio = testVendor("twilio", "SMS", answer);
  const sendgrid = testVendor("sendgrid", "EMAIL");
  const clinic = await suite({ providers: [twilio.provider, sendgrid.provider] });
  if (settings) {
    await inClinic(clinic.clinicId, (tx) =>
      tx.clinic.update({
        where: { id: clinic.clinicId },
        data: { settings: { quietHours: { openingSpreadMinutes: 0 }, ...settings } },
      }),
    );
  }
  return { clinic, twilio, sendgrid };
};

const reasonsOf = async (clinic: Suite, ids: readonly string[]) =>
  (await Promise.all(ids.map((id) => stored(clinic, id)))).map(({ reason }) => reason);
const count = <T>(items: readonly T[], item: T) => items.filter((one) => one === item).length;

describe("a phone that a household shares", () => {
  it("lets 27 parallel texts to three of them hand off exactly 20, and mail goes on", async () => {
    const { clinic, twilio, sendgrid } = await clinicWith();
    const phone = phoneNumber();
    const family = await Promise.all(
      ["Maria", "Ken", "Tom"].map((firstName) => patient(clinic, { phone, firstName })),
    );
    const ids = (await Promise.all(family.map((person) => outbound(clinic, person, { count: 9 })))).flat();
    await Promise.all(ids.map((id) => drive(clinic.ctx(), [id])));
    expect(twilio.sent).toHaveLength(20);
    const reasons = await reasonsOf(clinic, ids);
    expect(count(reasons, "household_cap")).toBe(7);
    const mail = await Promise.all(family.map((person) => outbound(clinic, person, { plan: ["EMAIL"] })));
    await drive(clinic.ctx(), mail.flat());
    expect(sendgrid.sent.length).toBeGreaterThan(0);

    clinic.time.set("2026-06-17T14:00:00Z");
    await drive(clinic.ctx(), ids);
    expect(twilio.sent).toHaveLength(27);
  }, 180_000);

  it("gets a slot back once for what the vendor refused, and keeps it for what it took", async () => {
    const busy = (): Outcome => ({ kind: "rejected", retry: true, reason: "service_down" });
    let answer: () => Outcome = busy;
    const { clinic, twilio } = await clinicWith(() => answer(), { householdCap: 1 });
    const phone = phoneNumber();
    const [maria, ken] = [
      await patient(clinic, { phone }),
      await patient(clinic, { phone, firstName: "Ken" }),
    ];
    const [first = "", second = ""] = [await outbound(clinic, maria), await outbound(clinic, ken)].flat();
    await drive(clinic.ctx(), [first]);
    answer = () => ({ kind: "accepted", ref: "SM1" });
    await drive(clinic.ctx(), [second]);
    expect(twilio.sent).toHaveLength(2);
    clinic.time.advance(600_000);
    await drive(clinic.ctx(), [first]);
    expect(twilio.sent).toHaveLength(2);
    expect(await stored(clinic, first)).toMatchObject({ status: "SCHEDULED", reason: "household_cap" });
  });
});

describe("a patient's day", () => {
  it("keeps its reserve for what is urgent, and stops bulk first", async () => {
    const { clinic, twilio } = await clinicWith(undefined, { dailyCap: 5, dailyReserve: 1, bulkCap: 2 });
    const maria = await patient(clinic);
    const send = async (count: number, priority: "bulk" | "normal" | "urgent") => {
      const ids = await outbound(clinic, maria, { count, priority });
      await Promise.all(ids.map((id) => drive(clinic.ctx(), [id])));
      return twilio.sent.length;
    };
    expect(await send(4, "bulk")).toBe(2);
    expect(await send(4, "normal")).toBe(4);
    expect(await send(3, "urgent")).toBe(5);
  });
});
