import { expect, it } from "vitest";
import { POST as list } from "@/app/api/v1/messages/bulk/preflight/list/route";
import { POST as preflight } from "@/app/api/v1/messages/bulk/preflight/route";
import * as bulk from "@/app/api/v1/messages/bulk/route";
import { hashKey } from "@/lib/auth/gate";
import type { Permission } from "@/lib/auth/permissions";
import { permissionsOf } from "@/lib/auth/permissions";
import { checkBulk } from "@/lib/bulk/preflight/queries";
import { CheckBulk } from "@/lib/bulk/schema";
import { inClinic } from "@/lib/db/transaction";
import { crowd } from "@/lib/testing/crowd";
import { type Suite, suite } from "@/lib/testing/ctx";
import { testVendor } from "@/lib/testing/provider";

async function keyOf(clinic: Suite, scopes: Permission[]): Promise<string> {
  const key = `hub_${crypto.randomUUID()}`;
  await inClinic(clinic.clinicId, (tx) =>
    tx.apiKey.create({
      data: {
        clinicId: clinic.clinicId,
        name: "test",
        prefix: key.slice(0, 8),
        hash: hashKey(key),
        scopes,
        createdBy: "test",
        createdAt: clinic.time.clock(),
      },
    }),
  );
  return key;
}

async function post(verb: typeof bulk.POST, key: string, body: object, headers = {}) {
  const answer = await verb(
    new Request("http://hub.test/api/v1/messages/bulk", {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    }),
    { params: Promise.resolve({}) },
  );
  return { status: answer.status, body: await answer.json() };
}

it("is for those who may: admins, and keys with the scope", () => {
  expect(permissionsOf("admin")).toContain("bulk.send");
  for (const role of ["front_desk", "clinician", "privacy_officer"] as const) {
    expect(permissionsOf(role)).not.toContain("bulk.send");
  }
});

it("takes one in with 202 and an id, once per Idempotency-Key; a dry run and a preflight change nothing", async () => {
  const clinic = await suite();
  const people = await crowd(clinic, 3);
  const key = await keyOf(clinic, ["bulk.send"]);
  const words = {
    audience: { kind: "patients", patientIds: people.map(({ id }) => id) },
    channel: "SMS",
    body: "Hello {{firstName}}",
  };
  const stored = () =>
    inClinic(clinic.clinicId, (tx) => tx.bulk.count({ where: { clinicId: clinic.clinicId } }));
  const other = await keyOf(clinic, ["message.send"]);
  expect((await post(bulk.POST, other, { ...words, name: "Hello" })).status).toBe(403);
  const dry = await post(bulk.POST, key, { ...words, name: "Hello", dryRun: true });
  expect(dry).toMatchObject({ status: 202, body: { total: 3 } });
  expect(await post(preflight, key, words)).toMatchObject({ status: 200, body: { total: 3 } });
  expect(await stored()).toBe(0);
  const once = { "idempotency-key": "one" };
  const first = await post(bulk.POST, key, { ...words, name: "Hello" }, once);
  expect(first).toMatchObject({ status: 202, body: { name: "Hello", status: "running", total: 3 } });
  expect(await post(bulk.POST, key, { ...words, name: "Hello" }, once)).toEqual(first);
  expect(await stored()).toBe(1);
  const nobody = { ...words, body: "Hello {{unheardOf}}", name: "Hello" };
  expect(await post(bulk.POST, key, nobody)).toMatchObject({ status: 422, body: { reason: "nobody" } });
});

it("tells whom it means only those who may read patients, and keeps a record of it", async () => {
  const clinic = await suite({ providers: [testVendor("twilio", "SMS").provider] });
  const people = await crowd(clinic, 2);
  const words = {
    audience: { kind: "patients", patientIds: people.map(({ id }) => id) },
    channel: "SMS",
    body: "We have moved.",
  };
  const blind = await keyOf(clinic, ["bulk.send"]);
  expect((await post(list, blind, words)).status).toBe(403);
  const key = await keyOf(clinic, ["bulk.send", "patient.read"]);
  expect((await post(preflight, key, words)).status).toBe(200);
  const { status, body } = await post(list, key, words);
  expect(status).toBe(200);
  expect(body.content).toContain("Maria Alvarez");
  const sampleFor = async (scopes: Permission[]) => {
    const ctx = clinic.ctx({ kind: "key", id: crypto.randomUUID(), scopes });
    return (await checkBulk(ctx, CheckBulk.parse(words))).sample;
  };
  expect(await sampleFor(["bulk.send"])).toBeNull();
  expect(await sampleFor(["bulk.send", "patient.read"])).toMatchObject({ name: "Maria Alvarez" });
  const entries = await inClinic(clinic.clinicId, (tx) => tx.auditEntry.findMany({ orderBy: { at: "asc" } }));
  const actions = entries.map(({ action }) => action);
  expect(actions.filter((action) => action.startsWith("bulk.")).sort()).toEqual([
    "bulk.check_listed",
    "bulk.checked",
    "bulk.checked",
    "bulk.checked",
  ]);
});
