import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { MOST_MEDIA_BYTES } from "@/lib/providers/media";
import { fetchTwilioMedia } from "@/lib/providers/twilio-media";

const servers: ReturnType<typeof createServer>[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const PATH = "/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1";
const get = (origin: string, url = `${origin}${PATH}`, timeoutMs = 2_000) =>
  fetchTwilioMedia(url, { origin, accountSid: "AC1", authToken: "secret" }, timeoutMs);

test("the password goes along, also to where the same origin sends us", async () => {
  const seen: (string | undefined)[] = [];
  const origin = await serve((request, response) => {
    seen.push(request.headers.authorization);
    if (request.url === PATH) response.writeHead(307, { location: "/stored" }).end();
    else response.writeHead(200, { "content-type": "Image/PNG; q=1" }).end("bytes");
  });
  expect(await get(origin)).toEqual({ content: Buffer.from("bytes"), contentType: "image/png" });
  expect(seen).toEqual([expect.stringMatching(/^Basic /), expect.stringMatching(/^Basic /)]);
});

test("nothing elsewhere is asked, by address or by redirect", async () => {
  let asked = 0;
  const elsewhere = await serve((_, response) => {
    asked += 1;
    response.end("inside");
  });
  for (const location of [
    `${elsewhere}${PATH}`,
    "http://s3.amazonaws.com/x",
    "https://amazonaws.com.evil.example/x",
  ]) {
    const origin = await serve((_, response) => response.writeHead(302, { location }).end());
    expect(await get(origin)).toBe("not ours");
    expect(await get(origin, location)).toBe("not ours");
  }
  const origin = await serve((_, response) => response.end("inside"));
  for (const url of [`${origin}/admin`, "file:///etc/passwd", "nonsense"]) {
    expect(await get(origin, url)).toBe("not ours");
  }
  expect(asked).toBe(0);
});

test("a loop of redirects ends, and a file beyond 5 MB is not read to its end", async () => {
  const loop = await serve((_, response) => response.writeHead(302, { location: PATH }).end());
  expect(await get(loop)).toBe("not ours");
  const large = await serve((_, response) => {
    response.write(Buffer.alloc(MOST_MEDIA_BYTES));
    response.write("x");
  });
  expect(await get(large)).toBe("too large");
});

test.each([
  [404, "gone"],
  [410, "gone"],
  [401, "later"],
  [429, "later"],
  [503, "later"],
])("%i means %s", async (status, media) => {
  const origin = await serve((_, response) => response.writeHead(status).end());
  expect(await get(origin)).toBe(media);
});

test("silence and a body that breaks off are asked for later", async () => {
  const silent = await serve(() => undefined);
  expect(await get(silent, undefined, 100)).toBe("later");
  const broken = await serve((_, response) => {
    response.writeHead(200, { "content-length": "100" });
    response.write("half");
    setTimeout(() => response.destroy(), 20);
  });
  expect(await get(broken)).toBe("later");
});
