import { once } from "node:events";
import net, { type AddressInfo, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { retryAfter, within } from "@/lib/providers/connection";
import { sendgridProvider } from "@/lib/providers/sendgrid";
import { twilioProvider } from "@/lib/providers/twilio";

const now = () => new Date("2026-03-03T17:00:00Z");
const open: net.Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

/** A server that does with each connection what the test says. */
async function server(greet: (socket: Socket) => void): Promise<number> {
  const listening = net.createServer((socket) => {
    socket.on("error", () => socket.destroy());
    greet(socket);
  });
  open.push(listening);
  listening.listen(0, "127.0.0.1");
  await once(listening, "listening");
  return (listening.address() as AddressInfo).port;
}

const account = {
  accountSid: "AC00000000000000000000000000000000",
  authToken: "t",
  publicUrl: "https://hub.example",
};
const text = { channel: "SMS", to: "+13035550142", from: "+13035550100", body: "Hi" } as const;
const mail = {
  channel: "EMAIL",
  to: { email: "a@example.com" },
  from: { email: "b@example.com" },
  subject: "s",
  text: "t",
} as const;
const options = { key: "attempt-1" };

function bothAt(baseUrl: string) {
  return Promise.all([
    twilioProvider({ ...account, baseUrl, timeoutMs: 400 }, now).send(text, options),
    sendgridProvider({ apiKey: "SG.t", baseUrl, timeoutMs: 400 }, now).send(mail, options),
  ]);
}

const neverLeft = { kind: "rejected", retry: true, reason: "service_down" };

describe("whether the request left", () => {
  it("no: the TLS handshake never ends", async () => {
    const port = await server(() => undefined);
    expect(await bothAt(`https://127.0.0.1:${port}`)).toEqual([neverLeft, neverLeft]);
  });

  it("no: the other side does not speak TLS", async () => {
    const port = await server((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    expect(await bothAt(`https://127.0.0.1:${port}`)).toEqual([neverLeft, neverLeft]);
  });

  it("no: the line is cut in the handshake", async () => {
    const port = await server((socket) => socket.destroy());
    expect(await bothAt(`https://127.0.0.1:${port}`)).toEqual([neverLeft, neverLeft]);
  });

  it("perhaps: silence, a cut line or half an answer after it was written", async () => {
    const silent = await server(() => undefined);
    const cut = await server((socket) => socket.once("data", () => socket.destroy()));
    const half = await server((socket) =>
      socket.once("data", () => socket.end("HTTP/1.1 201 Created\r\nContent-Length: 900\r\n\r\n{")),
    );
    for (const port of [silent, cut, half])
      expect(await bothAt(`http://127.0.0.1:${port}`)).toEqual([null, null]);
  });
});

describe("within", () => {
  it("gives up at the deadline or when the caller does, never with an error", async () => {
    const forever = new Promise<string>(() => undefined);
    expect(await within(forever, 20)).toBeNull();
    expect(await within(forever, 10_000, AbortSignal.timeout(20))).toBeNull();
    expect(await within(Promise.resolve("done"), 20)).toBe("done");
  });
});

describe("Retry-After", () => {
  it.each([
    ["30", "2026-03-03T17:00:30.000Z"],
    ["Tue, 03 Mar 2026 17:05:00 GMT", "2026-03-03T17:05:00.000Z"],
    ["soon", undefined],
    ["", undefined],
    [undefined, undefined],
  ])("%s", (value, expected) => {
    expect(retryAfter(value, now()).notBefore?.toISOString()).toBe(expected);
  });
});
