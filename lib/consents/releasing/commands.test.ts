import { afterAll, beforeAll, expect, it } from "vitest";
import { releaseAddresses } from "@/lib/consents/releasing/commands";
import { inClinic } from "@/lib/db/transaction";
import { drive } from "@/lib/delivery/commands";
import { updatePatient } from "@/lib/patients/commands";
import { getPatient } from "@/lib/patients/profile/queries";
import { UpdatePatient } from "@/lib/patients/schema";
import { type ContractWorld, contractWorld } from "@/lib/testing/contract-world";
import { type Suite, suite } from "@/lib/testing/ctx";
import { outbound, stored } from "@/lib/testing/messages";
import { patient } from "@/lib/testing/patients";
import { processWebhooks, takeIn } from "@/lib/webhooks/commands";

let world: ContractWorld;
let clinic: Suite;
const MAILBOX = `bounce+${Date.now()}@sim.example`;

beforeAll(async () => {
  world = await contractWorld();
  clinic = await suite({ providers: [world.provider("sendgrid")] });
}, 180_000);
afterAll(() => world.stop());

const system = () => clinic.ctx({ kind: "system", job: "releases" });

/** One mail to her, and all that SendGrid tells of it. */
async function write(her: Awaited<ReturnType<typeof patient>>, last: string) {
  const [id = ""] = await outbound(clinic, her, { plan: ["EMAIL"] });
  await drive(system(), [id]);
  const told = () => world.inbound.filter((one) => one.kind === "receipt" && one.address === MAILBOX);
  const deadline = Date.now() + 10_000;
  while (!told().some((one) => one.kind === "receipt" && one.status.includes(last))) {
    if (Date.now() > deadline) throw new Error(`No ${last}: ${JSON.stringify(told())}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  clinic.time.advance(60_000);
  const at = clinic.time.clock();
  const events = world.inbound.splice(0).map((one) => ({ ...one, at }));
  await takeIn(clinic.ports, "sendgrid", events);
  while (await processWebhooks(clinic.ports));
  clinic.time.advance(60_000);
  return (await stored(clinic, id)).status;
}

it("a bounced mailbox that a person checked is taken off SendGrid's list by command, job, port and wire", async () => {
  const her = { ...(await patient(clinic)), email: MAILBOX };
  await inClinic(clinic.clinicId, (tx) =>
    tx.contactPoint.updateMany({ where: { patientId: her.id, kind: "email" }, data: { value: MAILBOX } }),
  );
  const point = async () => {
    const found = (await getPatient(clinic.ctx(), her.id)).contactPoints.find(
      ({ value }) => value === MAILBOX,
    );
    if (!found) throw new Error("She has no such mailbox.");
    return found;
  };
  const listed = async () =>
    (await world.control<{ items: string[] }>("GET", "/_sim/bounced")).items.includes(MAILBOX);
  expect(await write(her, "bounce")).toBe("BOUNCED");
  expect(await listed()).toBe(true);
  const { id, health } = await point();
  expect(health).toBe("closed");

  const confirm = UpdatePatient.parse({ contacts: { confirm: [id] } });
  await updatePatient(clinic.ctx(), her.id, confirm);
  expect(await point()).toMatchObject({
    health: "closed",
    healthWords: expect.stringContaining("We are asking"),
  });

  await world.fault("sendgrid", "http500", { count: 1 });
  await releaseAddresses(system());
  expect(await listed()).toBe(true);
  expect((await point()).healthWords).toContain("We keep asking");

  clinic.time.advance(31_000);
  await releaseAddresses(system());
  expect(await listed()).toBe(false);
  expect(await point()).toMatchObject({
    health: "ok",
    healthWords: null,
    lastConfirmedAt: clinic.time.clock(),
  });
  // Dead it still is: it bounces anew, where a mailbox on the list would be dropped unsent.
  expect(await write(her, "bounce")).toBe("BOUNCED");
});
