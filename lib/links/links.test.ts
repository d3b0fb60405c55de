import { beforeAll, expect, test } from "vitest";
import { GET, HEAD } from "@/app/l/[code]/route";
import { createBulk } from "@/lib/bulk/commands";
import { expandNext } from "@/lib/bulk/expansion/commands";
import { foldBulk } from "@/lib/bulk/progress/commands";
import { getBulk } from "@/lib/bulk/queries";
import { exportResults, listRecipients } from "@/lib/bulk/results/queries";
import { ListRecipients, SendBulk } from "@/lib/bulk/schema";
import { inClinic } from "@/lib/db/transaction";
import { drive } from "@/lib/delivery/commands";
import { pruneLinks } from "@/lib/links/commands";
import { getFarewell } from "@/lib/links/queries";
import { sendAgain } from "@/lib/messages/again/commands";
import { sendMessage } from "@/lib/messages/commands";
import { previewMessage } from "@/lib/messages/preview/queries";
import { getMessage } from "@/lib/messages/queries";
import { installPorts } from "@/lib/ports";
import { type Suite, suite } from "@/lib/testing/ctx";
import { stored } from "@/lib/testing/messages";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

const FORMS = "https://www.forms.example/new-patient?visit=a-long-name-for-a-page";
const SHORT = /http:\/\/\S+\/l\/([0-9A-Za-z]{11})(?![0-9A-Za-z])/g;
const PHONE = {
  "user-agent":
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1",
  accept: "text/html,*/*;q=0.8",
};
const twilio = testVendor("twilio", "SMS");
const sendgrid = testVendor("sendgrid", "EMAIL");
let clinic: Suite;

beforeAll(async () => {
  clinic = await suite({ providers: [twilio.provider, sendgrid.provider] });
  installPorts({ clock: clinic.time.clock });
});

async function texted(body: string, more: { category?: "marketing" | "treatment" } = {}) {
  const tom = await patient(clinic, { firstName: "Tom", lastName: "Reed" });
  const sent = await sendMessage(clinic.ctx(), { patientId: tom.id, channel: "SMS", body, ...more });
  await drive(clinic.ctx(), [sent.id]);
  const last = twilio.sent
    .filter(({ message }) => message.channel === "SMS" && message.to === tom.phone)
    .at(-1);
  const text = last?.message.channel === "SMS" ? last.message.body : "";
  return { tom, sent, text, codes: [...text.matchAll(SHORT)].map((found) => found[1] ?? "") };
}

function ask(code: string, headers: Record<string, string> = PHONE, verb = GET) {
  const method = verb === HEAD ? "HEAD" : "GET";
  const request = new Request(`http://localhost:3000/l/${code}`, { method, headers });
  return verb(request, { params: Promise.resolve({ code }) });
}

const settings = (change: object) =>
  inClinic(clinic.clinicId, (tx) =>
    tx.clinic.update({
      where: { id: clinic.clinicId },
      data: { settings: { quietHours: { openingSpreadMinutes: 0 }, ...change } },
    }),
  );

test("an address leaves under a short one that leads a person there, and the story says so", async () => {
  const body = `Please fill in ${FORMS}. Thank you!`;
  const { sent, text, codes } = await texted(body);
  expect(text).toMatch(/^Please fill in http:\/\/\S+\/l\/[0-9A-Za-z]{11}\. Thank you!$/);
  expect(sent.body).toBe(body);
  expect(sent.links).toMatchObject([{ target: FORMS, host: "forms.example", clicks: 0, firstClickAt: null }]);
  const [code = ""] = codes;

  clinic.time.advance(60_000);
  const answer = await ask(code);
  expect(answer.status).toBe(302);
  expect(answer.headers.get("location")).toBe(FORMS);
  expect(answer.headers.get("cache-control")).toContain("no-store");
  expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
  expect(answer.headers.get("x-robots-tag")).toContain("noindex");

  const told = await getMessage(clinic.ctx(), sent.id);
  expect(told.badge).toMatchObject({ label: "Opened the link, 12:01 PM", tone: "success" });
  expect(told.links).toMatchObject([{ clicks: 1, scans: 0, firstClickAt: clinic.time.clock() }]);
  expect(told.story.map(({ words }) => words)).toContain("Tom opened the link to forms.example.");
  expect(told.clicks).toMatchObject([{ by: "person", why: null, agent: "phone" }]);
  const rows = await inClinic(clinic.clinicId, (tx) =>
    tx.change.findMany({ where: { clinicId: clinic.clinicId, subjectId: sent.id, at: clinic.time.clock() } }),
  );
  expect(rows.map(({ kind }) => kind)).toEqual(["message"]);
});

