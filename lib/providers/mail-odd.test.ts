import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import type { MessageInbound } from "@/lib/providers/port";
import { fromParse } from "@/lib/providers/sendgrid-mail";

const at = new Date("2026-06-01T15:00:00Z");

/** A raw mail as SendGrid posts it. */
async function read(head: string, body: string | Buffer): Promise<MessageInbound> {
  const raw = Buffer.concat([
    Buffer.from(`From: Ana <ana@x.example>\r\nMessage-ID: <1@x.example>\r\n${head}\r\n\r\n`, "latin1"),
    Buffer.isBuffer(body) ? body : Buffer.from(body.replace(/\r?\n/g, "\r\n"), "utf8"),
  ]);
  const field = (name: string, value: Buffer) =>
    Buffer.concat([
      Buffer.from(`--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n`),
      value,
      Buffer.from("\r\n"),
    ]);
  const envelope = Buffer.from('{"to":["desk@in.example"],"from":"ana@x.example"}');
  const form = Buffer.concat([field("email", raw), field("envelope", envelope), Buffer.from("--b--\r\n")]);
  const inbound = await fromParse(form, "multipart/form-data; boundary=b", at);
  if (inbound.kind !== "message") throw new Error("Not a message.");
  return inbound;
}

const part = (type: string, content: string) => `--p\r\nContent-Type: ${type}\r\n\r\n${content}\r\n`;
const BOTH = "Content-Type: multipart/alternative; boundary=p";

describe("a charset that is not what it is called", () => {
  const words = "It’s mañana — “sí”";
  it.each([
    ["UTF-8 called Latin-1", "iso-8859-1", "utf-8"],
    ["UTF-8 called windows-1252", "windows-1252", "utf-8"],
    ["windows-1252 called UTF-8", "utf-8", "windows-1252"],
    ["windows-1252 called Latin-1", "iso-8859-1", "windows-1252"],
    ["UTF-8 called ASCII", "us-ascii", "utf-8"],
    ["UTF-8 of an unknown name", "unicode", "utf-8"],
    ["what it is called", "cp1252", "windows-1252"],
  ])("%s", async (_, called, is) => {
    const mail = await read(`Content-Type: text/plain; charset=${called}`, iconv.encode(words, is));
    expect(mail.text.trim()).toBe(words);
  });

  it("in one part spoils no other, and no file", async () => {
    const file = iconv.encode("name;señor", "windows-1252").toString("latin1");
    const body = [
      part("text/plain; charset=utf-8", iconv.encode("It’s señor", "windows-1252").toString("latin1")),
      part("text/html; charset=utf-8", Buffer.from("<p>It’s señor</p>").toString("latin1")),
      part('text/csv; charset=utf-8; name="a.csv"', file),
      "--p--\r\n",
    ].join("");
    const mail = await read("Content-Type: multipart/mixed; boundary=p", Buffer.from(body, "latin1"));
    expect([mail.text.split("\n")[0], mail.html]).toEqual([
      "It’s señor",
      expect.stringContaining("<p>It’s señor</p>"),
    ]);
    expect(
      Buffer.from(mail.attachments[0]?.content ?? [])
        .toString("latin1")
        .trim(),
    ).toBe(file);
  });

  it("is told by the page itself, where nothing else does", async () => {
    const page = iconv.encode('<meta charset="gb2312"><p>你好，医生</p>', "gbk");
    expect((await read("Content-Type: text/html", page)).text).toBe("你好，医生");
  });

  it("is guessed in headers that nobody encoded", async () => {
    expect((await read("Subject: Ma\xf1ana \x96 s\xed", "Hi")).subject).toBe("Mañana – sí");
    const utf8 = Buffer.from("Subject: Mañana 🙂").toString("latin1");
    expect((await read(utf8, "Hi")).subject).toBe("Mañana 🙂");
  });

  it("keeps UTF-8 of which one letter was cut off", async () => {
    const cut = Buffer.from("Mañana, señor 😀").subarray(0, -2);
    expect((await read("Content-Type: text/plain; charset=utf-8", cut)).text).toContain("Mañana, señor");
  });
});

