import { v7 as uuid } from "uuid";
import { afterAll, beforeAll, expect, it } from "vitest";
import { GET } from "@/app/api/v1/messages/[id]/mail/route";
import { closeDatabase } from "@/lib/db/client";
import { inClinic } from "@/lib/db/transaction";
import { createKey } from "@/lib/keys/commands";
import { answerSubject, hasPictures, mailPage, senderVerdict, withPictures } from "@/lib/messages/mail/rules";
import { installPorts } from "@/lib/ports";
import { type Suite, suite } from "@/lib/testing/ctx";
import { patient } from "@/lib/testing/patients";

let here: Suite;
beforeAll(async () => {
  here = await suite();
  installPorts({ clock: here.time.clock, providers: {} });
});
afterAll(closeDatabase);

async function mail(clinic: Suite, htmlBody: string | null): Promise<string> {
  const maria = await patient(clinic);
  const id = uuid();
  const at = clinic.time.clock();
  await inClinic(clinic.clinicId, (tx) =>
    tx.message.create({
      data: {
        ...{ id, clinicId: clinic.clinicId, patientId: maria.id, conversationId: maria.conversationId },
        ...{ channel: "EMAIL", direction: "INBOUND", status: "DELIVERED", body: "Two forms", htmlBody },
        ...{ createdBy: maria.id, createdByKind: "patient", createdAt: at, updatedAt: at },
      },
    }),
  );
  return id;
}

async function open(id: string): Promise<Response> {
  const { secret } = await createKey(here.ctx("admin"), { name: uuid(), scopes: ["message.read"] });
  const request = new Request(`http://localhost:3000/api/v1/messages/${id}/mail`, {
    headers: { authorization: `Bearer ${secret}` },
  });
  return GET(request, { params: Promise.resolve({ id }) });
}

it("shows a mail with its pictures as a page that can do nothing else", async () => {
  const id = await mail(here, '<p>Forms</p><img src="https://a.example/form.png" />');
  const response = await open(id);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
  const policy = response.headers.get("content-security-policy") ?? "";
  expect(policy).toBe(
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data: https:; sandbox; frame-ancestors 'self'",
  );
  expect(await response.text()).toContain('<p>Forms</p><img src="https://a.example/form.png" />');
  const entries = await inClinic(here.clinicId, (tx) =>
    tx.auditEntry.count({
      where: { clinicId: here.clinicId, subjectId: id, action: "message.pictures_shown" },
    }),
  );
  expect(entries).toBe(1);
});

it("is not there for another clinic's mail, a mail without HTML, or no mail at all", async () => {
  const stranger = await suite();
  for (const id of [await mail(stranger, "<p>Theirs</p>"), await mail(here, null), uuid(), "1"])
    expect((await open(id)).status).toBe(404);
});

it("fetches nothing before it is asked to", () => {
  const page = mailPage('<img src="https://a.example/form.png" />', { pictures: false });
  expect(page).toContain('img-src data:"');
  expect(page).toContain("img{display:none}");
  expect([hasPictures("<p>Hi</p>"), hasPictures("<p><img src=x></p>")]).toEqual([false, true]);
});

it("puts the pictures that a mail brought where its words name them, and nothing where it brought none", () => {
  const file = { contentId: "<ii_1@x>", contentType: "image/png", content: Buffer.from("PNG") };
  const html = withPictures('<img src="cid:ii_1%40x" alt="Rash" /><img src="cid:other" />', [file]);
  expect(html).toBe('<img src="data:image/png;base64,UE5H" alt="Rash" /><img alt="" />');
});

it.each([
  [{ spf: "pass", dkim: "{@example.org : pass}" }, "SPF passed, DKIM passed for example.org"],
  [{ spf: "softfail", dkim: "{@evil.example : fail}" }, "SPF failed, DKIM failed"],
  [{ spf: "none", dkim: null }, "no SPF, no DKIM"],
  [{ spf: null, dkim: "none" }, "no SPF, no DKIM"],
  [{ arrivedOffline: true }, null],
  [null, null],
])("of %j the sender's checks are told as %s", (metadata, words) => {
  expect(senderVerdict(metadata)).toBe(words);
});

it.each([
  ["EMAIL", "Two forms", "Re: Two forms"],
  ["EMAIL", "RE: Re: AW: Two forms", "Re: Two forms"],
  ["EMAIL", "Re[2]: Two forms", "Re: Two forms"],
  ["EMAIL", "Fwd: Two forms", "Re: Fwd: Two forms"],
  ["EMAIL", "Reschedule: Friday", "Re: Reschedule: Friday"],
  ["EMAIL", " ", null],
  ["EMAIL", null, null],
  ["SMS", "Two forms", null],
])("an answer to %s with the subject %j bears %j", (channel, subject, answer) => {
  expect(answerSubject({ channel, subject })).toBe(answer);
});

it("cuts a long subject where a message does", () => {
  expect(answerSubject({ channel: "EMAIL", subject: "x".repeat(998) })).toHaveLength(200);
});
