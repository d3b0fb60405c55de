import { scryptSync } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { POST as joinByCode } from "@/app/portal/join/enter/route";
import { POST as joinByLink } from "@/app/portal/m/[code]/join/route";
import { POST as open } from "@/app/portal/m/[code]/open/route";
import { POST as enter } from "@/app/portal/sign-in/enter/route";
import { POST as leave } from "@/app/portal/sign-out/route";
import { identifyPatient } from "@/lib/auth/portal";
import { inClinic } from "@/lib/db/transaction";
import { recordDeath } from "@/lib/deaths/commands";
import { drive } from "@/lib/delivery/commands";
import { codeOf } from "@/lib/delivery/link/rules";
import { env } from "@/lib/env";
import { invitePatient } from "@/lib/invitations/commands";
import { getPortalView } from "@/lib/invitations/queries";
import { sendMessage } from "@/lib/messages/commands";
import { previewMessage } from "@/lib/messages/preview/queries";
import { revokePortal } from "@/lib/portal/commands";
import { installPorts } from "@/lib/ports";
import { listWaiting } from "@/lib/secure/waiting/queries";
import { type Suite, suite } from "@/lib/testing/ctx";
import { patient, phoneNumber } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

const WORDS = "Leo, your chlamydia test is negative.";
const BORN = "2009-04-17";
const PIN = "480913";
const READER = "a-browser-of-this-test-1";
const twilio = testVendor("twilio", "SMS");
let clinic: Suite;
beforeAll(async () => {
  clinic = await suite({ providers: [twilio.provider] });
  installPorts({ clock: clinic.time.clock });
});

async function born(given: Parameters<typeof patient>[1] = {}, dateOfBirth = BORN) {
  const person = await patient(clinic, { firstName: "Leo", lastName: "Morales", email: null, ...given });
  await inClinic(clinic.clinicId, (tx) =>
    tx.patient.updateMany({
      where: { clinicId: clinic.clinicId, id: person.id },
      data: { dateOfBirth: new Date(dateOfBirth) },
    }),
  );
  return person;
}

/** Two siblings of one birthday on their mother's phone. */
async function twins() {
  const phone = phoneNumber();
  return { phone, leo: await born({ phone }), mia: await born({ phone, firstName: "Mia" }) };
}

let caller = 0;
/** Each person calls from an address of their own. */
const from = () => {
  caller += 1;
  return `198.51.100.${caller % 250}`;
};

function post(path: string, body: unknown, options: { cookie?: string; origin?: string; ip?: string } = {}) {
  return new Request(`${env().publicUrl}${path}`, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      Origin: options.origin ?? env().publicUrl,
      "X-Forwarded-For": options.ip ?? from(),
      ...(options.cookie ? { Cookie: options.cookie } : {}),
    },
    body: JSON.stringify(body),
  });
}

const cookieOf = (answer: Response) => answer.headers.get("set-cookie")?.split(";")[0] ?? "";
const who = (cookie: string) => identifyPatient(new Headers({ cookie }));

/** A hash that takes a hundredth of a real one's time; the product reads its cost from the hash. */
function cheapHash(pin: string): string {
  const salt = Buffer.alloc(16, 7);
  const key = scryptSync(pin, salt, 32, { N: 2 ** 10, r: 8, p: 1 });
  return `scrypt$10$8$1$${salt.toString("base64url")}$${key.toString("base64url")}`;
}

/** Who has set a PIN, signed in. Setting it has tests of its own. */
async function enrolled(person: { id: string }, phone: string, pin = PIN): Promise<string> {
  const { clinicId } = clinic;
  const now = clinic.time.clock();
  const stands = {
    signInAs: phone,
    pinHash: cheapHash(pin),
    activatedAt: now,
    endedAt: null,
    endedWhy: null,
  };
  await inClinic(clinicId, (tx) =>
    tx.portalAccount.upsert({
      where: { clinicId_patientId: { clinicId, patientId: person.id } },
      create: {
        clinicId,
        patientId: person.id,
        createdAt: now,
        invitedAt: now,
        invitedVia: "code",
        ...stands,
      },
      update: stands,
    }),
  );
  const answer = await signIn(phone, pin);
  expect(answer.status).toBe(204);
  return cookieOf(answer);
}

const signIn = (name: string, pin: string, dateOfBirth = BORN) =>
  enter(post("/portal/sign-in/enter", { name, dateOfBirth, pin }));

