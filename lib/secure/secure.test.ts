import { beforeAll, expect, test } from "vitest";
import { identifyLink } from "@/lib/auth/portal";
import { inClinic } from "@/lib/db/transaction";
import { drive } from "@/lib/delivery/commands";
import { sendAgain } from "@/lib/messages/again/commands";
import { sendMessage } from "@/lib/messages/commands";
import { previewMessage } from "@/lib/messages/preview/queries";
import { getMessage } from "@/lib/messages/queries";
import { installPorts } from "@/lib/ports";
import { openLetter } from "@/lib/secure/opening/commands";
import { getEnvelope } from "@/lib/secure/queries";
import { type Suite, suite } from "@/lib/testing/ctx";
import { stored } from "@/lib/testing/messages";
import { patient, phoneNumber } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

const WORDS = "Tom, your A1c came back at 7.2 and your LDL is 162.";
const READER = "a-browser-of-this-test-1";
const OTHER = "a-browser-of-this-test-2";
const twilio = testVendor("twilio", "SMS");
const sendgrid = testVendor("sendgrid", "EMAIL");
let clinic: Suite;

beforeAll(async () => {
  clinic = await suite({ providers: [twilio.provider, sendgrid.provider] });
  installPorts({ clock: clinic.time.clock });
  await sign(clinic);
});

/** The clinic has signed with both vendors; without that they would carry a notice only. */
const sign = (of: Suite) =>
  inClinic(of.clinicId, (tx) =>
    tx.vendor.createMany({
      data: ["twilio", "sendgrid"].map((provider) => ({
        clinicId: of.clinicId,
        provider,
        baaSignedAt: of.time.clock(),
        createdAt: of.time.clock(),
      })),
      skipDuplicates: true,
    }),
  );

async function born(given: Parameters<typeof patient>[1] & { dateOfBirth?: string | null } = {}) {
  const { dateOfBirth = "1961-11-23", ...rest } = given;
  const person = await patient(clinic, { firstName: "Tom", lastName: "Reed", ...rest });
  await inClinic(clinic.clinicId, (tx) =>
    tx.patient.updateMany({
      where: { clinicId: clinic.clinicId, id: person.id },
      data: { dateOfBirth: dateOfBirth ? new Date(dateOfBirth) : null },
    }),
  );
  return person;
}

const linkIn = (text: string) => /\/portal\/m\/([\w-]{22})(?![\w-])/.exec(text)?.[1] ?? "";

/** Sends behind a link, hands it off and answers the code the patient got. */
async function secured(person: { id: string; phone: string }, ask: object = {}) {
  const sent = await sendMessage(clinic.ctx(), {
    patientId: person.id,
    channel: "SMS",
    body: WORDS,
    secureLink: ask,
  });
  await drive(clinic.ctx(), [sent.id]);
  const texts = twilio.sent.filter(({ message }) => message.channel === "SMS" && message.to === person.phone);
  const last = texts.at(-1)?.message;
  const text = last?.channel === "SMS" ? last.body : "";
  return { sent, text, code: linkIn(text) };
}

async function open(code: string, given: { reader?: string; dateOfBirth?: string } = {}) {
  const holder = await identifyLink(code);
  if (!holder) throw new Error("No such link.");
  return openLetter(holder.ctx, holder.linkId, { reader: READER, ...given });
}

const rowOf = (messageId: string) =>
  inClinic(clinic.clinicId, (tx) =>
    tx.secureMessage.findFirstOrThrow({ where: { clinicId: clinic.clinicId, messageId } }),
  );

