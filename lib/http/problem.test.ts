import { expect, test } from "vitest";
import { AppError } from "@/lib/errors";
import { problemResponse } from "@/lib/http/problem";

const failing = (code: string, cause?: unknown) => Object.assign(new Error("secret"), { code, cause });

test("what a refusal tells besides never hides the members of RFC 9457", async () => {
  const words = "It has left.";
  const refusal = new AppError("conflict", words, "already_sent", { status: "SENT", messageStatus: "SENT" });
  expect(await problemResponse(refusal, "request").json()).toMatchObject({
    status: 409,
    messageStatus: "SENT",
  });
});

test.each([
  ["no connection came free in time", failing("P2028"), 503],
  ["the server is not there", failing("P2010", { originalCode: "57P01" }), 503],
  ["a connection was refused", failing("x", failing("ECONNREFUSED")), 503],
  ["a row broke a constraint", failing("P2002"), 500],
  ["a bug", new TypeError("secret"), 500],
])("%s: %#", async (_, error, status) => {
  const answer = problemResponse(error, "request");
  expect(answer.status).toBe(status);
  expect(answer.headers.get("retry-after")).toBe(status === 503 ? "2" : null);
  const body = await answer.json();
  expect(body).toMatchObject({
    status,
    code: status === 503 ? "unavailable" : "internal",
    requestId: "request",
  });
  expect(JSON.stringify(body)).not.toContain("secret");
});