async function secured(patientId: string) {
  const sent = await sendMessage(clinic.ctx(), { patientId, channel: "SMS", body: WORDS, secureLink: {} });
  await drive(clinic.ctx(), [sent.id]);
  const row = await inClinic(clinic.clinicId, (tx) =>
    tx.secureMessage.findFirstOrThrow({ where: { clinicId: clinic.clinicId, messageId: sent.id } }),
  );
  return { sent, code: codeOf(row.id, env().secret) };
}

const read = (code: string, cookie?: string, reader = READER) =>
  open(post(`/portal/m/${code}/open`, { reader }, cookie ? { cookie } : {}), {
    params: Promise.resolve({ code }),
  });

test("on a shared phone only the patient's own sign-in opens the words; a sibling's opens nothing", async () => {
  const { phone, leo, mia } = await twins();
  const words = { patientId: leo.id, channel: "SMS" as const, body: WORDS };
  const before = await previewMessage(clinic.ctx(), words);
  expect(before.secureLink).toMatchObject({ proofs: [], remedy: "invite_to_portal" });
  expect(before.decision).toMatchObject({ rule: "phi", remedy: "use_other_channel" });
  await expect(
    sendMessage(clinic.ctx(), { ...words, secureLink: { proof: "portal" } }),
  ).rejects.toMatchObject({ code: "invalid", reason: "no_secure_link" });

  const his = await enrolled(leo, phone);
  const hers = await enrolled(mia, phone, "739104");
  const after = await previewMessage(clinic.ctx(), words);
  expect(after.secureLink).toMatchObject({ proofs: ["portal"], suggested: "portal", problem: null });
  expect(after.decision).toMatchObject({ rule: "phi", remedy: "secure_link" });

  const { sent, code } = await secured(leo.id);
  expect(sent.secure).toMatchObject({ proof: "portal" });
  for (const cookie of [undefined, hers, "portal-session=made-up"]) {
    const refused = await read(code, cookie);
    expect(refused.status).toBe(403);
    const { requestId: _id, ...problem } = await refused.json();
    expect(problem).toMatchObject({
      reason: "sign_in",
      detail: "Sign in as the person this message was sent to.",
    });
    expect(JSON.stringify(problem)).not.toMatch(/Leo|Mia|chlamydia/);
  }
  const leos = await who(his);
  const waiting = leos && (await listWaiting(leos.ctx, leos.patientId));
  expect(waiting).toMatchObject([{ code, until: expect.stringContaining("Jun") }]);
  const mias = await who(hers);
  expect(mias && (await listWaiting(mias.ctx, mias.patientId))).toEqual([]);

  const answer = await read(code, his);
  expect(answer.headers.get("cache-control")).toBe("private, no-store");
  expect(await answer.json()).toMatchObject({ body: WORDS, joins: null });
  // The same patient in another browser, within the half hour; after it nobody.
  expect((await read(code, his, "a-browser-of-this-test-2")).status).toBe(200);
  expect((await read(code, undefined, "a-browser-of-this-test-3")).status).toBe(409);
  clinic.time.advance(14 * 60_000);
  await who(his);
  clinic.time.advance(14 * 60_000);
  await who(his);
  clinic.time.advance(3 * 60_000);
  expect((await read(code, his)).status).toBe(409);
});

test("on a restricted chart the same, and the link names nobody", async () => {
  const person = await born();
  await inClinic(clinic.clinicId, (tx) =>
    tx.restriction.create({
      data: {
        clinicId: clinic.clinicId,
        label: "mental_health",
        patientId: person.id,
        createdBy: "test",
        createdAt: clinic.time.clock(),
      },
    }),
  );
  const view = await getPortalView(clinic.ctx(), person.id);
  expect(view.ways.filter(({ problem }) => problem === null).map(({ way }) => way)).toEqual(["code"]);
  const cookie = await enrolled(person, person.phone);
  const { code } = await secured(person.id);
  const text = twilio.sent.flatMap(({ message }) =>
    message.channel === "SMS" && message.to === person.phone ? [message.body] : [],
  );
  expect(text).toHaveLength(1);
  expect(text[0]).not.toMatch(/Test Clinic|Leo/);
  expect(await (await read(code, cookie)).json()).toMatchObject({ body: WORDS });
});

