import { v7 as uuid } from "uuid";
import { beforeAll, expect, it } from "vitest";
import { inClinic } from "@/lib/db/transaction";
import { fromParse } from "@/lib/providers/sendgrid-mail";
import { type Suite, suite } from "@/lib/testing/ctx";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";
import { takeIn } from "@/lib/webhooks/commands";

const name = `mail-${uuid()}`;
let own: Suite;
let desk: string;

beforeAll(async () => {
  own = await suite({ providers: [testVendor(name, "EMAIL").provider] });
  const where = { clinicId: own.clinicId, channel: "EMAIL" as const };
  desk = (await inClinic(own.clinicId, (tx) => tx.sender.findFirstOrThrow({ where }))).address;
});

/** A raw mail from a patient, all the way from SendGrid's form into her thread. */
async function arrives(head: string, body: string) {
  const her = await patient(own);
  const field = (key: string, value: string) =>
    `--form\r\nContent-Disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`;
  const mail = `From: ${her.email}\r\nMessage-ID: <${uuid()}@x.example>\r\n${head}\r\n\r\n${body}`;
  const envelope = JSON.stringify({ to: [desk], from: her.email });
  const form = Buffer.from(`${field("email", mail)}${field("envelope", envelope)}--form--\r\n`);
  await takeIn(own.ports, name, [
    await fromParse(form, "multipart/form-data; boundary=form", own.time.clock()),
  ]);
  const { clinicId } = own;
  return inClinic(clinicId, async (tx) => ({
    alarms: await tx.emergency.count({
      where: { clinicId, message: { conversationId: her.conversationId } },
    }),
    stops: await tx.suppression.count({ where: { clinicId, address: her.email, endedAt: null } }),
  }));
}

const pain = "I have chest pain and cannot breathe";
const html = "Content-Type: text/html";
const invited =
  "--b\r\nContent-Type: text/plain\r\n\r\n \r\n--b\r\nContent-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nATTENDEE;PARTSTAT=DECLINED:mailto:a@x.example\r\n";

it.each([
  ["under a rule", "Subject: Re: Hi", `My list:\r\n\r\n---\r\nLisinopril\r\n---\r\n${pain}`],
  ["after a closing", "Subject: Re: Hi", `Hello\r\n\r\nBest regards,\r\nAna\r\n\r\nPS ${pain}`],
  ["under what a telephone adds", "Subject: Re: Hi", `Hello\r\nSent from my iPhone\r\n\r\n${pain}`],
  [
    "in HTML beside a blank text",
    "Content-Type: multipart/alternative; boundary=b",
    `--b\r\nContent-Type: text/plain\r\n\r\n\r\n--b\r\n${html}\r\n\r\n<p>${pain}</p>\r\n--b--`,
  ],
  [
    "beside the answer to an invitation",
    "Content-Type: multipart/alternative; boundary=b",
    `${invited}COMMENT:${pain}\r\nEND:VCALENDAR\r\n--b--`,
  ],
])("words of an emergency %s are found", async (_, head, body) => {
  expect((await arrives(head, body)).alarms).toBe(1);
});

it.each([
  [
    "quoted by Outlook",
    `Thanks\r\n\r\nFrom: Cedar Lane\r\nSent: Monday\r\nTo: Ana\r\nSubject: Hi\r\n\r\n${pain}? STOP`,
  ],
  [
    "quoted by Yahoo",
    `Thanks\r\nOn Monday, June 1, 2026 at 09:00:00 AM MDT, Cedar Lane <d@x.example> wrote:\r\n\r\n${pain}? STOP`,
  ],
])("what our own mail said, %s, is nobody's alarm and nobody's STOP", async (_, body) => {
  expect(await arrives("Subject: Re: Hi", body)).toEqual({ alarms: 0, stops: 0 });
});

it("a STOP with a closing and a card under it is obeyed", async () => {
  const body =
    "STOP\r\n\r\nBest regards,\r\nAna Ruiz\r\n+1 555 0100\r\n\r\n-----Mensaje original-----\r\nDe: Cedar Lane <d@x.example>\r\nEnviado: lunes\r\nPara: Ana\r\nAsunto: Hola\r\n\r\nHola";
  expect((await arrives("Subject: Re: Hi", body)).stops).toBe(1);
});
