import { randomBytes } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import * as draftRoute from "@/app/api/v1/conversations/[id]/draft/route";
import * as timelineRoute from "@/app/api/v1/conversations/[id]/messages/route";
import * as notesRoute from "@/app/api/v1/conversations/[id]/notes/route";
import * as presenceRoute from "@/app/api/v1/conversations/[id]/presence/route";
import * as conversationRoute from "@/app/api/v1/conversations/[id]/route";
import * as searchRoute from "@/app/api/v1/conversations/search/route";
import * as cancelRoute from "@/app/api/v1/messages/[id]/cancel/route";
import * as handledRoute from "@/app/api/v1/messages/[id]/handled/route";
import * as overrideRoute from "@/app/api/v1/messages/[id]/override/route";
import * as resendRoute from "@/app/api/v1/messages/[id]/resend/route";
import * as messageRoute from "@/app/api/v1/messages/[id]/route";
import * as historyRoute from "@/app/api/v1/messages/patient/[patientId]/route";
import * as previewRoute from "@/app/api/v1/messages/preview/route";
import * as messagesRoute from "@/app/api/v1/messages/route";
import * as templateRoute from "@/app/api/v1/templates/[id]/route";
import { hashKey } from "@/lib/auth/gate";
import { PERMISSIONS } from "@/lib/auth/permissions";
import { inClinic } from "@/lib/db/transaction";
import { installPorts } from "@/lib/ports";
import { type Suite, suite } from "@/lib/testing/ctx";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

type Route = (
  request: Request,
  segment: { params: Promise<Record<string, string | string[] | undefined>> },
) => Promise<Response>;

let clinic: Suite;
let stranger: Suite;
let key: string;
let strangerKey: string;

async function keyOf(of: Suite, scopes: readonly string[] = PERMISSIONS): Promise<string> {
  const key = `hub_${randomBytes(24).toString("base64url")}`;
  const row = { name: "test", prefix: key.slice(0, 8), hash: hashKey(key), createdBy: "test" };
  await inClinic(of.clinicId, (tx) =>
    tx.apiKey.create({
      data: { ...row, clinicId: of.clinicId, scopes: [...scopes], createdAt: of.time.clock() },
    }),
  );
  return key;
}

