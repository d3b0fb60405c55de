import { beforeEach, expect, it } from "vitest";
import { inInstallation } from "@/lib/db/transaction";
import { type Suite, suite } from "@/lib/testing/ctx";
import { testVendor } from "@/lib/testing/provider";
import { Gate } from "@/runner/catching-up";

let own: Suite;
let looks: string[];
let number: string;
/** What happens while the list of this clinic is read. */
let meanwhile: () => void;

beforeEach(async () => {
  looks = [];
  meanwhile = () => undefined;
  const listInbound = async ({ to }: { to: string }) => {
    looks.push(to);
    if (to === number) meanwhile();
    return [];
  };
  own = await suite({
    now: new Date().toISOString(),
    providers: [{ ...testVendor("twilio", "SMS").provider, listInbound }],
  });
  const sender = await inInstallation((tx) =>
    tx.sender.findFirstOrThrow({ where: { clinicId: own.clinicId, channel: "SMS" } }),
  );
  number = sender.address;
});

const timesLooked = () => looks.filter((to) => to === number).length;

it("is shut until the lists were looked at after a start, and then stays open", async () => {
  const gate = new Gate(own.ports);
  expect(await gate.open()).toBe(true);
  expect(await gate.open()).toBe(true);
  expect(timesLooked()).toBe(1);
});

it("shuts when the database was away, and when this process was", async () => {
  const gate = new Gate(own.ports);
  gate.seen(own.time.clock());
  await gate.open();
  gate.lost();
  own.time.advance(1_000);
  expect(await gate.open()).toBe(true);
  expect(timesLooked()).toBe(2);
  own.time.advance(5_000);
  gate.seen(own.time.clock());
  await gate.open();
  expect(timesLooked()).toBe(2);
  own.time.advance(60_000);
  gate.seen(own.time.clock());
  expect(await gate.open()).toBe(true);
  expect(timesLooked()).toBe(3);
});

it("stays shut when the database goes away while it looks", async () => {
  const gate = new Gate(own.ports);
  meanwhile = () => {
    meanwhile = () => undefined;
    gate.lost();
  };
  expect(await gate.open()).toBe(false);
  own.time.advance(1_000);
  expect(await gate.open()).toBe(true);
  expect(timesLooked()).toBe(2);
});
