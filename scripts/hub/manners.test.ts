import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { refuseUnreadable, sayMethods } from "./manners.mjs";

let framework: (request: IncomingMessage, response: ServerResponse) => void;
type Compress = (asked: IncomingMessage, answer: ServerResponse, next: () => void) => void;
// As the framework's own server does: compression around every answer.
const compress: Compress = createRequire(import.meta.url)("next/dist/compiled/compression")();
const server = createServer((request, response) => {
  if (refuseUnreadable(request, response)) return;
  sayMethods(request, response);
  compress(request, response, () => framework(request, response));
});
let url: string;
const logged = vi.spyOn(process.stderr, "write").mockReturnValue(true);

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  logged.mockRestore();
  server.close();
});
beforeEach(() => {
  logged.mockClear();
  framework = (_, response) => response.end("the framework");
});

it.each(["/l/%ff", "/u/%ff", "/portal/m/%ff", "/m/%ff?x=1", "/inbox/%c3/%28", "/l/%00", "/l/%"])(
  "refuses %s with a short page in words and keeps the address to itself",
  async (path) => {
    const answer = await fetch(url + path);
    const words = await answer.text();
    expect([answer.status, answer.headers.get("content-type")]).toEqual([400, "text/html; charset=utf-8"]);
    expect(words).toContain("This address cannot be read");
    expect(words).toContain("Esta dirección no se puede leer");
    expect(logged.mock.calls).toEqual([["An address that cannot be read was refused.\n"]]);
  },
);

it("refuses an unreadable address of the API with a problem document, whatever the method", async () => {
  for (const method of ["GET", "POST"]) {
    const answer = await fetch(`${url}/api/v1/patients/%`, {
      method,
      ...(method === "POST" ? { body: "{}" } : {}),
    });
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await answer.json()).toMatchObject({ status: 400, code: "invalid", reason: "address" });
  }
});

it.each(["/inbox?q=%ff", "/patients/Jos%C3%A9", "/l/%F0%9F%98%80", "/"])("lets %s through", async (path) => {
  expect(await (await fetch(url + path)).text()).toBe("the framework");
  expect(logged).not.toHaveBeenCalled();
});

it("gives a wrong method of the API words and the methods there are; pages keep the framework's answer", async () => {
  framework = (request, response) => {
    if (request.method === "OPTIONS") response.writeHead(204, { Allow: "GET, HEAD, OPTIONS, POST" });
    else response.statusCode = request.method === "GET" ? 200 : 405;
    response.end(request.method === "GET" ? "a list" : undefined);
  };
  const answer = await fetch(`${url}/api/v1/patients?limit=2`, { method: "DELETE" });
  expect([answer.status, answer.headers.get("allow")]).toEqual([405, "GET, HEAD, OPTIONS, POST"]);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(await answer.json()).toMatchObject({
    status: 405,
    code: "method_not_allowed",
    detail: "This address does not take DELETE. It takes GET, POST.",
  });
  expect(await (await fetch(`${url}/api/v1/patients`)).text()).toBe("a list");
  const page = await fetch(`${url}/inbox`, { method: "DELETE" });
  expect([page.status, await page.text()]).toEqual([405, ""]);
});
