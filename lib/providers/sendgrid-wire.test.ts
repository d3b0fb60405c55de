import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { EmailMessage } from "@/lib/providers/port";
import { sendgridProvider } from "@/lib/providers/sendgrid";

const NOW = new Date("2026-06-16T18:00:00Z");
const IN_A_MINUTE = String(NOW.getTime() / 1_000 + 60);

interface Posted {
  path: string;
  headers: IncomingHttpHeaders;
  body: unknown;
}
let answer: { status: number; headers?: Record<string, string>; body?: unknown };
const posted: Posted[] = [];
let server: Server;
let baseUrl: string;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8"));
    posted.push({ path: request.url ?? "", headers: request.headers, body });
    response.writeHead(answer.status, { "content-type": "application/json", ...answer.headers });
    response.end(answer.body === undefined ? "" : JSON.stringify(answer.body));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  posted.length = 0;
  answer = { status: 202, headers: { "x-message-id": "m1" } };
});
afterEach(() => vi.unstubAllEnvs());

const letter: EmailMessage = {
  channel: "EMAIL",
  to: { email: "ana@example.com", name: "Ana" },
  from: { email: "desk@clinic.example", name: "Cedar Lane" },
  subject: "Your visit",
  text: "See you at 9.",
};
const send = (message: EmailMessage = letter, apiKey = "SG.x", at = baseUrl) =>
  sendgridProvider({ apiKey, baseUrl: at }, () => NOW).send(message, { key: "attempt-1" });

it("is one mail to one reader, of which SendGrid keeps no word of ours: no categories, lists, groups or templates", async () => {
  const headers = { "List-Unsubscribe": "<https://hub.example/u/1>", authorization: "Bearer stolen" };
  const replyTo = { email: "desk+abc@clinic.example", name: "Cedar Lane" };
  expect(await send({ ...letter, html: "<p>See you at 9.</p>", replyTo, headers })).toEqual({
    kind: "accepted",
    ref: "m1",
  });
  expect(posted).toHaveLength(1);
  expect(posted[0]?.path).toBe("/v3/mail/send");
  expect(posted[0]?.headers).toMatchObject({ authorization: "Bearer SG.x" });
  expect(posted[0]?.headers).not.toHaveProperty("list-unsubscribe");
  expect(posted[0]?.body).toEqual({
    personalizations: [
      { to: [{ email: "ana@example.com", name: "Ana" }], custom_args: { key: "attempt-1" }, headers },
    ],
    from: { email: "desk@clinic.example", name: "Cedar Lane" },
    reply_to: replyTo,
    subject: "Your visit",
    content: [
      { type: "text/plain", value: "See you at 9." },
      { type: "text/html", value: "<p>See you at 9.</p>" },
    ],
    tracking_settings: {
      open_tracking: { enable: false },
      click_tracking: { enable: false, enable_text: false },
      subscription_tracking: { enable: false },
    },
  });
});

it("two accounts in one process keep to their own keys and addresses", async () => {
  const [here, there] = [`${baseUrl}/`, `${baseUrl}/eu/`];
  const one = sendgridProvider({ apiKey: "SG.one", baseUrl: here }, () => NOW);
  const two = sendgridProvider({ apiKey: "SG.two", baseUrl: there }, () => NOW);
  for (const provider of [one, two, one]) await provider.send(letter, { key: "k" });
  expect(posted.map(({ path, headers }) => `${headers.authorization} ${path}`)).toEqual([
    "Bearer SG.one /v3/mail/send",
    "Bearer SG.two /eu/v3/mail/send",
    "Bearer SG.one /v3/mail/send",
  ]);
});

it("goes straight there, whatever proxy the environment names", async () => {
  for (const name of ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY"])
    vi.stubEnv(name, "http://127.0.0.1:9");
  for (const name of ["NO_PROXY", "no_proxy"]) vi.stubEnv(name, "");
  expect(await send()).toMatchObject({ kind: "accepted" });
  expect(posted).toHaveLength(1);
});

it("follows no redirect with its key", async () => {
  answer = { status: 307, headers: { location: `${baseUrl}/elsewhere` } };
  expect(await send()).toMatchObject({ kind: "rejected", retry: false });
  expect(posted).toHaveLength(1);
});

const no = (reason: string, more: object = {}) => ({ kind: "rejected", reason, retry: false, ...more });
it.each<[string, typeof answer, object | null]>([
  [
    "a body it does not know",
    { status: 400, body: { errors: [{ message: "Bad", field: "x" }] } },
    no("malformed"),
  ],
  [
    "an address that is none",
    { status: 400, body: { errors: [{ message: "No", field: "personalizations.0.to.0.email" }] } },
    no("address_invalid", { closes: true, detail: "No" }),
  ],
  [
    "a sender nobody has verified",
    { status: 403, body: { errors: [{ message: "No", field: "from" }] } },
    no("sender_not_ready"),
  ],
  [
    "a key that was revoked",
    { status: 401, body: { errors: [{ message: "No", field: null }] } },
    no("credentials"),
  ],
  [
    "a key without the right",
    { status: 403, body: { errors: [{ message: "No", field: null }] } },
    no("credentials"),
  ],
  ["an address that is not there", { status: 404 }, no("malformed")],
  ["a verb that is not there", { status: 405 }, no("malformed")],
  ["a mail that is too large", { status: 413, body: "no JSON object" }, no("too_large")],
  [
    "too many",
    { status: 429, headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": IN_A_MINUTE } },
    { kind: "rejected", retry: true, reason: "rate_limited", notBefore: new Date(NOW.getTime() + 60_000) },
  ],
  [
    "too many, and not until when",
    { status: 429 },
    { kind: "rejected", retry: true, reason: "rate_limited" },
  ],
  ["an error inside", { status: 500 }, null],
  ["a gateway that heard nothing", { status: 502 }, null],
  ["a request that took too long", { status: 408 }, null],
])("%s: %o", async (_, given, expected) => {
  answer = given;
  const outcome = await send();
  if (expected === null) expect(outcome).toBeNull();
  else expect(outcome).toMatchObject(expected);
  // Never again by itself: there is no key by which SendGrid would know the second one.
  expect(posted).toHaveLength(1);
});

it("accepted without an id is found again by our own argument", async () => {
  answer = { status: 202 };
  expect(await send()).toEqual({ kind: "accepted", ref: "attempt-1" });
});
