import { beforeAll, expect, test } from "vitest";
import { POST as invite } from "@/app/api/v1/patients/[id]/portal/invite/route";
import { POST as inviteOther } from "@/app/api/v1/patients/[id]/portal/representatives/[personId]/invite/route";
import { POST as revokeOther } from "@/app/api/v1/patients/[id]/portal/representatives/[personId]/revoke/route";
import { GET as others } from "@/app/api/v1/patients/[id]/portal/representatives/route";
import { POST as revoke } from "@/app/api/v1/patients/[id]/portal/revoke/route";
import { GET } from "@/app/api/v1/patients/[id]/portal/route";
import { inClinic } from "@/lib/db/transaction";
import type { Handler } from "@/lib/http/route";
import { createKey } from "@/lib/keys/commands";
import { installPorts } from "@/lib/ports";
import { saveRelated } from "@/lib/reach/commands";
import { SaveRelated } from "@/lib/reach/schema";
import { type Suite, suite } from "@/lib/testing/ctx";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

let here: Suite;
let keys: { writes: string; reads: string; there: string };
beforeAll(async () => {
  here = await suite({ providers: [testVendor("twilio", "SMS").provider] });
  const there = await suite();
  installPorts({ clock: here.time.clock, providers: here.ports.providers });
  const scopes = ["patient.read", "patient.write", "message.send"] as const;
  const keyOf = async (of: Suite, allowed: readonly (typeof scopes)[number][]) =>
    (await createKey(of.ctx("admin"), { name: "test", scopes: [...allowed] })).secret;
  keys = {
    writes: await keyOf(here, scopes),
    reads: await keyOf(here, ["patient.read"]),
    there: await keyOf(there, scopes),
  };
});

async function call(handler: Handler, id: string, key: string, body?: unknown, personId?: string) {
  const request = new Request(`http://localhost:3000/api/v1/patients/${id}/portal`, {
    method: body === undefined ? "GET" : "POST",
    headers: { authorization: `Bearer ${key}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = await handler(request, { params: Promise.resolve(personId ? { id, personId } : { id }) });
  return { status: answer.status, body: await answer.json() };
}

test("the API invites by a link, tells how it stands and closes it; a code is for staff alone", async () => {
  const { id } = await patient(here);
  await inClinic(here.clinicId, (tx) =>
    tx.patient.updateMany({
      where: { clinicId: here.clinicId, id },
      data: { dateOfBirth: new Date("1991-02-14") },
    }),
  );
  const before = await call(GET, id, keys.reads);
  expect(before).toMatchObject({
    status: 200,
    body: { state: "none", ways: [{ way: "SMS", problem: null }, {}, {}] },
  });
  expect(await call(invite, id, keys.reads, { way: "SMS" })).toMatchObject({ status: 403 });
  expect(await call(invite, id, keys.there, { way: "SMS" })).toMatchObject({ status: 404 });
  expect(await call(GET, id, keys.there)).toMatchObject({ status: 404 });
  expect(await call(invite, id, keys.writes, { way: "code" })).toMatchObject({
    status: 422,
    body: { fields: [{ field: "checked" }] },
  });
  const byCode = await call(invite, id, keys.writes, { way: "code", checked: "Our system knows" });
  expect(byCode).toMatchObject({ status: 403, body: { reason: "in_person" } });
  const invited = await call(invite, id, keys.writes, { way: "SMS" });
  expect(invited).toMatchObject({ status: 200, body: { state: "invited", invitedVia: "SMS", code: null } });
  expect(await call(revoke, id, keys.there, { reason: "Not ours" })).toMatchObject({ status: 404 });
  expect(await call(revoke, id, keys.writes, { reason: "Wrong patient" })).toMatchObject({
    status: 200,
    body: { state: "ended", endedWhy: "staff", inviteEndsAt: null },
  });
  expect(await call(revoke, id, keys.writes, { reason: "Once more" })).toMatchObject({ status: 409 });
});

test("of those who act for a patient the API tells how they sign in and closes it; it gives nobody a code", async () => {
  const { id, phone } = await patient(here);
  const rosa = SaveRelated.parse({ relation: "caregiver", name: "Rosa Vega", authority: "daughter", phone });
  const personId = (await saveRelated(here.ctx(), id, rosa)).related[0]?.id ?? "";
  expect(await call(others, id, keys.reads)).toMatchObject({
    status: 200,
    body: {
      items: [{ relatedPersonId: personId, state: "none", problem: expect.stringContaining("birth") }],
    },
  });
  expect(await call(others, id, keys.there)).toMatchObject({ status: 404 });
  const checked = { checked: "Our system knows" };
  expect(await call(inviteOther, id, keys.reads, checked, personId)).toMatchObject({ status: 403 });
  expect(await call(inviteOther, id, keys.writes, checked, personId)).toMatchObject({
    status: 403,
    body: { reason: "in_person" },
  });
  const reason = { reason: "Asked for it" };
  expect(await call(revokeOther, id, keys.there, reason, personId)).toMatchObject({ status: 404 });
  expect(await call(revokeOther, id, keys.reads, reason, personId)).toMatchObject({ status: 403 });
  expect(await call(revokeOther, id, keys.writes, reason, personId)).toMatchObject({
    status: 409,
    body: { reason: "no_change" },
  });
});