test("machines are led on too, and count as machines", async () => {
  const { sent, codes } = await texted(`Two: ${FORMS} and https://b.example/x`);
  const [one = "", two = ""] = codes;
  expect((await ask(one)).status).toBe(302);
  clinic.time.advance(60_000);
  expect((await ask(one, PHONE, HEAD)).headers.get("location")).toBe(FORMS);
  clinic.time.advance(60_000);
  // The first of a burst looks like a person until the second comes.
  await ask(one);
  expect((await getMessage(clinic.ctx(), sent.id)).badge.label).toMatch(/^Opened the link/);
  await ask(two);
  const told = await getMessage(clinic.ctx(), sent.id);
  expect(told.badge.label).not.toMatch(/Opened/);
  expect(told.clicks.map(({ why }) => why)).toEqual(["too_soon", "head", "burst", "burst"]);
  expect(told.links).toMatchObject([
    { clicks: 0, scans: 3 },
    { clicks: 0, scans: 1 },
  ]);
});

test("a flood of requests is led on and not written down", async () => {
  const { sent, codes } = await texted(`Here: ${FORMS}`);
  clinic.time.advance(60_000);
  const answers = await Promise.all(Array.from({ length: 40 }, () => ask(codes[0] ?? "")));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([302]));
  const { links } = await getMessage(clinic.ctx(), sent.id);
  expect(links[0]?.clicks).toBeLessThanOrEqual(20);
  expect(links[0]?.clicks).toBeGreaterThan(0);
});

test("only what is stored is opened, and an ended link says so in her language", async () => {
  for (const code of ["https://evil.example", "AAAAAAAAAAA", "x"]) {
    const answer = await ask(code);
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toMatch(/^\/l\/[^/]+\/ended$/);
  }
  const ana = await patient(clinic, { firstName: "Ana", language: "es" });
  const sent = await sendMessage(clinic.ctx(), { patientId: ana.id, channel: "SMS", body: FORMS });
  const code = /\/l\/(\w{11})/.exec(JSON.stringify((await stored(clinic, sent.id)).content))?.[1] ?? "";
  clinic.time.advance(90 * 86_400_000);
  const answer = await ask(code);
  expect([answer.status, answer.headers.get("location")]).toEqual([303, `/l/${code}/ended`]);
  expect(await getFarewell(clinic.ctx(), sent.id)).toMatchObject({
    language: "es",
    clinicName: "Test Clinic",
    clinicPhone: "303-555-0100",
  });
  clinic.time.advance(31 * 86_400_000);
  await pruneLinks(clinic.ctx({ kind: "system", job: "tidy" }));
  expect((await getMessage(clinic.ctx(), sent.id)).links).toMatchObject([{ short: null, target: FORMS }]);
  expect((await ask(code)).status).toBe(303);
});

test("a retry sends the same bytes, and sent again it gets links of its own", async () => {
  const { tom, sent, codes } = await texted(`Here: ${FORMS}`);
  const row = await stored(clinic, sent.id);
  expect(row.content).toMatchObject({ SMS: { body: expect.stringContaining(codes[0] ?? "-") } });
  await inClinic(clinic.clinicId, (tx) =>
    tx.message.updateMany({
      where: { clinicId: clinic.clinicId, id: sent.id },
      data: { status: "FAILED", reason: "carrier_refused" },
    }),
  );
  const again = await sendAgain(clinic.ctx(), sent.id, { confirmUnknown: false });
  expect(again.body).toBe(`Here: ${FORMS}`);
  expect(again.links).toHaveLength(1);
  expect(again.links[0]?.short).not.toContain(codes[0]);
  expect(again.patientId).toBe(tom.id);
});

test("the clinic may want none, or none for some of its messages", async () => {
  await settings({ shortLinks: { on: false } });
  expect((await texted(`Here: ${FORMS}`)).text).toContain(FORMS);
  await settings({ shortLinks: { except: ["treatment"] } });
  expect((await texted(`Here: ${FORMS}`)).text).toContain(FORMS);
  await settings({});
  expect((await texted(`Here: ${FORMS}`)).text).not.toContain(FORMS);
});

