import { randomBytes } from "node:crypto";
import { beforeAll, expect, it } from "vitest";
import { GET, PUT } from "@/app/api/v1/settings/policy/route";
import { hashKey } from "@/lib/auth/gate";
import type { Permission } from "@/lib/auth/permissions";
import { inClinic } from "@/lib/db/transaction";
import { installPorts } from "@/lib/ports";
import { type Suite, suite } from "@/lib/testing/ctx";

let clinic: Suite;
beforeAll(async () => {
  clinic = await suite();
  installPorts(clinic.ports);
});

async function keyOf(scopes: Permission[]): Promise<string> {
  const key = `hub_${randomBytes(24).toString("base64url")}`;
  const row = { name: "test", prefix: key.slice(0, 8), hash: hashKey(key), createdBy: "test", scopes };
  await inClinic(clinic.clinicId, (tx) =>
    tx.apiKey.create({ data: { ...row, clinicId: clinic.clinicId, createdAt: clinic.time.clock() } }),
  );
  return key;
}

async function call(route: typeof GET, key: string, body?: unknown) {
  const answer = await route(
    new Request("http://localhost:3000/api/v1/settings/policy", {
      method: body === undefined ? "GET" : "PUT",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
    { params: Promise.resolve({}) },
  );
  return { status: answer.status, body: await answer.json() };
}

it("lets everybody who runs the desk read the rules, and only admins change them, one after the other", async () => {
  const [admin, reader] = [await keyOf(["engine.read", "settings.write"]), await keyOf(["engine.read"])];
  const { status, body } = await call(GET, reader);
  expect([status, body.policy.dailyCap]).toEqual([200, 10]);
  const change = { policy: { dailyCap: 8 }, version: body.version };
  expect((await call(PUT, reader, change)).status).toBe(403);
  expect((await call(PUT, admin, change)).body).toMatchObject({ policy: { dailyCap: 8 } });
  expect(await call(PUT, admin, change)).toMatchObject({ status: 409, body: { reason: "stale" } });
  const { body: now } = await call(GET, reader);
  const loose = { policy: { dailyCap: 80, dailyCapp: 1 }, version: now.version };
  expect(await call(PUT, admin, loose)).toMatchObject({
    status: 422,
    body: { reason: "bad_policy", fields: [{ field: "dailyCap" }] },
  });
});
