import { scryptSync } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { POST as joinByCode } from "@/app/portal/join/enter/route";
import { POST as open } from "@/app/portal/m/[code]/open/route";
import { POST as enter } from "@/app/portal/sign-in/enter/route";
import { POST as leave } from "@/app/portal/sign-out/route";
import { identifyPatient, identifyVisitor } from "@/lib/auth/portal";
import { inClinic } from "@/lib/db/transaction";
import { recordDeath } from "@/lib/deaths/commands";
import { drive } from "@/lib/delivery/commands";
import { codeOf } from "@/lib/delivery/link/rules";
import { env } from "@/lib/env";
import { sendMessage } from "@/lib/messages/commands";
import { previewMessage } from "@/lib/messages/preview/queries";
import { getMessage } from "@/lib/messages/queries";
import { pruneSignIns } from "@/lib/portal/pruning/commands";
import { installPorts } from "@/lib/ports";
import { saveRelated } from "@/lib/reach/commands";
import { SaveRelated } from "@/lib/reach/schema";
import { inviteRepresentative, revokeRepresentative } from "@/lib/representatives/commands";
import { listRepresentatives } from "@/lib/representatives/views/queries";
import { setLabels } from "@/lib/restrictions/commands";
import { listAbout } from "@/lib/secure/waiting/queries";
import { type Suite, suite } from "@/lib/testing/ctx";
import { patient, phoneNumber } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

const WORDS = "Leo's strep test is positive.";
const LEO_BORN = "2019-04-17";
const MIA_BORN = "2016-09-02";
const PIN = "480913";
const DAY = 86_400_000;
const twilio = testVendor("twilio", "SMS");
let clinic: Suite;
beforeAll(async () => {
  clinic = await suite({ providers: [twilio.provider] });
  installPorts({ clock: clinic.time.clock });
});

async function child(firstName: string, born: string, phone: string | null) {
  const person = await patient(clinic, { firstName, lastName: "Vega", phone, email: null });
  await inClinic(clinic.clinicId, (tx) =>
    tx.patient.updateMany({
      where: { clinicId: clinic.clinicId, id: person.id },
      data: { dateOfBirth: new Date(born) },
    }),
  );
  return person;
}

/** Rosa in a chart, known by her phone; her id there. */
async function rosaOf(patientId: string, phone: string, change: object = {}): Promise<string> {
  const rosa = { relation: "guardian", name: "Rosa Vega", authority: "mother", phone, ...change };
  const { related } = await saveRelated(clinic.ctx(), patientId, SaveRelated.parse(rosa));
  return related.find(({ name }) => name === "Rosa Vega")?.id ?? "";
}

/** Two siblings on the phone of their mother, who acts for both. */
async function family() {
  const phone = phoneNumber();
  const leo = await child("Leo", LEO_BORN, phone);
  const mia = await child("Mia", MIA_BORN, phone);
  return { phone, leo, mia, rosa: await rosaOf(leo.id, phone), rosaOfMia: await rosaOf(mia.id, phone) };
}

let caller = 0;
function post(path: string, body: unknown, cookie = "") {
  caller += 1;
  return new Request(`${env().publicUrl}${path}`, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      Origin: env().publicUrl,
      "X-Forwarded-For": `203.0.113.${caller % 250}`,
      Cookie: cookie,
    },
    body: JSON.stringify(body),
  });
}

const cookieOf = (answer: Response) => answer.headers.get("set-cookie")?.split(";")[0] ?? "";
const headersOf = (cookie: string) => new Headers({ cookie });
const visit = (cookie: string) => identifyVisitor(headersOf(cookie));
const invite = (patientId: string, personId: string, sameAs?: string) =>
  inviteRepresentative(clinic.ctx(), patientId, personId, {
    checked: "Photo ID",
    ...(sameAs ? { sameAs } : {}),
  });
const signIn = (name: string, dateOfBirth = LEO_BORN, pin = PIN) =>
  enter(post("/portal/sign-in/enter", { name, dateOfBirth, pin }));

/** A hash that takes a hundredth of a real one's time; the product reads its cost from the hash. */
function cheapHash(pin: string): string {
  const salt = Buffer.alloc(16, 7);
  const key = scryptSync(pin, salt, 32, { N: 2 ** 10, r: 8, p: 1 });
  return `scrypt$10$8$1$${salt.toString("base64url")}$${key.toString("base64url")}`;
}

