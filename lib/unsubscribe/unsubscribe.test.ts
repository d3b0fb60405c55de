import { afterAll, beforeAll, expect, test } from "vitest";
import { POST as chooseRoute } from "@/app/u/[token]/choose/route";
import { GET as lookByHeader, POST as oneClick } from "@/app/u/[token]/one-click/route";
import { identifySubscriber } from "@/lib/auth/subscriber";
import { recordConsent } from "@/lib/consents/commands";
import { closeDatabase } from "@/lib/db/client";
import { inClinic } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { drive } from "@/lib/delivery/commands";
import { env } from "@/lib/env";
import { sendMessage } from "@/lib/messages/commands";
import { getMessage } from "@/lib/messages/queries";
import { findPatient } from "@/lib/patients/profile/queries";
import { installPorts } from "@/lib/ports";
import type { EmailMessage } from "@/lib/providers/port";
import { type Suite, suite } from "@/lib/testing/ctx";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";
import { getPreferences } from "@/lib/unsubscribe/queries";

const sendgrid = testVendor("sendgrid", "EMAIL");
let clinic: Suite;

beforeAll(async () => {
  clinic = await suite({ providers: [sendgrid.provider] });
  installPorts({ clock: clinic.time.clock, providers: clinic.ports.providers });
  await inClinic(clinic.clinicId, (tx) =>
    tx.mailStyle.create({
      data: {
        clinicId: clinic.clinicId,
        color: "#1f6f5c",
        postalAddress: "410 Cedar Lane, Denver, CO 80203",
        updatedAt: clinic.time.clock(),
      },
    }),
  );
});
afterAll(closeDatabase);

/** A patient who agreed to news by mail. */
async function reader(language = "en") {
  const person = await patient(clinic, { firstName: "Tom", language });
  const ctx = clinic.ctx("admin");
  await write(ctx, (tx, audit) =>
    recordConsent(tx, ctx, audit, {
      patientId: person.id,
      purpose: "marketing",
      channel: "EMAIL",
      address: null,
      act: "grant",
      source: "paper",
      disclosure: "News by mail.",
    }),
  );
  return person;
}

const send = (patientId: string, category: "marketing" | "appointment") =>
  sendMessage(clinic.ctx(), {
    patientId,
    channel: "EMAIL",
    category,
    subject: "Hello",
    body: "Our flu shots are here.",
  });

async function mailed(person: { id: string; email: string }, category: "marketing" | "appointment") {
  const { id } = await send(person.id, category);
  await drive(clinic.ctx(), [id]);
  const sent = sendgrid.sent.map(({ message }) => message as EmailMessage);
  return { id, mail: sent.findLast(({ to }) => to.email === person.email) };
}

const codeIn = (text = "") => /\/u\/([0-9a-z]{25})/.exec(text)?.[1] ?? "";
const at = (token: string) => ({ params: Promise.resolve({ token }) });
const post = (token: string, body = "List-Unsubscribe=One-Click") =>
  oneClick(new Request(`http://localhost:3000/u/${token}/one-click`, { method: "POST", body }), at(token));
const pick = (token: string, choice: object) =>
  chooseRoute(
    new Request(`http://localhost:3000/u/${token}/choose`, {
      method: "POST",
      body: JSON.stringify(choice),
      headers: { origin: env().publicUrl },
    }),
    at(token),
  );

async function pageOf(token: string) {
  const holder = await identifySubscriber(token);
  if (!holder) throw new Error("No such link.");
  return getPreferences(holder.ctx, holder);
}

test("marketing bears the way out, the address and why; a reminder bears none", async () => {
  const tom = await reader();
  const { mail } = await mailed(tom, "marketing");
  const code = codeIn(mail?.text);
  expect(mail?.headers).toMatchObject({
    "List-Unsubscribe": `<${env().publicUrl}/u/${code}/one-click>${env().sendgrid.inboundSecret ? expect.anything() : ""}`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  });
  for (const shown of [mail?.text, mail?.html]) {
    expect(shown).toContain("410 Cedar Lane, Denver, CO 80203");
    expect(shown).toContain("You get this because you agreed to news from Test Clinic by email.");
    expect(shown).toContain(`/u/${code}`);
  }
  const { mail: reminder } = await mailed(tom, "appointment");
  expect(reminder?.headers).not.toHaveProperty("List-Unsubscribe");
  expect(`${reminder?.text}${reminder?.html}`).not.toContain("/u/");
});

