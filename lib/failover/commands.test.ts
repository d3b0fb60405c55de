import { beforeAll, describe, expect, it } from "vitest";
import { systemCtx } from "@/lib/ctx";
import { inClinic } from "@/lib/db/transaction";
import { drive } from "@/lib/delivery/commands";
import { judgeProviders, pauseProvider, resumeProvider, weighProvider } from "@/lib/failover/commands";
import { getProviders, listProviderChanges } from "@/lib/failover/queries";
import type { OutboundMessage, Outcome } from "@/lib/providers/port";
import { type Suite, suite } from "@/lib/testing/ctx";
import { outbound, outboundToAll, stored } from "@/lib/testing/messages";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

const down: Outcome = { kind: "rejected", retry: true, reason: "service_down" };
const weather = { twilio: "well" as "well" | "down" | "silent" };

const twilio = testVendor("twilio", "SMS", (_message: OutboundMessage, key: string) => {
  if (weather.twilio === "silent") return null;
  return weather.twilio === "down" ? down : { kind: "accepted", ref: `tw-${key}` };
});
const telnyx = testVendor("telnyx", "SMS", (_message: OutboundMessage, key: string) => ({
  kind: "accepted",
  ref: `tx-${key}`,
}));
const carried = () => ({ twilio: twilio.sent.length, telnyx: telnyx.sent.length });

let clinic: Suite;
let people: { id: string; conversationId: string }[];
let standBy = "";

beforeAll(async () => {
  clinic = await suite({ providers: [twilio.provider, telnyx.provider] });
  standBy = `+1${String(Date.now()).slice(-10)}`;
  await inClinic(clinic.clinicId, (tx) =>
    tx.sender.create({
      data: {
        clinicId: clinic.clinicId,
        channel: "SMS",
        provider: "telnyx",
        kind: "long_code",
        address: standBy,
        rate: 1_000,
        createdAt: clinic.time.clock(),
      },
    }),
  );
  people = [];
  for (let index = 0; index < 24; index += 1) people.push(await patient(clinic));
});

const system = () => systemCtx(clinic.clinicId, "test", clinic.ports);
const send = async (count: number, more: object = {}) => {
  const ids = await outboundToAll(clinic, people.slice(0, count), more);
  await drive(system(), ids);
  return ids;
};
const shown = async (provider: string) => {
  const { items } = await getProviders(clinic.ctx("admin"));
  const found = items.find((one) => one.provider === provider);
  if (!found) throw new Error(`${provider} is not shown.`);
  return found;
};
const lanes = () =>
  inClinic(
    clinic.clinicId,
    (tx) =>
      tx.$queryRaw<{ address: string; waiting: number }[]>`
      SELECT s.address, count(*)::int AS waiting FROM "QueueItem" q
      JOIN "Sender" s ON q.lane = s."clinicId" || ':' || s.id
      WHERE q."clinicId" = ${clinic.clinicId}::uuid GROUP BY s.address`,
  );

