import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import type { MessageInbound } from "@/lib/providers/port";
import { SignatureError } from "@/lib/providers/refusals";
import { sendgridProvider } from "@/lib/providers/sendgrid";
import parse from "@/lib/testing/vectors/sendgrid-inbound-parse.json";

const now = new Date("2026-03-03T17:00:00Z");
const hook = "https://hub.example/api/v1/messages/webhook/sendgrid";
const inboundSecret = "k3J9-secret";

type Part = string | Buffer | { filename: string; type: string; content: Buffer };

function multipart(parts: Record<string, Part>) {
  const chunks = Object.entries(parts).flatMap(([name, part]) => {
    const file = typeof part === "string" || Buffer.isBuffer(part) ? undefined : part;
    const about = file ? `; filename="${file.filename}"\r\nContent-Type: ${file.type}` : "";
    const content = file ? file.content : Buffer.from(part as string | Buffer);
    return [
      Buffer.from(`--xYzZY\r\nContent-Disposition: form-data; name="${name}"${about}\r\n\r\n`),
      content,
      "\r\n",
    ];
  });
  return Buffer.concat([...chunks.map((chunk) => Buffer.from(chunk)), Buffer.from("--xYzZY--\r\n")]);
}

async function receive(
  parts: Record<string, Part>,
  url = `${hook}/${inboundSecret}`,
): Promise<MessageInbound> {
  const provider = sendgridProvider({ apiKey: "SG.test", inboundSecret }, () => now);
  const headers = { "content-type": "multipart/form-data; boundary=xYzZY" };
  const [inbound] =
    (await provider.receive?.({ url, method: "POST", headers, body: multipart(parts) })) ?? [];
  if (inbound?.kind !== "message") throw new Error(`Not a message: ${JSON.stringify(inbound)}`);
  return inbound;
}

const fieldsOf = (name: string) => {
  const found = parse.anymail.find((vector) => vector.name === name);
  if (!found) throw new Error(`No vector ${name}.`);
  return found.fields as unknown as Record<string, string>;
};
const basics = fieldsOf("test_inbound_basics");

describe("who may post inbound mail", () => {
  it.each([hook, `${hook}/`, `${hook}/wrong`, `${hook}?${inboundSecret}`, `${hook}/${inboundSecret}/x`])(
    "not %s without a signature",
    async (url) => {
      await expect(receive(basics, url)).rejects.toThrow(SignatureError);
    },
  );

  it("and the secret path opens nothing for events", async () => {
    const provider = sendgridProvider({ apiKey: "SG.test", inboundSecret }, () => now);
    const request = { url: `${hook}/${inboundSecret}`, method: "POST", headers: {}, body: Buffer.from("[]") };
    await expect(provider.receive?.(request)).rejects.toThrow(SignatureError);
  });
});

