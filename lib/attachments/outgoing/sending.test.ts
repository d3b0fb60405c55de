import { v7 as uuid } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { POST as fetchRoute } from "@/app/portal/m/[code]/file/route";
import { upload } from "@/lib/attachments/outgoing/commands";
import { identifyLink } from "@/lib/auth/portal";
import { fileInbound } from "@/lib/conversations/inbound/commands";
import { inClinic } from "@/lib/db/transaction";
import { drive } from "@/lib/delivery/commands";
import { env } from "@/lib/env";
import { pruneFiles } from "@/lib/files/commands";
import { moveFiles } from "@/lib/files/moving/commands";
import { saveMailStyle } from "@/lib/mail-layout/commands";
import { sendMessage } from "@/lib/messages/commands";
import { previewMessage } from "@/lib/messages/preview/queries";
import { getMessage } from "@/lib/messages/queries";
import { installPorts } from "@/lib/ports";
import { openLetter } from "@/lib/secure/opening/commands";
import { type ContractWorld, contractWorld } from "@/lib/testing/contract-world";
import { type Suite, suite } from "@/lib/testing/ctx";
import { patient } from "@/lib/testing/patients";

const PDF = Buffer.from("%PDF-1.7\nA form to sign.\n%%EOF", "latin1");
const PNG = Buffer.from("89504e470d0a1a0a0000000d49484452deadbeef", "hex");
const READER = "a-browser-of-this-test-1";
let world: ContractWorld;
let clinic: Suite;

beforeAll(async () => {
  world = await contractWorld();
  clinic = await suite({ providers: [world.provider("sendgrid")] });
  installPorts({ clock: clinic.time.clock, providers: clinic.ports.providers });
}, 180_000);
afterAll(() => world.stop());

interface Logged {
  params: {
    personalizations: { headers: Record<string, string>; custom_args: Record<string, string> }[];
    headers?: unknown;
    content: { type: string; value: string }[];
    attachments?: {
      filename: string;
      type: string;
      disposition: string;
      content_id?: string;
      content: string;
    }[];
  };
}

/** What SendGrid's address was posted for this recipient, newest last. */
async function posted(to: string): Promise<Logged["params"][]> {
  const { items } = await world.control<{ items: Logged[] }>(
    "GET",
    `/_sim/messages?to=${encodeURIComponent(to)}`,
  );
  return items.map(({ params }) => params);
}

/** The patient writes by mail; answers the message's id. */
async function mailFrom(from: string, ref: string): Promise<string> {
  const ctx = clinic.ctx({ kind: "provider", name: "sendgrid" });
  const to = `desk@test-${clinic.clinicId}.example`;
  const words = { subject: "A form", text: "May I have the form?", attachments: [] };
  await fileInbound(ctx, {
    eventId: uuid(),
    ownAddress: to,
    conversationId: null,
    message: { kind: "message", channel: "EMAIL", eventId: ref, ref, at: ctx.now, from, to: [to], ...words },
  });
  const where = { clinicId: clinic.clinicId, inboundRef: ref };
  return (await inClinic(clinic.clinicId, (tx) => tx.message.findFirstOrThrow({ where }))).id;
}

const pdf = (name = "Form.pdf") => upload(clinic.ctx(), { name, bytes: PDF });

async function born(dateOfBirth = "1961-11-23") {
  const person = await patient(clinic, { firstName: "Tom" });
  const where = { clinicId: clinic.clinicId, id: person.id };
  const data = { dateOfBirth: new Date(dateOfBirth) };
  await inClinic(clinic.clinicId, (tx) => tx.patient.updateMany({ where, data }));
  return person;
}