/** Calls a route handler as its server would, with an API key. */
async function call(
  handler: Route,
  options: {
    key: string;
    method?: string;
    path?: string;
    params?: Record<string, string>;
    body?: unknown;
    idempotencyKey?: string;
  },
) {
  const { method = "GET", path = "/api/v1/messages", params = {}, body, idempotencyKey } = options;
  const request = new Request(`http://localhost:3000${path}`, {
    method,
    headers: {
      authorization: `Bearer ${options.key}`,
      ...(idempotencyKey ? { "idempotency-key": idempotencyKey } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const response = await handler(request, { params: Promise.resolve(params) });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : null };
}

const send = (body: object, extra: { key?: string; idempotencyKey?: string } = {}) =>
  call(messagesRoute.POST, { key, method: "POST", body, ...extra });

beforeAll(async () => {
  const twilio = testVendor("twilio", "SMS");
  const sendgrid = testVendor("sendgrid", "EMAIL");
  clinic = await suite({ providers: [twilio.provider, sendgrid.provider] });
  stranger = await suite();
  installPorts(clinic.ports);
  key = await keyOf(clinic);
  strangerKey = await keyOf(stranger);
});

test("a message is accepted with 202 and can be read again", async () => {
  const maria = await patient(clinic);
  const sent = await send({
    patientId: maria.id,
    channel: "SMS",
    body: "Hi",
    metadata: { visit: 7 },
    tags: ["a"],
  });
  expect(sent.status).toBe(202);
  expect(sent.body).toMatchObject({
    status: "PENDING",
    createdByKind: "key",
    metadata: { visit: 7 },
    tags: ["a"],
  });
  const found = await call(messageRoute.GET, { key, params: { id: sent.body.id } });
  expect(found.body).toMatchObject({ id: sent.body.id, deliveries: [], decision: { kind: "allow" } });
  expect(found.body.story[0].words).toBe("Sent in through the API.");
});

test("malformed input is a 422 that names the field; a hold is not an error", async () => {
  const maria = await patient(clinic);
  const empty = await send({ patientId: maria.id, channel: "SMS" });
  expect(empty).toMatchObject({ status: 422, body: { reason: "malformed", fields: [{ field: "body" }] } });
  const both = await send({ patientId: maria.id, channel: "SMS", plan: ["EMAIL"], body: "x" });
  expect(both.body.fields).toMatchObject([{ field: "plan" }]);
  const timed = await send({
    patientId: maria.id,
    channel: "SMS",
    body: "x",
    scheduledAt: "2026-06-17T20:00:00Z",
  });
  expect(timed).toMatchObject({ status: 202, body: { status: "SCHEDULED", reason: "scheduled" } });
});

test("the same key with the same body replays the answer; with another body it is a 422", async () => {
  const maria = await patient(clinic);
  const body = { patientId: maria.id, channel: "SMS", body: "Once" };
  const first = await send(body, { idempotencyKey: "k-1" });
  const replay = await send(body, { idempotencyKey: "k-1" });
  expect(replay).toEqual(first);
  const other = await send({ ...body, body: "Twice" }, { idempotencyKey: "k-1" });
  expect(other).toMatchObject({ status: 422, body: { reason: "key_reused" } });
  const history = await call(historyRoute.GET, { key, params: { patientId: maria.id } });
  expect(history.body.items).toHaveLength(1);
  // Another clinic's key with the same name is another key.
  const theirs = await patient(stranger);
  const own = await send({ ...body, patientId: theirs.id }, { key: strangerKey, idempotencyKey: "k-1" });
  expect(own.status).toBe(202);
});

test("ten requests at once with one key send one message", async () => {
  const maria = await patient(clinic);
  const body = { patientId: maria.id, channel: "SMS", body: "Once" };
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => send(body, { idempotencyKey: "k-race" })),
  );
  const sent = answers.filter((answer) => answer.status === 202);
  expect(new Set(sent.map((answer) => answer.body.id)).size).toBe(1);
  for (const answer of answers) {
    if (answer.status !== 202) expect(answer).toMatchObject({ status: 409, body: { reason: "in_progress" } });
  }
  const history = await call(historyRoute.GET, { key, params: { patientId: maria.id } });
  expect(history.body.items).toHaveLength(1);
});

test("a key without the scope is refused", async () => {
  const maria = await patient(clinic);
  const reader = await keyOf(clinic, ["message.read"]);
  const refused = await send({ patientId: maria.id, channel: "SMS", body: "Hi" }, { key: reader });
  expect(refused).toMatchObject({ status: 403, body: { permission: "message.send" } });
});

test("another clinic's ids are not found, whatever one asks", async () => {
  const maria = await patient(clinic);
  const sent = await send({ patientId: maria.id, channel: "SMS", body: "Hi" });
  const template = await inClinic(clinic.clinicId, (tx) =>
    tx.messageTemplate.create({
      data: {
        clinicId: clinic.clinicId,
        name: "Hello",
        category: "treatment",
        smsBody: "Hi {{firstName}}",
        createdBy: "test",
        createdAt: clinic.time.clock(),
        updatedAt: clinic.time.clock(),
      },
    }),
  );
  const theirs = await patient(stranger);
  const message = { params: { id: sent.body.id } };
  const thread = { params: { id: maria.conversationId } };
  const text = { channel: "SMS", body: "Hi" };
  const asked: [Route, Parameters<typeof call>[1]][] = [
    [messageRoute.GET, { key: strangerKey, ...message }],
    [cancelRoute.POST, { key: strangerKey, method: "POST", ...message }],
    [handledRoute.POST, { key: strangerKey, method: "POST", ...message }],
    [resendRoute.POST, { key: strangerKey, method: "POST", ...message, body: {} }],
    [
      overrideRoute.POST,
      { key: strangerKey, method: "POST", ...message, body: { rule: "daily_cap", reason: "please" } },
    ],
    [historyRoute.GET, { key: strangerKey, params: { patientId: maria.id } }],
    [messagesRoute.POST, { key: strangerKey, method: "POST", body: { patientId: maria.id, ...text } }],
    [previewRoute.POST, { key: strangerKey, method: "POST", body: { patientId: maria.id, ...text } }],
    [
      messagesRoute.POST,
      { key: strangerKey, method: "POST", body: { patientId: theirs.id, templateId: template.id } },
    ],
    [templateRoute.GET, { key: strangerKey, params: { id: template.id } }],
    [conversationRoute.GET, { key: strangerKey, ...thread }],
    [conversationRoute.PATCH, { key: strangerKey, method: "PATCH", ...thread, body: { status: "closed" } }],
    [timelineRoute.GET, { key: strangerKey, ...thread }],
    [notesRoute.POST, { key: strangerKey, method: "POST", ...thread, body: { body: "x" } }],
    [presenceRoute.POST, { key: strangerKey, method: "POST", ...thread, body: {} }],
    [draftRoute.GET, { key: strangerKey, ...thread }],
    [draftRoute.PUT, { key: strangerKey, method: "PUT", ...thread, body: text }],
  ];
  for (const [handler, options] of asked) {
    const answer = await call(handler, options);
    expect.soft(answer, JSON.stringify(options)).toMatchObject({ status: 404, body: { code: "not_found" } });
  }
  const list = await call(messagesRoute.GET, {
    key: strangerKey,
    path: `/api/v1/messages?patientId=${maria.id}`,
  });
  expect(list.body.items).toEqual([]);
  const inbox = await call(searchRoute.POST, {
    key: strangerKey,
    method: "POST",
    body: { search: maria.phone.slice(1) },
  });
  expect(inbox.body.items).toEqual([]);
  // An answer may not be hung on another patient's thread either.
  const elsewhere = await send({ patientId: (await patient(clinic)).id, ...text, inReplyTo: sent.body.id });
  expect(elsewhere).toMatchObject({ status: 422, body: { reason: "wrong_conversation" } });
});

test("a template fills what it knows, names what it lacks, and its category wins", async () => {
  const maria = await patient(clinic, { language: "es" });
  const made = { createdBy: "test", createdAt: clinic.time.clock() };
  const base = { ...made, clinicId: clinic.clinicId };
  const own = { ...made, version: 1 };
  const template = await inClinic(clinic.clinicId, (tx) =>
    tx.messageTemplate.create({
      data: {
        ...base,
        name: "Sale",
        category: "marketing",
        smsBody: "Hi {{firstName}}, come on {{day}}.",
        updatedAt: base.createdAt,
        versions: {
          create: [
            { ...own, language: "en", smsBody: "Hi {{firstName}}, come on {{day}}." },
            { ...own, language: "es", smsBody: "Hola {{firstName}}, venga el {{day}}." },
          ],
        },
      },
      include: { versions: true },
    }),
  );
  const lacking = { patientId: maria.id, channel: "SMS", templateId: template.id, category: "treatment" };
  expect(await send(lacking)).toMatchObject({
    status: 422,
    body: { reason: "missing_variables", fields: [{ field: "variables.day" }] },
  });
  const preview = await call(previewRoute.POST, { key, method: "POST", body: lacking });
  expect(preview.body).toMatchObject({
    missingVariables: ["day"],
    rendered: { SMS: { body: "Hola Maria, venga el [day].\nResponda STOP para salir, AYUDA para ayuda." } },
  });
  const sent = await send({ ...lacking, variables: { day: "lunes" } });
  expect(sent.body).toMatchObject({
    body: "Hola Maria, venga el lunes.\nResponda STOP para salir, AYUDA para ayuda.",
    category: "marketing",
    status: "FAILED",
    reason: "marketing_consent",
  });
});
