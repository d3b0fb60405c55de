import { randomBytes } from "node:crypto";
import { beforeAll, expect, it } from "vitest";
import * as changesRoute from "@/app/api/v1/providers/[name]/changes/route";
import * as pauseRoute from "@/app/api/v1/providers/[name]/pause/route";
import * as resumeRoute from "@/app/api/v1/providers/[name]/resume/route";
import * as providerRoute from "@/app/api/v1/providers/[name]/route";
import * as providersRoute from "@/app/api/v1/providers/route";
import { hashKey } from "@/lib/auth/gate";
import type { Permission } from "@/lib/auth/permissions";
import { inClinic } from "@/lib/db/transaction";
import { installPorts } from "@/lib/ports";
import { type Suite, suite } from "@/lib/testing/ctx";
import { testVendor } from "@/lib/testing/provider";

let clinic: Suite;
let admin: string;
let reader: string;
let nobody: string;

async function keyOf(scopes: Permission[]): Promise<string> {
  const key = `hub_${randomBytes(24).toString("base64url")}`;
  const { clinicId, time } = clinic;
  await inClinic(clinicId, (tx) =>
    tx.apiKey.create({
      data: {
        clinicId,
        name: "test",
        prefix: key.slice(0, 8),
        hash: hashKey(key),
        createdBy: "test",
        scopes,
        createdAt: time.clock(),
      },
    }),
  );
  return key;
}

type Route = (
  request: Request,
  segment: { params: Promise<Record<string, string | string[] | undefined>> },
) => Promise<Response>;

async function call(
  route: Route,
  key: string,
  given: { method?: string; name?: string; body?: unknown } = {},
) {
  const { method = "GET", name, body } = given;
  const answer = await route(
    new Request("http://localhost:3000/api/v1/providers", {
      method,
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
    { params: Promise.resolve(name === undefined ? {} : { name }) },
  );
  return { status: answer.status, body: await answer.json() };
}

beforeAll(async () => {
  clinic = await suite({ providers: [testVendor("twilio", "SMS").provider] });
  installPorts(clinic.ports);
  admin = await keyOf(["settings.write", "engine.read"]);
  reader = await keyOf(["engine.read"]);
  nobody = await keyOf(["inbox.read"]);
});

it("is read by whoever may see the engine, and changed by whoever may write settings", async () => {
  const pause = { method: "POST", name: "twilio", body: { reason: "Maintenance at their side" } };
  expect((await call(providersRoute.GET, nobody)).status).toBe(403);
  expect((await call(pauseRoute.POST, reader, pause)).status).toBe(403);
  expect((await call(pauseRoute.POST, admin, { ...pause, body: { reason: "" } })).status).toBe(422);
  expect((await call(pauseRoute.POST, admin, { ...pause, name: "nobody" })).status).toBe(404);

  const { body: paused, status } = await call(pauseRoute.POST, admin, pause);
  expect(status).toBe(200);
  expect(paused.items).toContainEqual(
    expect.objectContaining({
      provider: "twilio",
      state: "paused",
      pausedReason: "Maintenance at their side",
    }),
  );
  expect(paused.items).toContainEqual(expect.objectContaining({ provider: "sendgrid", state: "missing" }));
  expect((await call(pauseRoute.POST, admin, pause)).body).toMatchObject({ reason: "already_paused" });
  expect((await call(resumeRoute.POST, admin, { method: "POST", name: "twilio" })).status).toBe(200);
  const weight = { method: "PATCH", name: "twilio", body: { weight: 101 } };
  expect((await call(providerRoute.PATCH, admin, weight)).status).toBe(422);
  expect((await call(providerRoute.PATCH, admin, { ...weight, body: { weight: 40 } })).status).toBe(200);

  const { body: changes } = await call(changesRoute.GET, reader, { name: "twilio" });
  expect(changes.items.map(({ kind }: { kind: string }) => kind)).toEqual(["weighted", "resumed", "paused"]);
  expect((await call(providersRoute.GET, reader)).body.items).toHaveLength(2);
});
