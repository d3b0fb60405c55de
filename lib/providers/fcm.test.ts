import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FCM_CODES, fcmProvider } from "@/lib/providers/fcm";
import vectors from "@/lib/testing/vectors/fcm-errors.json";

interface Answer {
  status: number;
  json?: unknown;
  text?: string;
}
let answer: Answer;
let server: Server;
let baseUrl: string;

beforeAll(async () => {
  server = createServer((_, response) => {
    const type = answer.text === undefined ? "application/json" : "text/html";
    response
      .writeHead(answer.status, { "content-type": type })
      .end(answer.text ?? JSON.stringify(answer.json));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const message = { channel: "PUSH", token: "device-1", title: "Cedar Lane", body: "New message" } as const;
const send = () =>
  fcmProvider({ projectId: "clinic", baseUrl, timeoutMs: 15_000 }).send(message, { key: "attempt-1" });

describe("FCM's answers", () => {
  it("accepted, with its name for it", async () => {
    answer = vectors.okResponse;
    expect(await send()).toEqual({ kind: "accepted", ref: "projects/projec_id/messages/message_id" });
  });

  it.each(vectors.cases)("$name", async (vector) => {
    answer = vector;
    expect(await send()).toMatchObject({
      kind: "rejected",
      retry: vector.retry,
      code: vector.clientCode,
      ...(vector.retireToken ? { reason: "device_gone", closes: true } : {}),
    });
  });
});

describe("the table of codes", () => {
  it("closes a device only where the token itself is dead", () => {
    const closing = Object.keys(FCM_CODES).filter((code) => FCM_CODES[code]?.closes);
    expect(closing).toEqual([
      "messaging/registration-token-not-registered",
      "messaging/invalid-registration-token",
      "messaging/mismatched-credential",
    ]);
  });
});