test("the same bytes are kept once, and what no message took is forgotten after a day", async () => {
  const [one, other] = [await pdf("One.pdf"), await pdf("Two.pdf")];
  expect(one.id).not.toBe(other.id);
  const count = () =>
    inClinic(clinic.clinicId, (tx) => tx.storedFile.count({ where: { clinicId: clinic.clinicId } }));
  expect(await count()).toBe(1);
  const system = { kind: "system", job: "tidy" } as const;
  await pruneFiles(clinic.ctx(system));
  expect(await count()).toBe(1);
  clinic.time.advance(25 * 3_600_000);
  await pruneFiles(clinic.ctx(system));
  expect(await count()).toBe(0);
  clinic.time.advance(-25 * 3_600_000);
});

test("a mail carries its files and the clinic's logo, threads with the patient's, and shows SendGrid only our own id", async () => {
  const logo = await upload(clinic.ctx("admin"), { name: "logo.png", bytes: PNG });
  await saveMailStyle(clinic.ctx("admin"), {
    color: "#1f6f5c",
    postalAddress: "410 Cedar Lane, Denver, CO 80203",
    replyTo: null,
    logoId: logo.id,
  });
  const tom = await born();
  // Behind the blank stands what tells it from other mails of the same id: no answer names that.
  const asked = await mailFrom(tom.email, "<first@mail.example> 5f70bf18a0860070");
  const files = [await pdf(), await upload(clinic.ctx(), { name: "map.png", bytes: PNG })];
  const sent = await sendMessage(clinic.ctx(), {
    patientId: tom.id,
    channel: "EMAIL",
    subject: "Your form",
    htmlBody: '<p>Here it is. <img src="cid:map" alt="The way here" /></p>',
    inReplyTo: asked,
    attachments: [
      { id: files[0]?.id ?? "", way: "file" },
      { id: files[1]?.id ?? "", way: "file", contentId: "map" },
    ],
  });
  expect(sent.attachments).toMatchObject([{ filename: "Form.pdf", state: "ready", isLinked: false }, {}]);
  await drive(clinic.ctx(), [sent.id]);
  const [mail] = await posted(tom.email);
  expect(mail?.attachments).toMatchObject([
    { filename: "logo.png", disposition: "inline", content_id: "clinic-logo" },
    { filename: "Form.pdf", type: "application/pdf", disposition: "attachment" },
    { filename: "map.png", type: "image/png", disposition: "inline", content_id: "map" },
  ]);
  const [one] = mail?.personalizations ?? [];
  const { deliveries } = await getMessage(clinic.ctx(), sent.id);
  const key = deliveries[0]?.id;
  expect(one?.custom_args).toEqual({ key });
  expect(mail).not.toHaveProperty("headers");
  expect(one?.headers).toEqual({
    "Message-ID": expect.stringMatching(new RegExp(`^<${key}@test-.*\\.example>$`)),
    "In-Reply-To": "<first@mail.example>",
    References: "<first@mail.example>",
  });
  const [text, html] = mail?.content ?? [];
  expect(text).toMatchObject({ type: "text/plain", value: expect.stringContaining("Here it is.") });
  expect(html?.value).toContain('<meta name="color-scheme" content="light dark">');
  expect(html?.value).toContain('src="cid:clinic-logo"');
});

