import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { may, PERMISSIONS, type Permission, permissionsOf } from "@/lib/auth/permissions";
import { IDLE_MS, LIFETIME_MS } from "@/lib/auth/rules";
import { endSession, startSession } from "@/lib/auth/sessions";
import { closeDatabase } from "@/lib/db/client";
import { inClinic } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { env } from "@/lib/env";
import { AppError, notFound } from "@/lib/errors";
import { type Handler, route } from "@/lib/http/route";
import { createKey, revokeKey } from "@/lib/keys/commands";
import { installPorts } from "@/lib/ports";
import { type Suite, suite } from "@/lib/testing/ctx";
import { StaffRole } from "@/prisma/generated/enums";

let here: Suite;
let there: Suite;

beforeAll(async () => {
  here = await suite();
  there = await suite();
  installPorts({ clock: here.time.clock, providers: {} });
});
beforeEach(() => here.time.advance(LIFETIME_MS));
afterAll(closeDatabase);

const Note = z.object({ words: z.string().min(1) });
let ran = 0;
const seen = z.object({ clinicId: z.string(), ran: z.number() });
const spec = { permission: "message.send", summary: "A test's address", body: Note, returns: seen } as const;
const send = route({ ...spec, idempotent: true, status: 202 }, (ctx, { body }) =>
  write(ctx, async (_, audit) => {
    ran += 1;
    audit({ action: "test.ran", subjectKind: "test" });
    if (body.words === "refuse") throw notFound("patient");
    if (body.words === "break") throw new TypeError("Maria's phone is +13035550142");
    return { clinicId: ctx.clinicId, ran };
  }),
);
const look = route({ permission: "message.read", summary: "A test's read", returns: seen }, async (ctx) => ({
  clinicId: ctx.clinicId,
  ran,
}));

async function cookieFor(role: keyof Suite["staff"] = "front_desk", which = here) {
  const staff = { id: which.staff[role], clinicId: which.clinicId, role };
  const sid = await startSession(staff, "password", null);
  return {
    sid,
    cookie: `next-auth.session-token=${await encode({ token: { sid }, secret: env().authSecret })}`,
  };
}

