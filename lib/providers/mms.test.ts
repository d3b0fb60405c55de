import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SmsMessage } from "@/lib/providers/port";
import { type ContractWorld, contractWorld, sms } from "@/lib/testing/contract-world";

const PNG = Buffer.from("89504e470d0a1a0a0000000d49484452deadbeef", "hex");
const files: Record<string, { type: string; bytes: Buffer }> = {
  "/m/picture": { type: "image/png", bytes: PNG },
  "/m/vcard": { type: "text/vcard", bytes: Buffer.from("BEGIN:VCARD\r\nEND:VCARD") },
  "/m/lie": { type: "image/jpeg", bytes: PNG },
  "/m/page": { type: "text/html", bytes: Buffer.from("<p>Sign in</p>") },
  "/m/large": { type: "image/png", bytes: Buffer.concat([PNG, Buffer.alloc(5_000_000)]) },
};

let world: ContractWorld;
let asked: string[] = [];
beforeAll(async () => {
  world = await contractWorld();
  world.serve = async (request) => {
    const { pathname } = new URL(request.url);
    asked.push(`${request.method} ${pathname}`);
    const file = files[pathname];
    if (!file) return new Response(null, { status: 404 });
    return new Response(new Uint8Array(file.bytes), { headers: { "content-type": file.type } });
  };
}, 180_000);
afterAll(() => world.stop());

async function send(vendor: "twilio" | "telnyx", names: string[]) {
  asked = [];
  const key = randomUUID();
  const mediaUrls = names.map((name) => `${world.publicUrl}/m/${name}`);
  const message: SmsMessage = { ...sms("+13035550177"), mediaUrls };
  const outcome = await world.provider(vendor).send(message, { key });
  if (outcome?.kind !== "accepted") return { outcome, end: null };
  const end = () =>
    world.receiptsOf(key).find(({ receipt }) => receipt === "delivered" || receipt === "failed");
  await expect.poll(end, { timeout: 8_000 }).toBeDefined();
  return { outcome, end: end() };
}

describe.each(["twilio", "telnyx"] as const)("%s", (vendor) => {
  it("is told where the files are, looks, fetches each, and delivers", async () => {
    const { end } = await send(vendor, ["picture", "vcard"]);
    expect(end).toMatchObject({ receipt: "delivered" });
    expect(asked).toEqual(["HEAD /m/picture", "GET /m/picture", "HEAD /m/vcard", "GET /m/vcard"]);
    const { items } = await world.control<{ items: { params: object }[] }>(
      "GET",
      `/_sim/messages?to=${encodeURIComponent("+13035550177")}&provider=${vendor}`,
    );
    const addresses = [`${world.publicUrl}/m/picture`, `${world.publicUrl}/m/vcard`];
    const named = vendor === "twilio" ? { MediaUrl: addresses } : { media_urls: addresses, type: "MMS" };
    expect(items[0]?.params).toMatchObject(named);
  });

  it.each([
    ["is not there", ["gone"], { reason: vendor === "twilio" ? "media_unreached" : "media_refused" }],
    ["is not what its server says", ["lie"], { reason: "media_refused", soft: false }],
    ["is of a kind that phones do not show", ["page"], { reason: "media_refused" }],
    ["is too large", ["large"], { reason: vendor === "twilio" ? "too_large" : "media_refused" }],
  ])("fails afterwards where a file %s", async (_, names, told) => {
    const { end } = await send(vendor, names);
    expect(end).toMatchObject({ receipt: "failed", closes: false, ...told });
  });

  it("refuses an eleventh file at once", async () => {
    const { outcome } = await send(vendor, Array<string>(11).fill("picture"));
    expect(outcome).toMatchObject({ kind: "rejected", retry: false, reason: "media_refused" });
    expect(asked).toEqual([]);
  });
});

it("finds a picture message by its words and its number of files", async () => {
  const key = randomUUID();
  const message = { ...sms("+13035550178"), mediaUrls: [`${world.publicUrl}/m/picture`] };
  const claimedAt = await world.now();
  const outcome = await world.provider("twilio").send(message, { key });
  const trace = { key, to: message.to, from: message.from, body: message.body, claimedAt };
  const ref = outcome?.kind === "accepted" ? outcome.ref : "";
  expect(await world.provider("twilio").find?.({ ...trace, media: 1 })).toEqual({ ref });
  expect(await world.provider("twilio").find?.({ ...trace, media: 0 })).toBe("absent");
});
