import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { comeIn } from "./door.mjs";

const server = createServer((asked, response) => {
  if (!comeIn(asked, response)) response.writeHead(418).end("the framework");
});
let url: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/messages/webhook`;
});
afterAll(() => void server.close());
afterEach(() => {
  for (const gate of ["hubWebhookDoor", "hubSendDoor"]) Reflect.deleteProperty(globalThis, gate);
});

interface Heard {
  url: string;
  body: string;
  signature: string | null;
  params: { provider: string; secret?: string };
}

/** Opens the door to a gate that keeps what it hears. */
function open(answer: () => Response): Heard[] {
  const heard: Heard[] = [];
  const gate = async (request: Request, segment: { params: Promise<Heard["params"]> }) => {
    const { pathname, search } = new URL(request.url);
    const signature = request.headers.get("x-twilio-signature");
    heard.push({
      url: pathname + search,
      body: await request.text(),
      signature,
      params: await segment.params,
    });
    return answer();
  };
  Object.assign(globalThis, { hubWebhookDoor: gate });
  return heard;
}

const post = (path: string, body = "MessageStatus=delivered") =>
  fetch(`${url}${path}`, { method: "POST", body, headers: { "x-twilio-signature": "signed" } });

it("hands a vendor's post to the gate as it came, and the gate's answer back", async () => {
  const heard = open(() => new Response("<Response/>", { headers: { "Content-Type": "text/xml" } }));
  const answer = await post("/twilio?key=1&x=%C3%A9");
  expect([answer.status, answer.headers.get("content-type"), await answer.text()]).toEqual([
    200,
    "text/xml",
    "<Response/>",
  ]);
  expect(heard).toEqual([
    {
      url: "/api/v1/messages/webhook/twilio?key=1&x=%C3%A9",
      body: "MessageStatus=delivered",
      signature: "signed",
      params: { provider: "twilio" },
    },
  ]);
  const large = "x".repeat(3_000_000);
  await post("/sendgrid/a-secret_1", large);
  expect(heard[1]).toMatchObject({ body: large, params: { provider: "sendgrid", secret: "a-secret_1" } });
});

it("keeps a refusal a refusal, and a gate that breaks from breaking the server", async () => {
  open(() => new Response("no", { status: 403 }));
  expect((await post("/telnyx")).status).toBe(403);
  open(() => {
    throw new Error("A bug.");
  });
  expect((await post("/telnyx")).status).toBe(500);
});

it("outlives a post that breaks off and one that nobody reads to its end", async () => {
  const read: string[] = [];
  const gate = async (request: Request) => {
    const body = request.body?.getReader();
    try {
      for (let part = await body?.read(); part && !part.done; part = await body?.read()) read.push("part");
    } catch {
      read.push("broke off");
    }
    return new Response("late");
  };
  Object.assign(globalThis, { hubWebhookDoor: gate });
  const small = request(`${url}/twilio`, { method: "POST", headers: { "content-length": 1_000 } });
  small.on("error", () => undefined);
  small.write("half");
  setTimeout(() => small.destroy(), 50);
  const broken = request(`${url}/twilio`, { method: "POST", headers: { "content-length": 100_000 } });
  broken.on("error", () => undefined);
  broken.write("half");
  await expect.poll(() => read).toContain("part");
  broken.destroy();
  await expect.poll(() => read).toContain("broke off");
  // Of the small one no gate hears: half a receipt is none.
  expect(read).toEqual(["part", "broke off"]);

  Object.assign(globalThis, { hubWebhookDoor: async () => new Response("too large", { status: 422 }) });
  const refused = await post("/twilio", "x".repeat(3_000_000)).catch(() => null);
  expect([422, undefined]).toContain(refused?.status);
  open(() => new Response("ok"));
  for (let round = 0; round < 3; round += 1) expect((await post("/twilio")).status).toBe(200);
});

it("hands messages to send to their own gate, with the caller's address and the headers of every answer", async () => {
  const heard: { path: string; from: string | null; body: unknown }[] = [];
  const gate = async (request: Request) => {
    const { pathname, search } = new URL(request.url);
    const from = request.headers.get("x-forwarded-for");
    heard.push({ path: pathname + search, from, body: await request.json() });
    return Response.json(
      { id: "1" },
      { status: 202, headers: { "X-Request-Id": "r", "Referrer-Policy": "no-referrer" } },
    );
  };
  const sends = url.replace("/webhook", "");
  const send = (path: string, init: RequestInit = {}) =>
    fetch(`${sends}${path}`, { method: "POST", body: '{"body":"Grüße"}', ...init });
  expect((await send("")).status).toBe(418);
  Object.assign(globalThis, { hubSendDoor: gate });
  const answer = await send("?x=1", { headers: { "x-forwarded-for": "9.9.9.9, 8.8.8.8" } });
  expect([answer.status, await answer.json()]).toEqual([202, { id: "1" }]);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    ...{ "content-type": "application/json", "content-length": "10", "x-request-id": "r" },
    ...{ "x-content-type-options": "nosniff", "referrer-policy": "no-referrer" },
    "strict-transport-security": "max-age=31536000",
  });
  await send("", { body: '{"body":"again"}' });
  expect(heard).toEqual([
    { path: "/api/v1/messages?x=1", from: "9.9.9.9, 8.8.8.8", body: { body: "Grüße" } },
    { path: "/api/v1/messages", from: "127.0.0.1", body: { body: "again" } },
  ]);
  expect((await send("/preview")).status).toBe(418);
  expect((await fetch(sends)).status).toBe(418);
});

it("leaves everything else to the framework, and all of it until the gate is installed", async () => {
  expect((await post("/twilio")).status).toBe(418);
  open(() => new Response("heard"));
  expect((await post("/nobody")).status).toBe(418);
  expect((await post("/twilio/a/b")).status).toBe(418);
  expect((await fetch(`${url}/twilio`)).status).toBe(418);
});
