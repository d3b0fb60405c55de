import { afterAll, beforeAll, expect, test } from "vitest";
import { inClinic } from "@/lib/db/transaction";
import { drive } from "@/lib/delivery/commands";
import { getHealth } from "@/lib/health/queries";
import { sendMessage } from "@/lib/messages/commands";
import { updatePatient } from "@/lib/patients/commands";
import { UpdatePatient } from "@/lib/patients/schema";
import { installPorts, ports } from "@/lib/ports";
import { type ContractWorld, contractWorld } from "@/lib/testing/contract-world";
import { type Suite, suite } from "@/lib/testing/ctx";
import { stored } from "@/lib/testing/messages";
import { patient } from "@/lib/testing/patients";

let world: ContractWorld;
let clinic: Suite;

beforeAll(async () => {
  world = await contractWorld();
  // Health looks at the newest attempts of the whole installation: no other suite's are newer.
  const now = "2031-06-17T18:00:00.000Z";
  clinic = await suite({ now, providers: [world.provider("fcm")] });
  const { clinicId } = clinic;
  const app = { channel: "PUSH", provider: "fcm", kind: "push", address: `app-${clinicId}` } as const;
  const createdAt = clinic.time.clock();
  await inClinic(clinicId, (tx) =>
    tx.sender.create({ data: { ...app, clinicId, rate: 50, isDefault: true, createdAt } }),
  );
}, 180_000);
afterAll(() => world.stop());

async function withApp(token: string) {
  const maria = await patient(clinic, { phone: null, email: null });
  const input = UpdatePatient.parse({ contacts: { add: [{ kind: "device", value: token }] } });
  return updatePatient(clinic.ctx(), maria.id, input);
}

async function notified(patientId: string) {
  const sent = await sendMessage(clinic.ctx(), { patientId, body: "Your biopsy result is here" });
  expect(sent.plan).toEqual(["PUSH"]);
  await drive(clinic.ctx(), [sent.id]);
  return stored(clinic, sent.id);
}

test("a patient with the app is notified through FCM, in words that say nothing on a locked screen", async () => {
  const token = "maria-phone:APA91bExample_token-1";
  const maria = await withApp(token);
  expect(maria.contactPoints).toMatchObject([
    { kind: "device", shown: "App on a device (…en-1)", isPrimary: true, healthWords: null },
  ]);
  expect(await notified(maria.id)).toMatchObject({
    status: "SENT",
    deliveries: [
      { provider: "fcm", status: "SENT", providerMessageId: expect.stringContaining("messages/") },
    ],
  });
  const path = `/_sim/messages?to=${encodeURIComponent(token)}`;
  const { items } = await world.control<{ items: unknown[] }>("GET", path);
  expect(items).toHaveLength(1);
  expect(JSON.stringify(items)).toContain("You have a new message");
  expect(JSON.stringify(items)).not.toContain("biopsy");
});

test("an app that was removed closes its device, in words", async () => {
  const maria = await withApp("sim-unregistered-1");
  expect(await notified(maria.id)).toMatchObject({ status: "FAILED", reason: "device_gone" });
  const { contactPoints } = await updatePatient(clinic.ctx(), maria.id, UpdatePatient.parse({}));
  expect(contactPoints[0]).toMatchObject({
    health: "closed",
    healthWords: "The app is no longer on this device.",
  });
});

test("an app that registers its device again is told again", async () => {
  const token = "sim-mismatch-1";
  const maria = await withApp(token);
  expect(await notified(maria.id)).toMatchObject({ status: "FAILED", reason: "device_gone" });
  const input = UpdatePatient.parse({ contacts: { add: [{ kind: "device", value: token }] } });
  const { contactPoints } = await updatePatient(clinic.ctx(), maria.id, input);
  expect(contactPoints).toMatchObject([{ kind: "device", health: "ok", healthWords: null }]);
});

test("devices that are gone and keys that do not work count against the push service, where an admin looks", async () => {
  const before = ports();
  installPorts({ ...before, clock: clinic.time.clock });
  try {
    const failed = async () => (await getHealth()).handOffs.fcm?.failed ?? 0;
    const first = await failed();
    for (const token of ["sim-mismatch-2", "sim-apns-2"]) await notified((await withApp(token)).id);
    expect(await failed()).toBe(first + 2);
  } finally {
    installPorts(before);
  }
});

test("what can be no push token is refused by field", async () => {
  await expect(withApp("not a token")).rejects.toMatchObject({ reason: "bad_device" });
});