test("an invitation by link reaches a phone that is the patient's alone, once, and its page takes the PIN", async () => {
  const person = await born();
  const invited = await invitePatient(clinic.ctx(), person.id, { way: "SMS" });
  expect(invited).toMatchObject({ state: "invited", invitedVia: "SMS", code: null });
  const row = await inClinic(clinic.clinicId, (tx) =>
    tx.secureMessage.findFirstOrThrow({
      where: { clinicId: clinic.clinicId, message: { patientId: person.id } },
    }),
  );
  const code = codeOf(row.id, env().secret);
  const segment = { params: Promise.resolve({ code }) };
  const take = (pin: string, reader = READER) =>
    joinByLink(post(`/portal/m/${code}/join`, { reader, name: person.phone, pin }), segment);
  expect((await take(PIN)).status).toBe(409);
  const opened = await open(post(`/portal/m/${code}/open`, { reader: READER, dateOfBirth: BORN }), segment);
  expect(await opened.json()).toMatchObject({ joins: { name: expect.stringContaining("303") } });
  expect(await (await take("170409")).json()).toMatchObject({ code: "invalid", reason: "easy_pin" });
  expect((await take(PIN, "somebody-elses-browser-1")).status).toBe(409);
  const joined = await take(PIN);
  expect(joined.status).toBe(204);
  expect(joined.headers.get("set-cookie")).toMatch(
    /^portal-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/,
  );
  expect((await who(cookieOf(joined)))?.patientId).toBe(person.id);
  expect((await take("271828")).status).toBe(409);
  expect(await getPortalView(clinic.ctx(), person.id)).toMatchObject({ state: "active", inviteEndsAt: null });
  expect(JSON.stringify(await getPortalView(clinic.ctx(), person.id))).not.toContain(PIN);
});

test("no link goes where it would prove nothing, and no program makes a code", async () => {
  const { leo } = await twins();
  const invite = (way: "SMS" | "EMAIL") => invitePatient(clinic.ctx(), leo.id, { way });
  await expect(invite("SMS")).rejects.toMatchObject({ code: "conflict", reason: "way_closed" });
  await expect(invite("EMAIL")).rejects.toMatchObject({ reason: "way_closed" });
  const key = clinic.ctx({ kind: "key", id: clinic.staff.admin, scopes: ["patient.write", "message.send"] });
  const byKey = invitePatient(key, leo.id, { way: "code", checked: "A system says so" });
  await expect(byKey).rejects.toMatchObject({ code: "forbidden", reason: "in_person" });
});

test("a code counts once, with the right birthday, three times wrong never", async () => {
  const person = await born();
  const invite = async () =>
    (await invitePatient(clinic.ctx(), person.id, { way: "code", checked: "Photo ID" })).code ?? "";
  const take = (code: string, dateOfBirth: string) =>
    joinByCode(post("/portal/join/enter", { code, dateOfBirth, name: person.phone, pin: PIN }));
  const first = await invite();
  const unknown = await (await take("AAAAA-AAAAA", BORN)).json();
  for (let n = 0; n < 3; n += 1) {
    const { requestId: _a, ...wrong } = await (await take(first, "2009-04-18")).json();
    const { requestId: _b, ...same } = unknown;
    expect(wrong).toEqual(same);
  }
  expect((await take(first, BORN)).status).toBe(403);
  expect(await getPortalView(clinic.ctx(), person.id)).toMatchObject({ state: "lapsed" });
  const second = await invite();
  const typed = second.toLowerCase().replace("-", " ");
  expect((await take(typed, BORN)).status).toBe(204);
  expect((await take(second, BORN)).status).toBe(403);
  const third = await invite();
  clinic.time.advance(48 * 3_600_000);
  expect((await take(third, BORN)).status).toBe(403);
});

test("three wrong PINs lock for 15 minutes, known or not, and twelve in a row close the sign-in", async () => {
  const person = await born();
  await enrolled(person, person.phone);
  const stranger = phoneNumber();
  const kinds = async (name: string) => {
    const answers = [];
    for (let n = 0; n < 4; n += 1) {
      const answer = await signIn(name, n < 3 ? "111222" : PIN);
      const { requestId: _id, ...problem } = await answer.json();
      answers.push({ problem, again: answer.headers.get("retry-after") });
    }
    return answers;
  };
  const known = await kinds(person.phone);
  expect(known.map(({ problem }) => problem.reason)).toEqual([...Array(3).fill("wrong_sign_in"), "locked"]);
  expect(known[3]).toMatchObject({ problem: { code: "rate_limited", minutes: 15 }, again: "900" });
  expect(await kinds(stranger)).toEqual(known);
  expect(await getPortalView(clinic.ctx(), person.id)).toMatchObject({ lockedUntil: expect.any(Date) });

  clinic.time.advance(15 * 60_000);
  const right = await signIn(person.phone, PIN);
  expect(right.status).toBe(204);
  expect((await signIn(person.phone, PIN, "2009-04-18")).status).toBe(403);
  const almost = { wrongInARow: 11, lockedUntil: null };
  await inClinic(clinic.clinicId, (tx) =>
    tx.portalAccount.updateMany({ where: { clinicId: clinic.clinicId, patientId: person.id }, data: almost }),
  );
  expect((await signIn(person.phone, "111222")).status).toBe(403);
  expect(await getPortalView(clinic.ctx(), person.id)).toMatchObject({ state: "ended", endedWhy: "tries" });
  expect(await who(cookieOf(right))).toBeNull();
});