/** Rosa has set a PIN and is signed in. Setting it has a test of its own. */
async function enrolled(patientId: string, personId: string, phone: string, born = LEO_BORN) {
  await invite(patientId, personId);
  const { clinicId } = clinic;
  await inClinic(clinicId, (tx) =>
    tx.portalAccount.updateMany({
      where: { clinicId, people: { some: { id: personId } } },
      data: {
        signInAs: phone,
        pinHash: cheapHash(PIN),
        activatedAt: clinic.time.clock(),
        inviteEndsAt: null,
        codeHash: null,
      },
    }),
  );
  const answer = await signIn(phone, born);
  expect(answer.status).toBe(204);
  return cookieOf(answer);
}

async function secured(patientId: string) {
  const asked = { patientId, channel: "SMS" as const, body: WORDS, secureLink: {} };
  const { id } = await sendMessage(clinic.ctx(), asked);
  await drive(clinic.ctx(), [id]);
  const row = await inClinic(clinic.clinicId, (tx) =>
    tx.secureMessage.findFirstOrThrow({ where: { clinicId: clinic.clinicId, messageId: id } }),
  );
  return { id, code: codeOf(row.id, env().secret) };
}

const read = (code: string, cookie = "", reader = "a-browser-of-this-test-1") =>
  open(post(`/portal/m/${code}/open`, { reader }, cookie), { params: Promise.resolve({ code }) });

async function waiting(cookie: string) {
  const visitor = await visit(cookie);
  if (visitor?.kind !== "representative") return null;
  const about = await listAbout(visitor.ctx, visitor.people);
  return about.map(({ patientName, letters }) => [patientName, letters.length]);
}

const trailOf = (patientId: string) =>
  inClinic(clinic.clinicId, (tx) =>
    tx.auditEntry.findMany({
      where: { clinicId: clinic.clinicId, patientId, action: { startsWith: "secure." } },
      orderBy: { id: "asc" },
      select: { action: true, actorKind: true, actorId: true, fields: true },
    }),
  );

const NOT_YOURS = {
  code: "forbidden",
  reason: "not_yours",
  detail: "This message does not open with your sign-in. Call us.",
};

test("a mother takes her code, opens what went to her phone about her child, and the records say that it was she", async () => {
  const { phone, leo, rosa } = await family();
  const words = { patientId: leo.id, channel: "SMS" as const, body: WORDS };
  expect((await previewMessage(clinic.ctx(), words)).secureLink).toMatchObject({ proofs: [] });

  const { code: slip, state } = await invite(leo.id, rosa);
  expect(state).toBe("invited");
  const take = (dateOfBirth: string) =>
    joinByCode(post("/portal/join/enter", { code: slip, dateOfBirth, name: phone, pin: PIN }));
  expect((await take("2019-04-18")).status).toBe(403);
  const joined = await take(LEO_BORN);
  expect(joined.status).toBe(204);
  const hers = cookieOf(joined);
  expect(await visit(hers)).toMatchObject({
    kind: "representative",
    ctx: { actor: { kind: "representative", id: rosa } },
  });
  expect(await identifyPatient(headersOf(hers))).toBeNull();

  expect((await previewMessage(clinic.ctx(), words)).secureLink).toMatchObject({ suggested: "portal" });
  const { id, code } = await secured(leo.id);
  expect(twilio.sent.at(-1)?.message).toMatchObject({ to: phone });
  expect(JSON.stringify(twilio.sent.at(-1)?.message)).not.toMatch(/Leo|Rosa|strep/);
  expect(await waiting(hers)).toEqual([["Leo Vega", 1]]);
  expect(await (await read(code)).json()).toMatchObject({ reason: "sign_in" });
  expect(await (await read(code, hers)).json()).toMatchObject({ body: WORDS, joins: null });

  const shown = await getMessage(clinic.ctx(), id);
  expect(shown.secure?.openedBy).toBe("Leo's guardian Rosa Vega");
  expect(shown.story.map(({ words }) => words)).toContain(
    "Leo's guardian Rosa Vega opened the secure message.",
  );
  expect(await trailOf(leo.id)).toMatchObject([
    { action: "secure.refused", actorKind: "patient", fields: ["portal"] },
    { action: "secure.opened", actorKind: "representative", actorId: rosa },
  ]);
  await leave(post("/portal/sign-out", {}, hers));
  expect(await visit(hers)).toBeNull();
  // The browser that showed it may not show it again by itself: the right is asked each time.
  expect(await (await read(code, hers)).json()).toMatchObject({ reason: "opened" });
});

