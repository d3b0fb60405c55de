import { expect, it } from "vitest";
import { inInstallation } from "@/lib/db/transaction";
import { drive } from "@/lib/delivery/commands";
import { settleUnknown } from "@/lib/delivery/unknown/commands";
import type { Provider, ReceiptInbound } from "@/lib/providers/port";
import { suite } from "@/lib/testing/ctx";
import { outbound, stored } from "@/lib/testing/messages";
import { patient, phoneNumber } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";
import { askAboutStuck } from "@/lib/webhooks/asking/commands";
import { processWebhooks, takeIn } from "@/lib/webhooks/commands";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

const findsOnly =
  (phone: string): NonNullable<Provider["find"]> =>
  async ({ to }) =>
    to === phone ? { ref: "SM-listed" } : "cannot tell";

it("asks what became of a text stuck at sent, ever later and three times at most, and believes the answer", async () => {
  const vendor = testVendor("twilio", "SMS");
  const asked: string[] = [];
  let says: string | null = "sent";
  const ask = async (ref: string): Promise<ReceiptInbound | null> => {
    asked.push(ref);
    const receipt = says === "delivered" ? "delivered" : "sent";
    return says === null
      ? null
      : {
          kind: "receipt",
          receipt,
          eventId: `${ref}:${says}:`,
          at: own.time.clock(),
          ref,
          status: says,
        };
  };
  const own = await suite({ providers: [{ ...vendor.provider, ask }] });
  const texts = await Promise.all([0, 1].map(async () => outbound(own, await patient(own))));
  const [stuck = "", silent = ""] = texts.flat();
  await drive(own.ctx({ kind: "system", job: "runner" }), [stuck, silent]);
  const keys = vendor.sent.map(({ key }) => key);
  await takeIn(
    own.ports,
    "twilio",
    keys.map((key) => ({
      kind: "receipt" as const,
      receipt: "sent" as const,
      eventId: `first ${key}`,
      at: own.time.clock(),
      key,
      status: "sent",
    })),
  );
  await processWebhooks(own.ports);
  const turn = async (hours: number) => {
    own.time.advance(hours * HOUR_MS);
    asked.length = 0;
    await askAboutStuck(own.ports, own.clinicId);
    await processWebhooks(own.ports);
    return asked.length;
  };
  expect(await turn(3)).toBe(0);
  expect(await turn(1.1)).toBe(2);
  expect(await turn(1)).toBe(0);
  says = null;
  expect(await turn(3.1)).toBe(2);
  says = "delivered";
  expect(await turn(12.1)).toBe(2);
  expect(await stored(own, stuck)).toMatchObject({ status: "DELIVERED" });
  expect(await stored(own, silent)).toMatchObject({ status: "DELIVERED" });
  expect(await turn(24.1)).toBe(0);
  expect(await turn(24)).toBe(0);
  const left = await inInstallation((tx) => tx.receiptAsk.count({ where: { clinicId: own.clinicId } }));
  expect(left).toBe(0);
});

it("asks about a text whose hand-off nobody heard the answer to, as soon as a receipt or a list names it", async () => {
  const silent = testVendor("twilio", "SMS", () => null);
  const asked: string[] = [];
  const ask = async (ref: string): Promise<ReceiptInbound> => {
    asked.push(ref);
    return {
      kind: "receipt",
      receipt: "delivered",
      eventId: `${ref}:`,
      at: own.time.clock(),
      ref,
      status: "x",
    };
  };
  const listed = phoneNumber();
  const own = await suite({ providers: [{ ...silent.provider, ask, find: findsOnly(listed) }] });
  const [named = ""] = await outbound(own, await patient(own));
  const [found = ""] = await outbound(own, await patient(own, { phone: listed }));
  const [nameless = ""] = await outbound(own, await patient(own));
  await drive(own.ctx({ kind: "system", job: "runner" }), [named, found, nameless]);
  const [attempt] = (await stored(own, named)).deliveries;
  const receipt = { kind: "receipt", receipt: "sent", eventId: "first", status: "sent" } as const;
  own.time.advance(MINUTE_MS);
  await takeIn(own.ports, "twilio", [
    { ...receipt, at: own.time.clock(), key: attempt?.id ?? "", ref: "SM-named" },
  ]);
  await processWebhooks(own.ports);
  own.time.advance(5 * HOUR_MS);
  await askAboutStuck(own.ports, own.clinicId);
  expect(asked).toEqual(["SM-named"]);
  await settleUnknown(own.ports, own.clinicId);
  own.time.advance(MINUTE_MS);
  await askAboutStuck(own.ports, own.clinicId);
  expect(asked).toEqual(["SM-named", "SM-listed"]);
  await processWebhooks(own.ports);
  expect(await stored(own, named)).toMatchObject({ status: "DELIVERED" });
  expect(await stored(own, found)).toMatchObject({ status: "DELIVERED" });
  expect((await stored(own, nameless)).deliveries[0]).toMatchObject({ outcome: null, status: "PENDING" });
  own.time.advance(72 * HOUR_MS);
  await askAboutStuck(own.ports, own.clinicId);
  const left = await inInstallation((tx) => tx.receiptAsk.count({ where: { clinicId: own.clinicId } }));
  expect([asked.length, left]).toEqual([2, 0]);
});

it("keeps nothing from being applied when a receipt's id is known as another attempt's, of any clinic", async () => {
  const answers = [() => null, () => ({ kind: "accepted" as const, ref: `SM-${shared}` })];
  const shared = phoneNumber();
  const vendor = testVendor("twilio", "SMS", () => answers.shift()?.() ?? null);
  const [own, other] = [
    await suite({ providers: [vendor.provider] }),
    await suite({ providers: [vendor.provider] }),
  ];
  const keyOf = async (clinic: typeof own, id: string) => (await stored(clinic, id)).deliveries[0]?.id ?? "";
  const [silent = ""] = await outbound(own, await patient(own));
  await drive(own.ctx({ kind: "system", job: "runner" }), [silent]);
  const [known = ""] = await outbound(other, await patient(other));
  await drive(other.ctx({ kind: "system", job: "runner" }), [known]);
  const [third = "", fourth = ""] = await outbound(own, await patient(own), { count: 2 });
  await drive(own.ctx({ kind: "system", job: "runner" }), [third, fourth]);
  own.time.advance(MINUTE_MS);
  const receipt = {
    kind: "receipt",
    receipt: "delivered",
    status: "delivered",
    at: own.time.clock(),
  } as const;
  await takeIn(own.ports, "twilio", [
    { ...receipt, eventId: "1", key: await keyOf(own, silent), ref: `SM-${shared}` },
    { ...receipt, eventId: "2", key: await keyOf(own, third), ref: `SM-two-${shared}` },
    { ...receipt, eventId: "3", key: await keyOf(own, fourth), ref: `SM-two-${shared}` },
  ]);
  while (await processWebhooks(own.ports));
  for (const id of [silent, third, fourth])
    expect(await stored(own, id)).toMatchObject({ status: "DELIVERED" });
  const named = (await stored(own, third)).deliveries.concat((await stored(own, fourth)).deliveries);
  expect(named.filter(({ providerMessageId }) => providerMessageId !== null)).toHaveLength(1);
  expect((await stored(other, known)).deliveries[0]).toMatchObject({ providerMessageId: `SM-${shared}` });
});