test("guesses at once are three", async () => {
  const person = await born();
  await enrolled(person, person.phone);
  const pins = Array.from({ length: 8 }, (_, n) => String(271_828 + n));
  const answers = await Promise.all(pins.map((pin) => signIn(person.phone, pin)));
  const reasons = await Promise.all(answers.map(async (answer) => (await answer.json()).reason));
  expect(reasons.filter((reason) => reason === "wrong_sign_in")).toHaveLength(3);
  expect(reasons.filter((reason) => reason === "locked")).toHaveLength(5);
});

test("a session ends by idling, by hand, by staff and by a death, and what waits behind it stays shut", async () => {
  const person = await born();
  const idle = await enrolled(person, person.phone);
  clinic.time.advance(15 * 60_000);
  expect(await who(idle)).toBeNull();

  const second = cookieOf(await signIn(person.phone, PIN));
  expect((await who(second))?.patientId).toBe(person.id);
  const strange = await leave(
    post("/portal/sign-out", {}, { cookie: second, origin: "https://elsewhere.example" }),
  );
  expect(strange.status).toBe(403);
  const left = await leave(post("/portal/sign-out", {}, { cookie: second }));
  expect(left.headers.get("set-cookie")).toContain("Max-Age=0");
  expect(await who(second)).toBeNull();

  const third = cookieOf(await signIn(person.phone, PIN));
  await revokePortal(clinic.ctx(), person.id, { reason: "Lost her phone" });
  expect(await who(third)).toBeNull();
  expect((await signIn(person.phone, PIN)).status).toBe(403);
  await expect(revokePortal(clinic.ctx(), person.id, { reason: "Once more" })).rejects.toMatchObject({
    reason: "no_change",
  });

  const again = await enrolled(person, person.phone, "590377");
  const { code } = await secured(person.id);
  await recordDeath(clinic.ctx(), person.id, { deceased: true, source: "obituary" });
  expect(await who(again)).toBeNull();
  expect((await read(code, again)).status).not.toBe(200);
  expect(await getPortalView(clinic.ctx(), person.id)).toMatchObject({
    state: "ended",
    endedWhy: "deceased",
  });
});

test("both sides are in the audit trail, and no table, log or address holds a PIN, a code or a token", async () => {
  const person = await born();
  const { code } = await invitePatient(clinic.ctx(), person.id, { way: "code", checked: "Photo ID" });
  const joined = await joinByCode(
    post("/portal/join/enter", { code, dateOfBirth: BORN, name: person.phone, pin: PIN }),
  );
  await signIn(person.phone, "111222");
  await revokePortal(clinic.ctx(), person.id, { reason: "Asked for it" });
  const where = { clinicId: clinic.clinicId };
  const { trail, rows } = await inClinic(clinic.clinicId, async (tx) => ({
    trail: await tx.auditEntry.findMany({
      where: { ...where, patientId: person.id },
      orderBy: { id: "asc" },
    }),
    rows: [
      await tx.portalAccount.findMany({ where }),
      await tx.portalSession.findMany({ where }),
      await tx.auditEntry.findMany({ where: { ...where, patientId: person.id } }),
    ],
  }));
  expect(trail.map(({ actorKind, action }) => `${actorKind} ${action}`)).toEqual([
    "staff portal.invited",
    "patient portal.joined",
    "patient portal.signed_in",
    "patient portal.refused",
    "staff portal.ended",
  ]);
  const text = JSON.stringify(rows, (_key, value) => (typeof value === "bigint" ? String(value) : value));
  for (const secret of [
    PIN,
    code ?? "",
    (code ?? "").replace("-", ""),
    cookieOf(joined).split("=")[1] ?? "",
  ]) {
    expect(text).not.toContain(`"${secret}"`);
  }
});

test("the session of one clinic is worth nothing at another", async () => {
  const person = await born();
  const cookie = await enrolled(person, person.phone);
  const visitor = await who(cookie);
  const stranger = await suite();
  await expect(getPortalView(stranger.ctx(), person.id)).rejects.toMatchObject({ code: "not_found" });
  await expect(revokePortal(stranger.ctx(), person.id, { reason: "Not ours" })).rejects.toMatchObject({
    code: "not_found",
  });
  expect(await listWaiting(stranger.ctx(), person.id).catch(() => "none")).toBe("none");
  expect(visitor?.ctx.clinicId).toBe(clinic.clinicId);
});