describe("inbound mail", () => {
  it("is read from its fields", async () => {
    const mail = await receive(basics);
    expect(mail).toMatchObject({
      channel: "EMAIL",
      from: "from+test@example.org",
      fromName: "Displayed From",
      to: ["test@inbound.example.com"],
      subject: "Test subject",
      text: "Test body plain",
      html: "<div>Test body html</div>",
      ref: expect.stringMatching(/^<CAEPk3R\+4Zr@mail\.example\.org> [0-9a-f]{16}$/),
      at: now,
      mail: {
        messageId: "<CAEPk3R+4Zr@mail.example.org>",
        autoSubmitted: false,
        spf: "pass",
        references: [],
      },
    });
    expect((await receive(basics)).eventId).toBe(mail.eventId);
  });

  it("is read from raw MIME", async () => {
    const mail = await receive(fieldsOf("test_inbound_mime"));
    expect(mail).toMatchObject({
      from: "test@example.org",
      to: ["test@inbound.example.com"],
      subject: "Raw MIME test",
      text: expect.stringMatching(/^It's a body…\s*$/),
      ref: expect.stringMatching(/^<CAEPk3RKEx@mail\.example\.org> /),
    });
    expect(mail.html).toContain("It's a body…");
  });

  it("is read from the documentation's example", async () => {
    const { email: _, ...fields } = parse.docsExamplePayload;
    const mail = await receive(fields);
    expect(mail).toMatchObject({ subject: "Hello", text: "Here's an email with multiple attachments\n" });
    expect(mail.to).toEqual(["example@example.comom"]);
  });

  it("keeps each field's own charset", async () => {
    const mail = await receive({
      ...basics,
      charsets: '{"text":"windows-1252","subject":"cp850","html":"UTF-8"}',
      text: iconv.encode("It’s Thérèse’s “café”", "windows-1252"),
      subject: iconv.encode("Früh, señor", "cp850"),
      html: "<p>Thérèse</p>",
    });
    expect(mail).toMatchObject({
      text: "It’s Thérèse’s “café”",
      subject: "Früh, señor",
      html: "<p>Thérèse</p>",
    });
  });

  it("brings its attachments, with names and content ids", async () => {
    const content = Buffer.from([0x89, 0x50, 0x00, 0xff, 0x0d, 0x0a]);
    const mail = await receive({
      ...basics,
      attachments: "1",
      "attachment-info": '{"attachment1":{"filename":"rash.png","type":"image/png","content-id":"ii_1"}}',
      attachment1: { filename: "rash.png", type: "image/png", content },
    });
    expect(mail.attachments).toEqual([
      { filename: "rash.png", contentType: "image/png", content, contentId: "ii_1" },
    ]);
  });

  it("gives the words of a mail that has only HTML", async () => {
    const { text: _, ...fields } = basics;
    expect((await receive({ ...fields, html: "<p>Yes, <b>Tuesday</b> works.</p>" })).text).toBe(
      "Yes, Tuesday works.",
    );
  });

  it.each([
    "Auto-Submitted: auto-replied",
    "Precedence: bulk",
    "X-Autoreply: yes",
    "X-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply",
    "List-Id: <news.example.org>",
  ])("sees that a machine wrote it: %s", async (header) => {
    const mail = await receive({ ...basics, headers: `${header}\n${basics.headers}` });
    expect(mail.mail?.autoSubmitted).toBe(true);
  });

  it("sees that a mail without a return path is a bounce", async () => {
    const mail = await receive({ ...basics, envelope: '{"to":["test@inbound.example.com"],"from":""}' });
    expect(mail.mail?.autoSubmitted).toBe(true);
  });

  it("keeps the thread", async () => {
    const headers = `In-Reply-To: <b@hub.example>\nReferences: <a@hub.example> <b@hub.example>\n${basics.headers}`;
    const mail = await receive({ ...basics, headers });
    expect(mail.mail).toMatchObject({
      inReplyTo: "<b@hub.example>",
      references: ["<a@hub.example>", "<b@hub.example>"],
    });
  });
});

const raw = (...lines: (string | Buffer)[]) =>
  receive({
    to: "desk@inbound.example.com",
    envelope: '{"to":["desk@inbound.example.com"],"from":"ana@example.org"}',
    SPF: "pass",
    email: Buffer.concat(
      ["From: Ana <ana@example.org>", "Message-ID: <1@mail.example.org>", ...lines].map((line) =>
        Buffer.concat([Buffer.from(line), Buffer.from("\r\n")]),
      ),
    ),
  });

describe("the charset of raw mail", () => {
  const words = "It’s Thérèse’s “café”";
  it.each([
    ["windows-1252", words],
    ["iso-8859-2", "Dvořák"],
    ["iso-8859-15", "5 €, Œuvre"],
    ["koi8-r", "Привет"],
    ["gb18030", "你好，医生"],
    ["big5", "醫生"],
    ["shift_jis", "テスト"],
    ["euc-kr", "안녕하세요"],
  ])("%s", async (charset, text) => {
    const mail = await raw(`Content-Type: text/plain; charset="${charset}"`, "", iconv.encode(text, charset));
    expect(mail.text.trim()).toBe(text);
  });

  it.each([
    ["named by nobody", "Content-Type: text/plain"],
    ["unknown", "Content-Type: text/plain;\r\n charset=x-strange-9; format=flowed"],
    ["said to be ASCII", "Content-Type: text/plain; charset=us-ascii"],
  ])("that is %s is read as mail programs meant it", async (_, header) => {
    const mail = await raw(
      header,
      "Content-Transfer-Encoding: 8bit",
      "",
      iconv.encode(words, "windows-1252"),
    );
    expect(mail.text.trim()).toBe(words);
  });

  const utf7 = (text: string) => iconv.encode(text, "utf-7").toString("latin1");
  const spanish = "Sí, mañana a las 9 — ¿está bien? 1+1=2";
  it.each([
    ["7bit", "utf-7", utf7(spanish)],
    ["7bit", '"UTF-7"', utf7(spanish)],
    ["7bit", "unicode-1-1-utf-7", utf7(spanish)],
    ["base64", "utf-7", Buffer.from(utf7(spanish)).toString("base64")],
    ["quoted-printable", "utf-7", utf7(spanish).replaceAll("=", "=3D")],
  ])("UTF-7, sent as %s and named %s", async (encoding, charset, body) => {
    const mail = await raw(
      `Subject: =?utf-7?Q?${utf7("¿Mañana?").replace(/\?$/, "=3F")}?= =?utf-8?B?8J+Zgg==?=`,
      `Content-Type: text/plain; charset=${charset}; format=flowed`,
      `Content-Transfer-Encoding: ${encoding}`,
      "",
      body,
    );
    expect(mail.text.trim()).toBe(spanish);
    expect(mail.subject).toBe("¿Mañana?🙂");
  });

  it("UTF-7 in one part of several, beside words that only look like it", async () => {
    const mail = await raw(
      "Content-Type: multipart/alternative; boundary=b",
      "",
      "--b\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\nMy code is +AOk- and =?utf-7?Q?+AOk-?=",
      `--b\r\nContent-Type: text/html; charset=utf-7\r\n\r\n<p>${utf7("Mañana")}</p>\r\n--b--`,
    );
    expect(mail.text.trim()).toBe("My code is +AOk- and =?utf-7?Q?+AOk-?=");
    expect(mail.html).toContain("<p>Mañana</p>");
  });

  it("UTF-7 in fields of their own, where nothing says raw", async () => {
    const charsets = '{"html":"UTF-7","text":"unicode-1-1-utf-7","subject":"utf-7"}';
    const mail = await receive({
      ...basics,
      charsets,
      text: utf7(spanish),
      subject: utf7("¿Mañana?"),
      html: `<p>${utf7("Mañana")}</p>`,
    });
    expect(mail).toMatchObject({ text: spanish, subject: "¿Mañana?", html: "<p>Mañana</p>" });
  });
});

describe("which mail it is", () => {
  const DATE = "Date: Tue, 03 Mar 2026 09:00:00 -0700";
  const letter = (text: string, ...headers: string[]) => raw(...headers, DATE, "Subject: Hi", "", text);
  const same = (a: MessageInbound, b: MessageInbound) => [a.eventId === b.eventId, a.ref === b.ref];

  it("is told by what was written, where a program gives every mail the same id", async () => {
    const first = await letter("Can I come on Friday?");
    expect(same(first, await letter("Or on Monday?"))).toEqual([false, false]);
    const file = (content: string) =>
      receive({
        ...basics,
        attachment1: { filename: "a.pdf", type: "application/pdf", content: Buffer.from(content) },
      });
    expect(same(await file("%PDF-1"), await file("%PDF-2"))).toEqual([false, false]);
  });

  it("is the same when it is delivered again, whatever the servers on its way wrote on it", async () => {
    const by = (server: string) => `Received: from ${server} by mx.sendgrid.net; ${server}`;
    const first = await letter("Can I come on Friday?", by("a.example"), "X-Spam-Score: 1");
    expect(same(first, await letter("Can I come on Friday?", by("b.example")))).toEqual([true, true]);
  });
});

describe("what is not a letter", () => {
  const report = (status: string, action = "failed") => [
    'Content-Type: multipart/report; report-type="delivery-status"; boundary=b',
    "",
    "--b\r\nContent-Type: text/plain\r\n\r\nYour mail did not arrive.",
    `--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\nFinal-Recipient: rfc822; Ana@Example.org\r\nAction: ${action}\r\nStatus: ${status}\r\nDiagnostic-Code: smtp; 550 no`,
    "--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <x1@geopod-ismtpd-7>\r\nSubject: Hi\r\n\r\nbody\r\n--b--",
  ];
  it.each([
    ["5.1.1", "failed", { receipt: "bounced", reason: "mailbox_unknown", closes: true, soft: false }],
    ["5.1.10", "failed", { receipt: "bounced", reason: "mailbox_unknown", closes: true, soft: false }],
    ["5.2.2", "failed", { receipt: "bounced", reason: "mailbox_full", closes: false, soft: true }],
    ["5.7.1", "failed", { receipt: "bounced", reason: "mail_refused", closes: false, soft: false }],
    ["4.4.7", "failed", { receipt: "bounced", reason: "expired_in_queue", closes: false, soft: true }],
    ["4.2.2", "delayed", { receipt: "deferred", soft: true }],
    ["2.0.0", "delivered", { receipt: "delivered" }],
  ])("a mail server's report: %s %s", async (status, action, said) => {
    const { mail } = await raw(...report(status, action));
    expect(mail).toMatchObject({
      report: { recipient: "ana@example.org", about: "<x1@geopod-ismtpd-7>", code: status, ...said },
    });
  });

  it("is her answer to an invitation, whoever wrote it down for her", async () => {
    const mail = await raw(
      "Auto-Submitted: auto-generated",
      "Content-Type: multipart/alternative; boundary=b",
      "",
      "--b\r\nContent-Type: text/plain\r\n\r\n",
      "--b\r\nContent-Type: text/calendar; charset=utf-8; method=REPLY\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nATTENDEE;PARTSTAT=DECL\r\n INED:mailto:ana@example.org\r\nSUMMARY:Visit\\, Friday\r\nEND:VCALENDAR\r\n--b--",
    );
    expect(mail.mail).toMatchObject({
      autoSubmitted: false,
      invitation: { answer: "declined", summary: "Visit, Friday" },
    });
  });
});
