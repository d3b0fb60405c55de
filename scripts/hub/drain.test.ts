import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { Drain } from "./drain.mjs";

afterEach(() => Reflect.deleteProperty(globalThis, "hubLeaves"));

/** What becomes of an event stream and of a call that takes so long while their server ends. */
async function ending(callTakesMs: number, patience: { pageMs: number; callMs: number }) {
  const drain = new Drain(patience);
  const server: Server = createServer((request, response) => {
    drain.note(request, response);
    if (request.url !== "/stream") setTimeout(() => response.end("done"), callTakesMs).unref();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const ask = (path: string) =>
    fetch(`http://127.0.0.1:${port}${path}`).then(
      (answer) => answer.text(),
      () => "cut off",
    );
  const asked = [ask("/stream"), ask("/api/inngest?fnId=hub-deliver-lane&stepId=step")];
  await expect.poll(() => new Promise<number>((count) => server.getConnections((_, n) => count(n)))).toBe(2);
  await drain.end(server);
  return Promise.all(asked);
}

it("lets a call that hands messages over come to its end, and no stream hold up the end", async () => {
  expect(await ending(600, { pageMs: 50, callMs: 20_000 })).toEqual(["cut off", "done"]);
  expect(Reflect.get(globalThis, "hubLeaves")).toBe(true);
});

it("waits for no call for ever", async () => {
  expect(await ending(20_000, { pageMs: 50, callMs: 200 })).toEqual(["cut off", "cut off"]);
});