describe("the words of a mail", () => {
  it.each([
    [
      "whose text part is blank",
      BOTH,
      part("text/plain", " \n") + part("text/html", "<p>Call <b>me</b></p>"),
      "Call me",
    ],
    [
      "in HTML alone, its pictures aside",
      "Content-Type: text/html",
      '<h1>Call me</h1><img src="https://t.example/o?u=1" alt="">',
      "Call me",
    ],
    [
      "in HTML alone, what it hides aside",
      "Content-Type: text/html",
      '<div style="DISPLAY: none">STOP</div><p>Call me</p>',
      "Call me",
    ],
    [
      "in a table",
      "Content-Type: text/html",
      "<table><tr><td>Call</td><td>me</td></tr></table>",
      "Call\n\nme",
    ],
    [
      "on a long line",
      "Content-Type: text/html",
      `<p>${"Call me ".repeat(40)}</p>`,
      "Call me ".repeat(40).trim(),
    ],
    [
      "that names no boundary",
      "Content-Type: multipart/mixed",
      part("text/plain", "Call me"),
      "--p\nContent-Type: text/plain\n\nCall me",
    ],
    ["in parts that never end", BOTH, part("text/plain", "Call me"), "Call me"],
    [
      "with a picture between them",
      "Content-Type: multipart/mixed; boundary=p",
      part("text/plain", "Call") + part("image/png; name=a.png", "x") + part("text/plain", "me"),
      "Call\nme",
    ],
    [
      "of a mail passed on as a file",
      "Content-Type: multipart/mixed; boundary=p",
      part("text/plain", "Call me") +
        part("message/rfc822\r\nContent-Disposition: attachment; filename=a.eml", "Subject: x\r\n\r\nSTOP"),
      "Call me",
    ],
    [
      "half in text and half in HTML",
      "Content-Type: multipart/mixed; boundary=p",
      part("text/plain", "Call") + part("text/html", "<p>me</p>"),
      "Call\nme",
    ],
    [
      "behind a picture written into the page",
      "Content-Type: text/html",
      `<img src="data:image/png;base64,${"iVBORw0KGgo".repeat(60_000)}"><p>Call me</p>`,
      "Call me",
    ],
    ["none at all", BOTH, "--p--\r\n", ""],
  ])("%s", async (_, head, body, text) => {
    expect((await read(head, body)).text.replace(/\r\n/g, "\n").trim()).toBe(text);
  });

  it.each([
    ["tags in tags", "<b>".repeat(160_000)],
    ["boxes in boxes", `${"<div>".repeat(90_000)}Call me`],
  ])("cost no more than a moment among %s", async (_, html) => {
    const begun = process.cpuUsage();
    const mail = await read("Content-Type: text/html", html);
    expect(mail.html).toBeUndefined();
    expect(process.cpuUsage(begun).user / 1_000).toBeLessThan(2_000);
  });
});

describe("what wrote it", () => {
  it.each([
    ["Precedence: auto-reply", true],
    ["X-Mail-Autoreply: yes", true],
    ["Subject: Automatic reply: Your visit", true],
    ["Subject: =?utf-8?Q?Respuesta_autom=C3=A1tica=3A_Su_visita?=", true],
    ["Subject: Re: Automatic reply: Your visit", false],
    ["Subject: Automatic refills", false],
    ["Content-Type: multipart/report; report-type=disposition-notification; boundary=p", true],
  ])("%s: by a machine %s", async (head, machine) => {
    expect((await read(head, part("text/plain", "away"))).mail?.autoSubmitted).toBe(machine);
  });

  it("is Outlook, with her comment on an invitation", async () => {
    const calendar =
      "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nATTENDEE;PARTSTAT=ACCEPTED:MAILTO:ana@x.example\r\nCOMMENT;LANGUAGE=en-US:I may be late\\, sorry\\n\r\nSUMMARY;LANGUAGE=en-US:Accepted: Visit\r\nEND:VCALENDAR";
    const body = part("text/plain", "I may be late, sorry") + part("text/calendar; method=REPLY", calendar);
    expect((await read(BOTH, body)).mail?.invitation).toEqual({
      answer: "accepted",
      summary: "Visit",
      comment: "I may be late, sorry",
    });
  });
});

describe("headers that nobody writes", () => {
  it("are cut where no more can be meant, so that the mail is kept all the same", async () => {
    const noise = Array.from({ length: 3_000 }, (_, index) => (index * 7_919).toString(36)).join(" ");
    const mail = await read(`Subject: ${noise}\r\nReply-To: x@x.example`, "Call me");
    expect(mail.subject?.length).toBe(998);
    const long = await read(`X-Id: 1\r\nMessage-ID: <${noise.replaceAll(" ", "")}@x.example>`, "Call me");
    expect(long.ref.length).toBeLessThan(1_100);
    const head = `From: "${noise}" <${noise.replaceAll(" ", "")}@x.example>\r\n\r\n`;
    const form = `--b\r\nContent-Disposition: form-data; name="email"\r\n\r\n${head}Call me\r\n--b--\r\n`;
    const named = await fromParse(Buffer.from(form), "multipart/form-data; boundary=b", at);
    expect(named).toMatchObject({ kind: "message", text: expect.stringContaining("Call me") });
    if (named.kind === "message") expect([named.fromName?.length, named.from.length]).toEqual([200, 320]);
  });

  it.each([
    [
      "two megabytes of them",
      `${Array.from({ length: 2_500 }, (_, at) => `X-${at}: ${"j".repeat(900)}`).join("\r\n")}`,
      "Call me",
    ],
    [
      "twenty thousand parts",
      "Content-Type: multipart/mixed; boundary=p",
      part("text/plain", "x").repeat(20_000),
    ],
  ])("%s are kept to be looked at, and SendGrid is not told to try again", async (_, head, body) => {
    const form = `--b\r\nContent-Disposition: form-data; name="email"\r\n\r\nFrom: a@x.example\r\n${head}\r\n\r\n${body}\r\n--b--\r\n`;
    expect(await fromParse(Buffer.from(form), "multipart/form-data; boundary=b", at)).toMatchObject({
      kind: "unknown",
      status: "unreadable mail",
    });
  });
});

it("reads a report about an address of other letters (RFC 6533)", async () => {
  const status =
    "Reporting-MTA: dns; mx\r\n\r\nFinal-Recipient: utf-8; josé@x.example\r\nAction: delayed\r\nStatus: 4.4.1";
  const head = "Content-Type: multipart/report; report-type=delivery-status; boundary=p";
  const body = part("text/plain", "wait") + part("message/global-delivery-status", status);
  expect((await read(head, body)).mail?.report).toMatchObject({
    receipt: "deferred",
    recipient: "josé@x.example",
  });
});