test("whoever acts for several patients finds them by name, with one sign-in", async () => {
  const { phone, leo, mia, rosa, rosaOfMia } = await family();
  const hers = await enrolled(leo.id, rosa, phone);
  const before = await listRepresentatives(clinic.ctx(), mia.id);
  expect(before.items).toMatchObject([
    { state: "none", problem: null, known: { relatedPersonId: rosa, forPatients: ["Leo Vega"] } },
  ]);
  expect(await invite(mia.id, rosaOfMia, rosa)).toMatchObject({
    state: "active",
    alsoFor: ["Leo Vega"],
    code: null,
  });
  await secured(mia.id);
  expect(await waiting(hers)).toEqual([
    ["Leo Vega", 0],
    ["Mia Vega", 1],
  ]);
  expect((await signIn(phone, MIA_BORN)).status).toBe(204);
  const { code } = await secured(mia.id);
  expect((await read(code, hers)).status).toBe(200);
  await revokeRepresentative(clinic.ctx(), mia.id, rosaOfMia, { reason: "Asked for it" });
  expect(await waiting(hers)).toEqual([["Leo Vega", 0]]);
  expect((await read(code, hers)).status).toBe(409);
  await revokeRepresentative(clinic.ctx(), leo.id, rosa, { reason: "Asked for it" });
  expect(await visit(hers)).toBeNull();
  expect((await signIn(phone)).status).toBe(403);
});

test.each<[string, string, (of: { patientId: string; rosa: string; phone: string }) => Promise<unknown>]>([
  [
    "a right that ended",
    "not_represented",
    ({ patientId, rosa, phone }) =>
      rosaOf(patientId, phone, { id: rosa, until: clinic.time.clock().toISOString() }),
  ],
  [
    "a right that was limited",
    "not_represented",
    ({ patientId, rosa, phone }) => rosaOf(patientId, phone, { id: rosa, limits: "no test results" }),
  ],
  [
    "words that became confidential to the teenager",
    "teen_confidential",
    ({ patientId }) => setLabels(clinic.ctx(), { patientId }, { labels: ["teen_confidential"] }),
  ],
  [
    "a number that is hers no more",
    "not_addressed",
    ({ patientId, rosa }) => rosaOf(patientId, phoneNumber(), { id: rosa }),
  ],
])(
  "%s keeps a message shut at the next opening, in words that say nothing else",
  async (_, cause, change) => {
    const { phone, leo, mia, rosa, rosaOfMia } = await family();
    const hers = await enrolled(mia.id, rosaOfMia, phone, MIA_BORN);
    await invite(leo.id, rosa, rosaOfMia);
    const { code } = await secured(leo.id);
    const opened = await secured(leo.id);
    expect((await read(opened.code, hers)).status).toBe(200);
    await change({ patientId: leo.id, rosa, phone });
    for (const link of [code, opened.code]) {
      const { requestId: _id, ...problem } = await (await read(link, hers)).json();
      expect(problem).toMatchObject(NOT_YOURS);
      expect(JSON.stringify(problem)).not.toMatch(/Leo|teen|confidential|strep/i);
    }
    expect((await trailOf(leo.id)).slice(1)).toEqual(
      Array(2).fill({
        action: "secure.refused",
        actorKind: "representative",
        actorId: rosa,
        fields: [cause],
      }),
    );
    const about = Object.fromEntries((await waiting(hers)) ?? []);
    expect(about["Leo Vega"] ?? 0).toBe(0);
  },
);