async function ask(
  handler: Handler,
  given: { headers?: Record<string, string>; method?: string; body?: unknown } = {},
) {
  const { method = "GET", body, headers = {} } = given;
  const request = new Request("http://localhost:3000/api/v1/tests", {
    method,
    headers,
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const response = await handler(request, { params: Promise.resolve({}) });
  return { status: response.status, type: response.headers.get("content-type"), body: await response.json() };
}

const own = { origin: "http://localhost:3000" };
const post = (headers: Record<string, string>, body: unknown = { words: "hello" }) =>
  ask(send, { method: "POST", headers, body });

test("nobody, a forged token and a token of another secret are turned away", async () => {
  const forged = await encode({ token: { sid: (await cookieFor()).sid }, secret: "another secret" });
  for (const headers of [
    {},
    { cookie: "next-auth.session-token=nonsense" },
    { cookie: `next-auth.session-token=${forged}` },
    { authorization: "Bearer hub_nonsense" },
  ] as Record<string, string>[]) {
    const answer = await ask(look, { headers });
    expect(answer).toMatchObject({
      status: 401,
      type: "application/problem+json",
      body: { code: "unauthenticated" },
    });
  }
});

test("a session opens its own clinic and no other", async () => {
  const mine = await ask(look, { headers: { cookie: (await cookieFor()).cookie } });
  const theirs = await ask(look, { headers: { cookie: (await cookieFor("front_desk", there)).cookie } });
  expect([mine.body.clinicId, theirs.body.clinicId]).toEqual([here.clinicId, there.clinicId]);
});

test("a session in another clinic than its person's cannot be", async () => {
  const now = here.time.clock();
  const made = inClinic(there.clinicId, (tx) =>
    tx.session.create({
      data: {
        clinicId: there.clinicId,
        staffId: here.staff.admin,
        createdAt: now,
        lastSeenAt: now,
        expiresAt: new Date(now.getTime() + LIFETIME_MS),
      },
    }),
  );
  await expect(made).rejects.toThrow("Session_clinicId_staffId_fkey");
});

test("an idle session ends, and reading alone does not keep it awake", async () => {
  const { cookie } = await cookieFor();
  here.time.advance(IDLE_MS - 1_000);
  expect((await ask(look, { headers: { cookie } })).status).toBe(200);
  here.time.advance(1_000);
  expect((await ask(look, { headers: { cookie } })).status).toBe(401);
});

test("a person's act keeps it awake, but never past its day", async () => {
  const { cookie } = await cookieFor();
  const steps = LIFETIME_MS / (IDLE_MS / 2);
  for (let step = 1; step < steps; step++) {
    here.time.advance(IDLE_MS / 2);
    expect((await post({ cookie, ...own })).status).toBe(202);
  }
  here.time.advance(IDLE_MS / 2);
  expect((await post({ cookie, ...own })).status).toBe(401);
});

test("a revoked session and a disabled person are out at once", async () => {
  const { sid, cookie } = await cookieFor();
  await endSession(sid);
  expect((await ask(look, { headers: { cookie } })).status).toBe(401);
  const other = await cookieFor("clinician");
  await inClinic(here.clinicId, (tx) =>
    tx.staff.updateMany({ where: { id: here.staff.clinician }, data: { disabledAt: here.time.clock() } }),
  );
  expect((await ask(look, { headers: { cookie: other.cookie } })).status).toBe(401);
});

test("a cookie that rides on another site's request is refused; a key needs no origin", async () => {
  const { cookie } = await cookieFor();
  expect((await post({ cookie, origin: "https://evil.example" })).body).toMatchObject({
    status: 403,
    reason: "origin",
  });
  expect((await post({ cookie })).status).toBe(403);
  // The same host by another scheme is another site.
  expect((await post({ cookie, origin: "https://localhost:3000" })).status).toBe(403);
  expect((await post({ cookie, origin: "null" })).status).toBe(403);
  expect((await post({ cookie, ...own })).status).toBe(202);
  const { secret } = await createKey(here.ctx("admin"), { name: "Test", scopes: ["message.send"] });
  expect((await post({ authorization: `Bearer ${secret}` })).status).toBe(202);
});

test("a key does what its scopes say, until it is revoked, and cannot be given more than its maker has", async () => {
  const { id, secret } = await createKey(here.ctx("admin"), { name: "Reader", scopes: ["message.read"] });
  const headers = { authorization: `Bearer ${secret}` };
  expect((await ask(look, { headers })).status).toBe(200);
  expect((await post(headers)).body).toMatchObject({ status: 403, permission: "message.send" });
  await expect(revokeKey(there.ctx("admin"), id)).rejects.toMatchObject({ code: "not_found" });
  await revokeKey(here.ctx("admin"), id);
  expect((await ask(look, { headers })).status).toBe(401);
  const beyond = createKey(here.ctx("admin"), { name: "Auditor", scopes: ["audit.read"] });
  await expect(beyond).rejects.toBeInstanceOf(AppError);
});

test("problem documents name what to mend and never what broke", async () => {
  const { cookie } = await cookieFor();
  const headers = { cookie, ...own };
  expect(await post(headers, { words: "" })).toMatchObject({
    status: 422,
    type: "application/problem+json",
    body: { code: "invalid", reason: "malformed", fields: [{ field: "words" }] },
  });
  expect((await post(headers, "{")).body).toMatchObject({ status: 422, reason: "not_json" });
  expect((await post(headers, { words: "refuse" })).body).toMatchObject({ status: 404, code: "not_found" });
  const broken = await post(headers, { words: "break" });
  expect(broken).toMatchObject({ status: 500, body: { code: "internal" } });
  expect(JSON.stringify(broken.body)).not.toContain("Maria");
});

test("the same Idempotency-Key acts once; another body is refused; a refusal is not kept", async () => {
  const { cookie } = await cookieFor();
  const headers = { cookie, ...own, "idempotency-key": crypto.randomUUID() };
  const first = await post(headers);
  const again = await post(headers);
  expect(again).toEqual(first);
  expect((await post(headers, { words: "else" })).body).toMatchObject({ status: 422, reason: "key_reused" });
  const other = { ...headers, "idempotency-key": crypto.randomUUID() };
  expect((await post(other, { words: "refuse" })).status).toBe(404);
  expect((await post(other, { words: "hello" })).status).toBe(202);
});

test("ten at once with one key act once", async () => {
  const { cookie } = await cookieFor();
  const headers = { cookie, ...own, "idempotency-key": crypto.randomUUID() };
  const before = ran;
  const answers = await Promise.all(Array.from({ length: 10 }, () => post(headers)));
  expect(ran).toBe(before + 1);
  for (const { status, body } of answers) {
    if (status === 409) expect(body.reason).toBe("in_progress");
    else expect({ status, ran: body.ran }).toEqual({ status: 202, ran: before + 1 });
  }
});

test("an address that asks for two permissions takes no key with one of them", async () => {
  const both = route(
    { permission: ["inbox.read", "message.read"], summary: "A test's thread", returns: seen },
    async (ctx) => ({ clinicId: ctx.clinicId, ran }),
  );
  const keyOf = (...scopes: Permission[]) => createKey(here.ctx("admin"), { name: "Two", scopes });
  const bearer = ({ secret }: { secret: string }) => ({ headers: { authorization: `Bearer ${secret}` } });
  expect(await ask(both, bearer(await keyOf("inbox.read")))).toMatchObject({
    status: 403,
    body: { permission: "message.read" },
  });
  expect((await ask(both, bearer(await keyOf("inbox.read", "message.read")))).status).toBe(200);
});

test("one clinic's Idempotency-Key is not another's", async () => {
  const key = { "idempotency-key": crypto.randomUUID(), ...own };
  const mine = await post({ cookie: (await cookieFor()).cookie, ...key });
  const theirs = await post({ cookie: (await cookieFor("front_desk", there)).cookie, ...key });
  expect([mine.body.clinicId, theirs.body.clinicId]).toEqual([here.clinicId, there.clinicId]);
});

test.each(Object.values(StaffRole))("%s can open the inbox, so that no page leads in a circle", (role) => {
  expect(may({ kind: "staff", role }, "inbox.read")).toBe(true);
});

test("only the privacy officer reads the audit; only admins hand out keys and roles", () => {
  const who = (permission: Permission) =>
    Object.values(StaffRole).filter((role) => permissionsOf(role).includes(permission));
  expect(who("audit.read")).toEqual(["privacy_officer"]);
  expect(who("key.manage")).toEqual(["admin"]);
  expect(who("staff.manage")).toEqual(["admin"]);
  expect(PERMISSIONS.filter((permission) => who(permission).length === 0)).toEqual([]);
});
