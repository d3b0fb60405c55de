import { expect, it } from "vitest";
import { inInstallation } from "@/lib/db/transaction";
import { drive } from "@/lib/delivery/commands";
import type { ReceiptInbound } from "@/lib/providers/port";
import { suite } from "@/lib/testing/ctx";
import { outbound, stored } from "@/lib/testing/messages";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";
import { askAboutStuck } from "@/lib/webhooks/asking/commands";
import { processWebhooks, takeIn } from "@/lib/webhooks/commands";

const HOUR_MS = 3_600_000;
// Attempts are found by the time in their ids, which is the machine's: it is about noon where these patients live.
const eastOfGreenwich = 12 - new Date().getUTCHours();
const timeZone = `Etc/GMT${eastOfGreenwich > 0 ? "-" : "+"}${Math.abs(eastOfGreenwich)}`;

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
  const own = await suite({ now: new Date().toISOString(), providers: [{ ...vendor.provider, ask }] });
  const texts = await Promise.all([0, 1].map(async () => outbound(own, await patient(own, { timeZone }))));
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