test("a file behind a link: the right birthday, then the bytes for half an hour, and all of it in the timeline", async () => {
  const tom = await born();
  const file = await pdf();
  const sent = await sendMessage(clinic.ctx(), {
    patientId: tom.id,
    channel: "EMAIL",
    subject: "Your form",
    body: "As we said on the phone.",
    attachments: [{ id: file.id, way: "link" }],
  });
  expect(sent).toMatchObject({ body: "As we said on the phone.", secure: { filesOnly: true } });
  await drive(clinic.ctx(), [sent.id]);
  const [mail] = await posted(tom.email);
  expect(mail).not.toHaveProperty("attachments.1");
  const text = mail?.content[0]?.value ?? "";
  expect(text).toMatch(/As we said on the phone\.\n\nThere is a file for you\. Open it here: http/);
  const code = /\/portal\/m\/([\w-]{22})/.exec(text)?.[1] ?? "";
  const take = (reader: string) =>
    fetchRoute(
      new Request(`http://localhost:3000/portal/m/${code}/file`, {
        method: "POST",
        body: JSON.stringify({ reader, fileId }),
        headers: { origin: env().publicUrl },
      }),
      { params: Promise.resolve({ code }) },
    );
  const holder = await identifyLink(code);
  if (!holder) throw new Error("No such link.");
  const letter = await openLetter(holder.ctx, holder.linkId, { reader: READER, dateOfBirth: "1961-11-23" });
  const fileId = letter.files[0]?.id ?? "";
  expect(letter).toMatchObject({ body: "", files: [{ filename: "Form.pdf", size: PDF.byteLength }] });
  const got = await take(READER);
  expect(got.headers.get("cache-control")).toBe("private, no-store");
  expect(Buffer.from(await got.arrayBuffer())).toEqual(PDF);
  expect((await take("another-browser-of-test")).status).toBe(409);
  const told = await getMessage(clinic.ctx(), sent.id);
  const words = told.story.map((line) => line.words).join("\n");
  expect(words).toContain("The file went behind a secure link.");
  expect(words).toContain("Tom opened the secure message.");
  expect(words).toContain("Tom fetched “Form.pdf”.");
  clinic.time.advance(31 * 60_000);
  expect((await take(READER)).status).toBe(409);
});

test("a name that tells of a test sends the file behind a link, whatever was asked; the portal alone takes no files", async () => {
  const tom = await born();
  const file = await pdf("HIV test result.pdf");
  const draft = {
    patientId: tom.id,
    body: "See the file.",
    attachments: [{ id: file.id, way: "file" as const }],
  };
  const preview = await previewMessage(clinic.ctx(), { ...draft, channel: "EMAIL" });
  expect(preview.files).toEqual([{ id: file.id, way: "link", forced: "private_words" }]);
  await expect(sendMessage(clinic.ctx(), { ...draft, channel: "IN_APP" })).rejects.toMatchObject({
    reason: "no_way_for_files",
  });
  clinic.time.advance(25 * 3_600_000);
  await pruneFiles(clinic.ctx({ kind: "system", job: "tidy" }));
  await expect(sendMessage(clinic.ctx(), { ...draft, channel: "EMAIL" })).rejects.toMatchObject({
    reason: "file_gone",
  });
});

test("a mail whose file lies in a bucket that does not answer waits, and leaves when it does", async () => {
  const tom = await born();
  Object.assign(env(), { filesStore: "s3", s3: world.s3 });
  try {
    const bytes = Buffer.from(`%PDF-1.7\n${uuid()}`, "latin1");
    const file = await upload(clinic.ctx(), { name: "Bucket.pdf", bytes });
    while (await moveFiles(clinic.ctx({ kind: "system", job: "files" })));
    const sent = await sendMessage(clinic.ctx(), {
      ...{ patientId: tom.id, channel: "EMAIL", subject: "Your form", body: "Here it is." },
      attachments: [{ id: file.id, way: "file" }],
    });
    Object.assign(env(), { s3: { ...world.s3, endpoint: "http://127.0.0.1:9" } });
    await drive(clinic.ctx(), [sent.id]);
    expect((await getMessage(clinic.ctx(), sent.id)).status).toBe("PENDING");
    expect(await posted(tom.email)).toEqual([]);
    Object.assign(env(), { s3: world.s3 });
    clinic.time.advance(61_000);
    await drive(clinic.ctx(), [sent.id]);
    expect((await getMessage(clinic.ctx(), sent.id)).status).toBe("SENT");
    const [mail] = await posted(tom.email);
    expect(mail?.attachments?.at(-1)).toMatchObject({ filename: "Bucket.pdf", type: "application/pdf" });
  } finally {
    Object.assign(env(), { filesStore: "database", s3: null });
  }
});