test("the clinic's sentence leaves, the words wait behind a link that opens once for the right person", async () => {
  const tom = await born();
  const { sent, text, code } = await secured(tom);
  expect(text).toMatch(
    /^Test Clinic: You have a private message from us\. Open it here: http\S+ It works until \w{3}, Jun 23\.$/,
  );
  expect(sent).toMatchObject({ body: WORDS, secure: { proof: "date_of_birth", openedAt: null } });
  const holder = await identifyLink(code);
  const look = () => getEnvelope((holder as NonNullable<typeof holder>).ctx, holder?.linkId ?? "");
  expect(await look()).toMatchObject({ state: "ready", triesLeft: 3, clinicName: "Test Clinic" });
  // Scanners look as often as they like.
  expect(await look()).toMatchObject({ state: "ready" });

  await expect(open(code, { dateOfBirth: "1961-11-24" })).rejects.toMatchObject({
    reason: "wrong_birth_date",
    details: { triesLeft: 2 },
  });
  await expect(open(code)).rejects.toMatchObject({ details: { triesLeft: 1 } });
  expect(await open(code, { dateOfBirth: "1961-11-23" })).toMatchObject({ body: WORDS });
  // The same browser may come back after a reload or a lost answer, another may not, and nobody later.
  expect(await open(code)).toMatchObject({ body: WORDS });
  await expect(open(code, { reader: OTHER, dateOfBirth: "1961-11-23" })).rejects.toMatchObject({
    code: "conflict",
    reason: "opened",
  });
  clinic.time.advance(31 * 60_000);
  await expect(open(code)).rejects.toMatchObject({ reason: "opened" });
  expect(await look()).toMatchObject({ state: "opened" });

  const told = await getMessage(clinic.ctx(), sent.id);
  expect(told.status).toBe("DELIVERED");
  expect(told.badge.label).toMatch(/^Opened /);
  expect(told.secure?.openedAt).toBeInstanceOf(Date);
  const words = told.story.map((line) => line.words);
  expect(words).toContain("Tom opened the secure message.");
  expect(words.filter((line) => /opened/i.test(line))).toHaveLength(1);
});

test("a hundred guesses at once are three, and then the link is locked for good", async () => {
  const tom = await born();
  const { sent, code } = await secured(tom);
  const days = Array.from({ length: 100 }, (_, day) =>
    new Date(Date.UTC(1970, 0, 1 + day)).toISOString().slice(0, 10),
  );
  const answers = await Promise.all(
    days.map((dateOfBirth) => open(code, { dateOfBirth }).catch((error: { reason: string }) => error.reason)),
  );
  expect(answers.filter((reason) => reason === "wrong_birth_date")).toHaveLength(2);
  expect(answers.filter((reason) => reason === "locked")).toHaveLength(98);
  await expect(open(code, { dateOfBirth: "1961-11-23" })).rejects.toMatchObject({ reason: "locked" });
  expect(await rowOf(sent.id)).toMatchObject({ wrongTries: 3, openedAt: null });
  const told = await getMessage(clinic.ctx(), sent.id);
  expect(told.secure?.lockedAt).not.toBeNull();
  expect(told.story.map((line) => line.words)).toContain(
    "The link locked itself after 3 wrong dates of birth.",
  );
});

test("a link runs out, and is not sent any more when it has", async () => {
  const tom = await born();
  const { sent, code } = await secured(tom, { expiresInHours: 2, proof: "none" });
  expect(sent.expiresAt).toEqual(new Date(clinic.time.clock().getTime() + 2 * 3_600_000));
  clinic.time.advance(2 * 3_600_000);
  await expect(open(code)).rejects.toMatchObject({ reason: "expired" });
  const holder = await identifyLink(code);
  expect(holder && (await getEnvelope(holder.ctx, holder.linkId))).toMatchObject({ state: "expired" });
});