test("what went to the teenager's own phone is not hers to open, whatever proof it asks for", async () => {
  const teen = await child("Sol", "2010-03-01", phoneNumber());
  const leo = await child("Leo", LEO_BORN, null);
  const phone = phoneNumber();
  const hers = await enrolled(leo.id, await rosaOf(leo.id, phone), phone);
  const rosa = await rosaOf(teen.id, phone);
  await invite(
    teen.id,
    rosa,
    (await listRepresentatives(clinic.ctx(), teen.id)).items[0]?.known?.relatedPersonId,
  );
  const { code } = await secured(teen.id);
  const answer = await open(
    post(`/portal/m/${code}/open`, { reader: "a-browser-of-this-test-1", dateOfBirth: "2010-03-01" }, hers),
    { params: Promise.resolve({ code }) },
  );
  expect(await answer.json()).toMatchObject(NOT_YOURS);
  expect(await waiting(hers)).toEqual([
    ["Leo Vega", 0],
    ["Sol Vega", 0],
  ]);
});

test.each<[string, (of: { patientId: string; rosa: string; phone: string }) => Promise<unknown>]>([
  [
    "the end of her right",
    ({ patientId, rosa, phone }) =>
      rosaOf(patientId, phone, { id: rosa, until: clinic.time.clock().toISOString() }),
  ],
  [
    "a death",
    ({ patientId }) => recordDeath(clinic.ctx(), patientId, { deceased: true, source: "obituary" }),
  ],
  [
    "the 18th birthday",
    ({ patientId }) =>
      inClinic(clinic.clinicId, (tx) =>
        tx.patient.updateMany({
          where: { clinicId: clinic.clinicId, id: patientId },
          data: { dateOfBirth: new Date(clinic.time.clock().getTime() - 18 * 366 * DAY) },
        }),
      ),
  ],
])("%s ends the session of who acts for nobody else, and she cannot come back", async (_, change) => {
  const { phone, leo, rosa } = await family();
  const hers = await enrolled(leo.id, rosa, phone);
  expect((await visit(hers))?.kind).toBe("representative");
  const { code } = await secured(leo.id);
  await change({ patientId: leo.id, rosa, phone });
  expect(await visit(hers)).toBeNull();
  expect(await (await read(code, hers)).json()).not.toHaveProperty("body");
  expect((await signIn(phone)).status).toBe(403);
  const { items } = await listRepresentatives(clinic.ctx(), leo.id);
  expect(items[0]?.problem).toEqual(expect.any(String));
  await expect(invite(leo.id, rosa)).rejects.toMatchObject({ reason: "way_closed" });
});

test("only staff who look at somebody give a code, and nobody of another clinic", async () => {
  const { leo, mia, rosa, rosaOfMia } = await family();
  const key = clinic.ctx({ kind: "key", id: clinic.staff.admin, scopes: ["patient.write", "message.send"] });
  const byKey = inviteRepresentative(key, leo.id, rosa, { checked: "A system says so" });
  await expect(byKey).rejects.toMatchObject({ code: "forbidden", reason: "in_person" });
  const there = (await suite()).ctx();
  const checked = { checked: "Photo ID" };
  await expect(inviteRepresentative(there, leo.id, rosa, checked)).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(inviteRepresentative(clinic.ctx(), mia.id, rosa, checked)).rejects.toMatchObject({
    code: "not_found",
  });
  // Not known as the same person until she signs in.
  await expect(invite(mia.id, rosaOfMia, rosa)).rejects.toMatchObject({ reason: "way_closed" });
  await expect(listRepresentatives(there, leo.id)).rejects.toMatchObject({ code: "not_found" });
});

test("browsers that are long out and codes that nobody took are forgotten, and nothing that stands", async () => {
  const { phone, leo, mia, rosa, rosaOfMia } = await family();
  await enrolled(leo.id, rosa, phone);
  await invite(mia.id, rosaOfMia);
  const { clinicId } = clinic;
  const left = () =>
    inClinic(clinicId, async (tx) => ({
      sessions: await tx.portalSession.count({
        where: { clinicId, account: { people: { some: { id: rosa } } } },
      }),
      accounts: (await listRepresentatives(clinic.ctx(), mia.id)).items.map(({ state }) => state),
    }));
  const prune = () => pruneSignIns(clinic.ctx({ kind: "system", job: "tidy" }));
  clinic.time.advance(7 * DAY);
  await prune();
  expect(await left()).toEqual({ sessions: 1, accounts: ["lapsed"] });
  clinic.time.advance(26 * DAY);
  await prune();
  expect(await left()).toEqual({ sessions: 0, accounts: ["none"] });
  expect((await signIn(phone)).status).toBe(204);
});
