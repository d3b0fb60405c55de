import { generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Inbound } from "@/lib/providers/port";
import { SignatureError } from "@/lib/providers/refusals";
import { sendgridProvider } from "@/lib/providers/sendgrid";
import parse from "@/lib/testing/vectors/sendgrid-inbound-parse.json";

const now = new Date("2026-03-03T17:00:00Z");
const hook = "https://hub.example/api/v1/messages/webhook/sendgrid";
const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const webhookPublicKey = publicKey.export({ format: "der", type: "spki" }).toString("base64");

const basics = parse.anymail.find(({ name }) => name === "test_inbound_basics")?.fields as unknown as Record<
  string,
  string
>;
const letter = (...headers: string[]) =>
  ["From: Ana <ana@example.org>", "To: desk@clinic.example", ...headers, "", "Hi"].join("\r\n");
const raw = (email: string, more: object = {}) => ({
  email,
  envelope: '{"to":["desk@in.clinic.example"],"from":"ana@example.org"}',
  ...more,
});

/** A form as SendGrid posts it: its bytes, and what it says they are. */
async function posted(fields: Record<string, string>): Promise<{ body: Buffer; type: string }> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  const request = new Request(hook, { method: "POST", body: form });
  const type = request.headers.get("content-type") ?? "";
  return { body: Buffer.from(await request.arrayBuffer()), type };
}

async function receive(
  { body, type }: { body: Uint8Array; type: string },
  given: { url?: string; headers?: Record<string, string> } = {},
): Promise<Inbound[]> {
  const provider = sendgridProvider({ apiKey: "SG.x", webhookPublicKey, inboundSecret: "secret" }, () => now);
  const url = given.url ?? `${hook}/secret`;
  const headers = { "content-type": type, ...given.headers };
  return (await provider.receive?.({ url, method: "POST", headers, body })) ?? [];
}
const read = async (fields: Record<string, string>) => {
  const [inbound] = await receive(await posted(fields));
  if (inbound?.kind !== "message") throw new Error("Not a message.");
  return inbound;
};

describe("a signature in place of the secret address", () => {
  const timestamp = String(now.getTime() / 1_000);
  const signed = (body: Uint8Array) => ({
    "x-twilio-email-event-webhook-timestamp": timestamp,
    "x-twilio-email-event-webhook-signature": sign(
      "sha256",
      Buffer.concat([Buffer.from(timestamp), body]),
      privateKey,
    ).toString("base64"),
  });

  it("opens the plain address, where a security policy is attached to it", async () => {
    const form = await posted(raw(letter()));
    const headers = signed(form.body);
    expect(await receive(form, { url: hook, headers })).toMatchObject([{ kind: "message" }]);
  });

  it("must be of these very bytes", async () => {
    const form = await posted(raw(letter()));
    const headers = signed(Buffer.concat([form.body, Buffer.from("\r\n")]));
    await expect(receive(form, { url: hook, headers })).rejects.toThrow(SignatureError);
  });
});

describe("whom a mail is for", () => {
  it("says its envelope: a blind copy, a list or a forwarded mail names another in its To", async () => {
    const envelope =
      '{"to":["desk+abc@in.clinic.example","desk@in.clinic.example"],"from":"list@relay.example"}';
    for (const fields of [
      raw(letter(), { envelope }),
      { ...basics, to: "everyone@list.example", envelope },
    ]) {
      const mail = await read(fields);
      expect(mail.to).toEqual(["desk+abc@in.clinic.example", "desk@in.clinic.example"]);
      expect(mail.mail?.returnPath).toBe("list@relay.example");
    }
  });

  it("tells two clinics' copies of one mail apart, and not two copies of one clinic's", async () => {
    const mail = letter("Message-ID: <1@x.example>");
    const to = (address: string) =>
      read(raw(mail, { envelope: `{"to":["${address}"],"from":"a@b.example"}` }));
    const [north, south, again] = [await to("n@c.example"), await to("s@c.example"), await to("n@c.example")];
    expect(north.eventId).not.toBe(south.eventId);
    expect(again.eventId).toBe(north.eventId);
  });
});

it("the documentation's example is read by its raw mail too, pictures and all", async () => {
  const mail = await read(parse.docsExamplePayload);
  expect(mail).toMatchObject({
    subject: expect.any(String),
    to: ["example@example.comom"],
    mail: { spf: "pass" },
  });
  expect(mail.mail?.dkim).toBe("{@sendgrid.com : pass}");
});

describe("what wrote it", () => {
  it.each([
    ["Auto-Submitted: auto-generated", true],
    ["Auto-Submitted: no", false],
    ["Precedence: auto_reply", true],
    ["Precedence: list", true],
    ["Precedence: first-class", false],
    ["X-Autorespond: away", true],
    ["X-Auto-Response-Suppress: None", false],
    ["Subject: Out of office", false],
  ])("%s: by a machine %s", async (header, machine) => {
    expect((await read(raw(letter(header)))).mail?.autoSubmitted).toBe(machine);
  });
});

it.each([
  ["a form without an end", 'multipart/form-data; boundary="b"', "--b\r\nContent-Disposition: form-data; na"],
  ["a form without a boundary", "multipart/form-data", "--b"],
  ["an empty form", "multipart/form-data; boundary=b", "--b--\r\n"],
])("%s is kept to be looked at, and SendGrid is not told to drop it", async (_, type, body) => {
  const [inbound, ...more] = await receive({ body: Buffer.from(body), type });
  expect([inbound?.kind, more]).toEqual(["unknown", []]);
});