describe("two vendors for texts", () => {
  it("are the default and a stand-by, until somebody says otherwise", async () => {
    await send(2);
    expect(carried()).toEqual({ twilio: 2, telnyx: 0 });
    expect(await shown("twilio")).toMatchObject({ state: "ok", weight: 100, share: 100 });
    expect(await shown("telnyx")).toMatchObject({ state: "standby", weight: 0, share: 0, changes: [] });
  });

  it("a text that the first could not take goes by the other at its next try", async () => {
    weather.twilio = "down";
    const [other] = people.slice(-1);
    if (!other) throw new Error("No patient.");
    const [id = ""] = await outbound(clinic, other);
    await drive(system(), [id]);
    expect((await stored(clinic, id)).status).toBe("PENDING");
    clinic.time.advance(60_000);
    await drive(system(), [id]);
    expect((await stored(clinic, id)).status).toBe("SENT");
    expect(telnyx.sent.at(-1)?.message).toMatchObject({ from: standBy });
    weather.twilio = "well";
  });

  it("one without an answer never goes by the other", async () => {
    weather.twilio = "silent";
    const before = carried().telnyx;
    const [one] = people.slice(-2);
    if (!one) throw new Error("No patient.");
    const [id = ""] = await outbound(clinic, one);
    await drive(system(), [id]);
    clinic.time.advance(120_000);
    await drive(system(), [id]);
    expect(await stored(clinic, id)).toMatchObject({ status: "PENDING", reason: "unknown" });
    expect(carried().telnyx).toBe(before);
    weather.twilio = "well";
  });

  it("whoever fails is left by what waits and by what comes, and bulk waits for it", async () => {
    clinic.time.advance(3_600_000);
    weather.twilio = "down";
    const ids = await send(22);
    const bulk = await outboundToAll(clinic, people.slice(0, 22), { priority: "bulk" });
    expect(await lanes()).toEqual([expect.objectContaining({ waiting: expect.any(Number) })]);
    await judgeProviders(clinic.ports);

    const failed = await shown("twilio");
    expect(failed).toMatchObject({ state: "demoted", level: 0, share: 0 });
    expect(failed.trippedUntil).not.toBeNull();
    expect(failed.changes.map(({ kind }) => kind).sort()).toEqual(["demoted", "tripped"]);
    expect(failed.changes.find(({ kind }) => kind === "demoted")?.evidence).toMatchObject({
      cause: "errors",
      share: 100,
    });
    expect((await lanes()).map(({ address }) => address)).toEqual([standBy]);

    const before = carried();
    clinic.time.advance(20_000);
    await drive(system(), [...bulk, ...ids]);
    const reasons = await Promise.all(bulk.slice(0, 3).map(async (id) => (await stored(clinic, id)).reason));
    expect(reasons).toEqual(["provider_trouble", "provider_trouble", "provider_trouble"]);
    await drive(system(), ids);
    expect(carried().twilio).toBe(before.twilio);
    expect(carried().telnyx).toBeGreaterThan(before.telnyx + 15);

    // The breaker lets go once nothing fails any more: what it held is due at once, by the vendor that is well.
    clinic.time.advance(60_000);
    await judgeProviders(clinic.ports);
    expect((await shown("twilio")).trippedUntil).toBeNull();
    const [first = ""] = bulk;
    expect((await stored(clinic, first)).nextAt).toEqual(clinic.time.clock());
    await drive(system(), [first]);
    expect((await stored(clinic, first)).status).toBe("SENT");
    weather.twilio = "well";
  });

  it("and comes back in steps after its rest, keeping each with its reason", async () => {
    const levels: number[] = [];
    for (let minutes = 0; minutes < 60; minutes += 5) {
      clinic.time.advance(5 * 60_000);
      await judgeProviders(clinic.ports);
      const { level } = await shown("twilio");
      if (levels.at(-1) !== level) levels.push(level);
    }
    expect(levels).toEqual([0, 10, 25, 50, 100]);
    const page = await listProviderChanges(clinic.ctx("admin"), "twilio", { limit: 3 });
    expect(page.items.map(({ kind }) => kind)).toEqual(["restored", "raised", "raised"]);
    const rest = await listProviderChanges(clinic.ctx("admin"), "twilio", {
      limit: 50,
      cursor: page.nextCursor ?? undefined,
    });
    expect(rest.items.at(-1)?.kind).toBe("tripped");
    expect(rest.nextCursor).toBeNull();
  });
});

describe("by hand", () => {
  it("a paused vendor carries nothing, with a reason that everybody reads, until it is resumed", async () => {
    const admin = clinic.ctx("admin");
    await pauseProvider(admin, "twilio", "Their status page says maintenance.");
    await expect(pauseProvider(admin, "twilio", "again")).rejects.toMatchObject({ reason: "already_paused" });
    expect(await shown("twilio")).toMatchObject({
      state: "paused",
      share: 0,
      pausedReason: "Their status page says maintenance.",
      pausedBy: "admin",
    });
    const before = carried();
    const fresh = await patient(clinic);
    const [id = ""] = await outbound(clinic, fresh);
    await drive(system(), [id]);
    expect(carried()).toEqual({ ...before, telnyx: before.telnyx + 1 });

    // With the other one paused too, everything waits.
    await pauseProvider(admin, "telnyx", "Both have trouble.");
    const [waiting = ""] = await outbound(clinic, await patient(clinic));
    await drive(system(), [waiting]);
    expect(await stored(clinic, waiting)).toMatchObject({ status: "SCHEDULED", reason: "provider_trouble" });
    await resumeProvider(admin, "twilio");
    expect((await stored(clinic, waiting)).nextAt).toEqual(clinic.time.clock());
    await drive(system(), [waiting]);
    expect((await stored(clinic, waiting)).status).toBe("SENT");
    await resumeProvider(admin, "telnyx");
    await expect(resumeProvider(admin, "telnyx")).rejects.toMatchObject({ reason: "not_paused" });
  });

  it("weights divide what has no number of its own yet", async () => {
    await weighProvider(clinic.ctx("admin"), "telnyx", 100);
    expect(await shown("telnyx")).toMatchObject({ state: "ok", share: 50 });
    await weighProvider(clinic.ctx("admin"), "telnyx", 0);
    await expect(weighProvider(clinic.ctx("admin"), "nobody", 5)).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