test("one click ends news at once, cancels what waits, and the next one is blocked with when; reminders go on", async () => {
  const tom = await reader();
  const { mail } = await mailed(tom, "marketing");
  const code = codeIn(mail?.text);
  const { id: waiting } = await send(tom.id, "marketing");
  // Scanners follow the address, and forms of other kinds are no click.
  expect(
    (await lookByHeader(new Request(`http://localhost:3000/u/${code}/one-click`), at(code))).status,
  ).toBe(303);
  expect((await post(code, "hello=1")).status).toBe(422);
  expect((await pageOf(code)).choices[0]).toMatchObject({ topic: "marketing", allowed: true });

  const answers = await Promise.all([post(code), post(code)]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(answers[0]?.headers.get("referrer-policy")).toBe("no-referrer");
  expect((await getMessage(clinic.ctx(), waiting)).status).toBe("CANCELLED");
  const next = await send(tom.id, "marketing");
  expect(next).toMatchObject({ status: "FAILED", reason: "marketing_consent" });
  expect(next.decision?.words).toBe(
    "Not sent: this is marketing, and Tom ended marketing emails on June 16 at 12:00 PM. Tom can turn them on again on the preference page or on paper.",
  );
  // The chart says so too, and no longer that he agreed.
  const { consents } = await findPatient(clinic.ctx(), tom.id);
  expect(consents.filter(({ purpose }) => purpose === "marketing")).toMatchObject([{ granted: false }]);
  const { id } = await mailed(tom, "appointment");
  expect((await getMessage(clinic.ctx(), id)).status).toBe("SENT");
  expect((await post("x".repeat(25))).status).toBe(404);
});

test("the way out of a mail works ten years later", async () => {
  const tom = await reader();
  const code = codeIn((await mailed(tom, "marketing")).mail?.text);
  const years = 3_652 * 86_400_000;
  clinic.time.advance(years);
  const answer = await post(code);
  expect([answer.status, answer.headers.get("set-cookie"), answer.headers.get("location")]).toEqual([
    200,
    null,
    null,
  ]);
  expect(await send(tom.id, "marketing")).toMatchObject({ status: "FAILED", reason: "marketing_consent" });
  clinic.time.advance(-years);
});

test("as a form of parts, the click counts as well", async () => {
  const code = codeIn((await mailed(await reader(), "marketing")).mail?.text);
  const form = new FormData();
  form.set("List-Unsubscribe", "One-Click");
  const request = new Request(`http://localhost:3000/u/${code}/one-click`, { method: "POST", body: form });
  expect((await oneClick(request, at(code))).status).toBe(200);
  expect((await pageOf(code)).choices[0]).toMatchObject({ allowed: false, mayAllow: true });
});

test("the page turns topics off and on again, in the patient's language, without a name", async () => {
  const ana = await reader("es");
  const { mail } = await mailed(ana, "marketing");
  expect(mail?.text).toContain("Cancelar la suscripción");
  const code = codeIn(mail?.html);
  const page = await pageOf(code);
  expect(page).toMatchObject({ language: "es", clinicName: "Test Clinic", closed: null });
  expect(JSON.stringify(page)).not.toMatch(/Tom|Alvarez|@/);

  clinic.time.advance(1_000);
  const refused = await pick(code, { topic: "appointment", channel: "EMAIL", allowed: false });
  expect(refused.status).toBe(200);
  expect(await send(ana.id, "appointment")).toMatchObject({ status: "FAILED", reason: "preference" });
  await pick(code, { topic: "appointment", channel: "EMAIL", allowed: true });
  expect(await send(ana.id, "appointment")).toMatchObject({ status: "PENDING" });

  await pick(code, { topic: "marketing", channel: "EMAIL", allowed: false });
  clinic.time.advance(1_000);
  await pick(code, { topic: "marketing", channel: "EMAIL", allowed: true });
  expect(await send(ana.id, "marketing")).toMatchObject({ status: "PENDING" });

  clinic.time.advance(1_000);
  await pick(code, { topic: "all", channel: "EMAIL", allowed: false });
  expect(await send(ana.id, "appointment")).toMatchObject({ status: "FAILED", reason: "opt_out" });
  expect(await pageOf(code)).toMatchObject({ closed: "unsubscribe" });
  clinic.time.advance(1_000);
  await pick(code, { topic: "all", channel: "EMAIL", allowed: true });
  expect(await pageOf(code)).toMatchObject({ closed: null });

  // Nobody signs for a phone from a mailbox.
  const texts = await pick(code, { topic: "marketing", channel: "SMS", allowed: true });
  expect([texts.status, (await texts.json()).reason]).toEqual([409, "not_here"]);
  expect((await pick(code, { topic: "all", channel: "SMS", allowed: false })).status).toBe(422);
});

test("marketing without a postal address is refused with what to do", async () => {
  const bare = await suite({ providers: [sendgrid.provider] });
  const person = await patient(bare);
  const sent = await sendMessage(bare.ctx(), {
    patientId: person.id,
    channel: "EMAIL",
    category: "marketing",
    body: "News",
  });
  expect(sent.decision?.reasons).toContainEqual({
    rule: "no_postal_address",
    evidence: { channel: "EMAIL" },
    remedy: "set_postal_address",
  });
});