test("what went behind a secure link is not behind another", async () => {
  const tom = await patient(clinic, { firstName: "Tom" });
  const sent = await sendMessage(clinic.ctx(), {
    patientId: tom.id,
    channel: "SMS",
    body: `Your A1c is 7.2, see ${FORMS}`,
    secureLink: { proof: "none" },
  });
  expect(sent.links).toEqual([]);
});

test("the dry run counts what leaves, and too long a text loses nothing", async () => {
  const tom = await patient(clinic, { firstName: "Tom" });
  const path = `https://forms.example/${"x".repeat(1_590)}`;
  const send = { patientId: tom.id, channel: "SMS" as const };
  const shown = await previewMessage(clinic.ctx(), { ...send, body: `Please see ${path}` });
  expect(shown.rendered.SMS).toMatchObject({
    segments: 1,
    links: [{ host: "forms.example", target: path, short: expect.stringMatching(/\/l\/\w{11}$/) }],
  });
  expect(shown.rendered.SMS?.characters).toBeLessThan(100);
  await sendMessage(clinic.ctx(), { ...send, body: `Please see ${path}` });

  const long = { ...send, body: "a".repeat(1_601) };
  expect((await previewMessage(clinic.ctx(), long)).rendered.SMS).toMatchObject({
    characters: 1_601,
    segments: 11,
  });
  await expect(sendMessage(clinic.ctx(), long)).rejects.toMatchObject({
    code: "invalid",
    reason: "too_long",
  });
  const hidden = await sendMessage(clinic.ctx(), { ...long, secureLink: { proof: "none" } });
  expect(hidden.status).not.toBe("FAILED");
});

test("each person of a bulk has a link of their own, the same words are known again, and clicks are counted", async () => {
  const people = await Promise.all([patient(clinic), patient(clinic)]);
  const patientIds = people.map(({ id }) => id);
  const body = `Flu shots: ${FORMS}`;
  const input = { name: "Flu", body, channel: "SMS", audience: { kind: "patients", patientIds } };
  const system = { kind: "system", job: "bulk" } as const;
  const send = async () => {
    const id = await createBulk(clinic.ctx("admin"), SendBulk.parse(input));
    await expandNext(clinic.ctx(system), id);
    return id;
  };
  const id = await send();
  const links = await inClinic(clinic.clinicId, (tx) =>
    tx.shortLink.findMany({ where: { clinicId: clinic.clinicId, bulkId: id }, include: { message: true } }),
  );
  expect(new Set(links.map(({ code }) => code)).size).toBe(2);
  expect(links.map(({ message }) => message.body)).toEqual([body, body]);
  await drive(
    clinic.ctx(system),
    links.map(({ messageId }) => messageId),
  );
  expect(twilio.sent.at(-1)?.message).toMatchObject({
    body: expect.stringMatching(/^Flu shots: http\S+\/l\/\w{11}$/),
  });
  clinic.time.advance(60_000);
  await ask(links[0]?.code ?? "");
  await ask(links[0]?.code ?? "");
  await foldBulk(clinic.ctx(system), id);
  expect((await getBulk(clinic.ctx("admin"), id)).counts).toMatchObject({ clicked: 1, excluded: 0 });
  const listed = async (result: "all" | "clicked") =>
    (await listRecipients(clinic.ctx("admin"), id, ListRecipients.parse({ result }))).items;
  const opener = links[0]?.message.patientId;
  const all = (await listed("all")).map(({ patientId, clicks, words }) => ({ patientId, clicks, words }));
  expect(all).toHaveLength(2);
  expect(all).toContainEqual({ patientId: opener, clicks: 2, words: "Sent. Opened a link in it 2 times." });
  expect(all.filter(({ clicks }) => clicks === 0)).toMatchObject([{ words: "Sent." }]);
  expect((await listed("clicked")).map(({ patientId }) => patientId)).toEqual([opener]);
  const { content } = await exportResults(clinic.ctx("admin"), id);
  expect(content).toContain("Link opened,First opened at");
  await expect(send()).rejects.toMatchObject({ reason: "nobody" });
});