test("of two browsers at the same moment one gets the words", async () => {
  const tom = await born();
  const { code } = await secured(tom, { proof: "none" });
  const readers = Array.from({ length: 10 }, (_, index) => `reader-number-of-the-race-${index}`);
  const answers = await Promise.allSettled(readers.map((reader) => open(code, { reader })));
  expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("each way has its own link and its own sentence, also in Spanish; a retry sends the same bytes", async () => {
  const ana = await born({ firstName: "Ana", language: "es" });
  const sent = await sendMessage(clinic.ctx(), {
    patientId: ana.id,
    plan: ["EMAIL", "SMS"],
    content: {
      EMAIL: { subject: "Su A1c", body: "Su A1c fue 7.2, larga." },
      SMS: { body: "Su A1c fue 7.2." },
    },
    secureLink: {},
  });
  const row = await stored(clinic, sent.id);
  const content = JSON.stringify(row.content);
  expect(content).not.toContain("7.2");
  expect(content).toContain("{link}");
  await drive(clinic.ctx(), [sent.id]);
  const mail = sendgrid.sent.at(-1)?.message;
  if (mail?.channel !== "EMAIL") throw new Error("No mail left.");
  expect(mail.subject).toBe("Un mensaje privado de Test Clinic");
  expect(mail.text).toMatch(/Puede abrirlo aquí:\n\nhttp/);
  expect(await open(linkIn(mail.text), { dateOfBirth: "1961-11-23" })).toMatchObject({
    subject: "Su A1c",
    body: "Su A1c fue 7.2, larga.",
  });
  const links = await inClinic(clinic.clinicId, (tx) =>
    tx.secureMessage.findMany({ where: { clinicId: clinic.clinicId, messageId: sent.id } }),
  );
  expect(links.map((link) => link.channel).sort()).toEqual(["EMAIL", "SMS"]);
});

test("a date of birth proves nothing on a shared number, nor for restricted content, nor where none is known", async () => {
  const phone = phoneNumber();
  const leo = await born({ firstName: "Leo", phone });
  await born({ firstName: "Ana", phone });
  const ask = (patientId: string, secureLink: { proof?: "none" | "date_of_birth" | "portal" }) =>
    sendMessage(clinic.ctx(), { patientId, channel: "SMS", body: WORDS, secureLink });
  await expect(ask(leo.id, {})).rejects.toMatchObject({ code: "invalid", reason: "no_secure_link" });
  await expect(ask(leo.id, { proof: "none" })).rejects.toMatchObject({ reason: "no_secure_link" });
  const restricted = await born();
  await inClinic(clinic.clinicId, (tx) =>
    tx.restriction.create({
      data: {
        clinicId: clinic.clinicId,
        label: "mental_health",
        patientId: restricted.id,
        createdBy: "test",
        createdAt: clinic.time.clock(),
      },
    }),
  );
  await expect(ask(restricted.id, { proof: "date_of_birth" })).rejects.toMatchObject({
    reason: "no_secure_link",
  });
  const unknown = await born({ dateOfBirth: null });
  await expect(ask(unknown.id, { proof: "date_of_birth" })).rejects.toMatchObject({
    reason: "proof_too_weak",
  });
  await expect(ask(unknown.id, { proof: "portal" })).rejects.toMatchObject({ reason: "proof_too_weak" });
  const preview = await previewMessage(clinic.ctx(), { patientId: leo.id, channel: "SMS", body: WORDS });
  expect(preview.secureLink).toMatchObject({ proofs: [], suggested: null });
});

const label = (target: { patientId: string } | { conversationId: string }) =>
  inClinic(clinic.clinicId, (tx) =>
    tx.restriction.create({
      data: {
        ...target,
        clinicId: clinic.clinicId,
        label: "mental_health",
        createdBy: "test",
        createdAt: clinic.time.clock(),
      },
    }),
  );

test("a restricted thread refuses a link as its preview says, whoever the patient is", async () => {
  const tom = await born();
  await label({ conversationId: tom.conversationId });
  const words = { patientId: tom.id, channel: "SMS" as const, body: WORDS };
  expect((await previewMessage(clinic.ctx(), words)).secureLink).toMatchObject({ proofs: [] });
  for (const secureLink of [{}, { proof: "none" as const }, { proof: "date_of_birth" as const }]) {
    const sending = sendMessage(clinic.ctx(), { ...words, secureLink });
    await expect(sending).rejects.toMatchObject({ reason: "no_secure_link" });
  }
});

test("a link whose proof has become too weak opens no more, and staff see that it ended", async () => {
  const charted = await born();
  const first = await secured(charted);
  const sharing = await born();
  const second = await secured(sharing, { proof: "none" });
  clinic.time.advance(60_000);
  await label({ patientId: charted.id });
  await born({ firstName: "Ana", phone: sharing.phone });
  const right = { dateOfBirth: "1961-11-23" };
  for (const { code, sent } of [first, second]) {
    await expect(open(code, right)).rejects.toMatchObject({ code: "conflict", reason: "expired" });
    expect(await rowOf(sent.id)).toMatchObject({ openedAt: null, expiresAt: clinic.time.clock() });
  }
});

test("codes of nobody, of another clinic's context and of other shapes open nothing", async () => {
  const tom = await born();
  const { code } = await secured(tom, { proof: "none" });
  expect(await identifyLink("x".repeat(22))).toBeNull();
  expect(await identifyLink("' OR 1=1 --")).toBeNull();
  const holder = await identifyLink(code);
  const stranger = await suite();
  await expect(
    openLetter(stranger.ctx({ kind: "patient", id: tom.id }), holder?.linkId ?? "", { reader: READER }),
  ).rejects.toMatchObject({ code: "not_found" });
  expect(await getEnvelope(stranger.ctx({ kind: "patient", id: tom.id }), holder?.linkId ?? "")).toBeNull();
  expect(await open(code)).toMatchObject({ body: WORDS });
});

test("no decision, audit entry, receipt, change or queue holds a word of it, and no table the code", async () => {
  const tom = await born();
  const { sent, code } = await secured(tom);
  await open(code, { dateOfBirth: "1961-11-23" });
  const plain = await sendMessage(clinic.ctx(), { patientId: tom.id, channel: "SMS", body: WORDS });
  expect(plain).toMatchObject({ status: "FAILED", reason: "phi", decision: { remedy: "secure_link" } });
  expect(plain.badge.sentence).toBe(
    "This names a test result, and texts are not private. Move it behind a secure link, or say why it must stay.",
  );
  const tables = await inClinic(clinic.clinicId, async (tx) => {
    const where = { clinicId: clinic.clinicId };
    return {
      decisions: await tx.decision.findMany({ where }),
      audit: await tx.auditEntry.findMany({ where }),
      receipts: await tx.receipt.findMany({ where }),
      changes: (await tx.change.findMany({ where })).map((change) => ({ ...change, id: "", xid: "" })),
      links: (await tx.secureMessage.findMany({ where })).map(
        ({ body: _body, subject: _subject, ...link }) => link,
      ),
      contents: (await tx.message.findMany({ where: { ...where, id: sent.id } })).map((row) => row.content),
      marks: (await tx.message.findMany({ where: { ...where, id: plain.id } })).map(
        (row) => (row.content as { phi: unknown }).phi,
      ),
    };
  });
  const text = JSON.stringify(tables, (_key, value) => (typeof value === "bigint" ? String(value) : value));
  expect(text).not.toMatch(/A1c|LDL|7\.2/);
  expect(text).not.toContain(code);
  expect(text).not.toContain("1961-11");
  expect(tables.marks).toMatchObject([{ origin: "personal", found: [{ channel: "SMS", kind: "lab" }, {}] }]);
  const actions = tables.audit.filter((entry) => entry.subjectId === sent.id).map((entry) => entry.action);
  expect(actions).toContain("secure.opened");
});

test("the writer may say why the words must stay; it is kept and told", async () => {
  const tom = await born();
  const sent = await sendMessage(clinic.ctx(), {
    patientId: tom.id,
    channel: "SMS",
    body: WORDS,
    keepWords: "He asked for it by text just now",
  });
  expect(sent.status).toBe("PENDING");
  expect(sent.story.map((line) => line.words)).toContain(
    "front desk kept private words in the open: “He asked for it by text just now”",
  );
  const byKey = await sendMessage(
    clinic.ctx({ kind: "key", id: clinic.staff.admin, scopes: ["message.send"] }),
    {
      patientId: tom.id,
      channel: "SMS",
      body: WORDS,
      keepWords: "A system says so",
    },
  );
  expect(byKey).toMatchObject({ status: "FAILED", reason: "phi" });
});

test("preview says what it found and how the words could go, and changes nothing", async () => {
  const tom = await born();
  const asked = { patientId: tom.id, channel: "SMS" as const, body: WORDS };
  const open = await previewMessage(clinic.ctx(), asked);
  expect(open.decision).toMatchObject({ kind: "block", rule: "phi", remedy: "secure_link" });
  expect(open.findings.map(({ kind, start, end }) => [kind, WORDS.slice(start, end)])).toEqual([
    ["lab", "A1c came back at 7.2"],
    ["lab", "LDL is 162"],
  ]);
  expect(open.secureLink).toMatchObject({ proofs: ["date_of_birth", "none"], suggested: "date_of_birth" });
  const hidden = await previewMessage(clinic.ctx(), { ...asked, secureLink: {} });
  expect(hidden.decision.kind).toBe("allow");
  expect(hidden.findings).toEqual([]);
  expect(hidden.rendered.SMS?.body).toMatch(/\/portal\/m\/[\w-]{22} /);
  const links = await inClinic(clinic.clinicId, (tx) =>
    tx.secureMessage.count({ where: { clinicId: clinic.clinicId, message: { patientId: tom.id } } }),
  );
  expect(links).toBe(0);
});

test("what failed behind a link is sent again behind a new one", async () => {
  const tom = await born();
  const { sent, code } = await secured(tom);
  await inClinic(clinic.clinicId, (tx) =>
    tx.message.updateMany({
      where: { clinicId: clinic.clinicId, id: sent.id },
      data: { status: "FAILED", reason: "carrier_refused", nextAt: null },
    }),
  );
  const copy = await sendAgain(clinic.ctx(), sent.id, { confirmUnknown: false });
  expect(copy).toMatchObject({ body: WORDS, secure: { proof: "date_of_birth", openedAt: null } });
  await drive(clinic.ctx(), [copy.id]);
  const last = twilio.sent
    .filter(({ message }) => message.channel === "SMS" && message.to === tom.phone)
    .at(-1);
  const text = last?.message.channel === "SMS" ? last.message.body : "";
  expect(linkIn(text)).not.toBe(code);
  expect(await open(linkIn(text), { dateOfBirth: "1961-11-23" })).toMatchObject({ body: WORDS });
});

test("a link that runs out before the window opens is refused by the dry run as by the send", async () => {
  const tom = await born();
  const was = clinic.time.clock();
  clinic.time.set("2026-07-02T04:00:00Z");
  const words = {
    patientId: tom.id,
    channel: "SMS" as const,
    body: WORDS,
    secureLink: { expiresInHours: 1 },
  };
  const preview = await previewMessage(clinic.ctx(), words);
  const sent = await sendMessage(clinic.ctx(), words);
  clinic.time.set(was);
  expect(preview.decision).toMatchObject({ kind: "block", rule: "expired" });
  expect(sent).toMatchObject({ status: "FAILED", reason: "expired" });
});

test("a link that waited does not leave for a number that others share by then, where it would open for nobody", async () => {
  const tom = await born({ timeZone: "Asia/Kathmandu" });
  const night = { patientId: tom.id, channel: "SMS" as const, body: WORDS, secureLink: {} };
  const held = await sendMessage(clinic.ctx(), night);
  expect(held).toMatchObject({ status: "SCHEDULED", secure: { proof: "date_of_birth" } });
  await born({ firstName: "Ana", phone: tom.phone });
  const before = clinic.time.clock();
  clinic.time.set("2026-06-17T02:30:00Z");
  await drive(clinic.ctx(), [held.id]);
  const { status, reason, badge } = await getMessage(clinic.ctx(), held.id);
  clinic.time.set(before);
  expect({ status, reason }).toEqual({ status: "FAILED", reason: "phi" });
  expect(badge.sentence).toBe(
    "Not sent: since it was written others have come to share this number or address, where its link would open for nobody. Call Tom, or invite them to the portal.",
  );
  expect(twilio.sent.some(({ message }) => "to" in message && message.to === tom.phone)).toBe(false);
});
