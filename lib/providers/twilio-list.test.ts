import { afterAll, beforeAll, expect, it } from "vitest";
import { CLINIC, type ContractWorld, contractWorld } from "@/lib/testing/contract-world";
import magic from "@/lib/testing/vectors/twilio-magic-numbers.json";

let world: ContractWorld;
beforeAll(async () => {
  world = await contractWorld();
});
afterAll(() => world.stop());

const PNG =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const from = "+13035550199";
const says = (body: string, media: string[] = []) =>
  world.control("POST", "/_sim/inbound/sms", { from, to: CLINIC, body, media });

it("lists what a lost webhook did not bring, oldest first, with its pictures, and says when it cannot", async () => {
  await world.fault("twilio", "inboundLost", { count: 2 });
  await says("First");
  await says("With a picture", [PNG]);
  await says("This one came");
  const provider = world.provider("twilio");
  const came = world.inbound.flatMap((one) => (one.kind === "message" ? [one.ref] : []));
  expect(came).toHaveLength(1);
  const since = new Date((await world.now()).getTime() - 72 * 3_600_000);
  const query = {
    to: CLINIC,
    since,
    known: async (refs: readonly string[]) => new Set(refs.filter((ref) => came.includes(ref))),
  };
  const missed = (await provider.listInbound?.(query)) ?? [];
  expect(missed.map(({ text, wasMissed, to }) => [text, wasMissed, to])).toEqual([
    ["First", true, [CLINIC]],
    ["With a picture", true, [CLINIC]],
  ]);
  const [picture] = missed[1]?.attachments ?? [];
  expect(picture).toMatchObject({ contentType: "image/png", filename: "media-1" });
  expect(await provider.fetchMedia?.(picture?.url ?? "")).toMatchObject({ contentType: "image/png" });
  expect(await provider.listInbound?.({ ...query, to: "+13035550111" })).toEqual([]);

  await world.fault("twilio", "listFails", { count: 1 });
  await expect(provider.listInbound?.(query)).rejects.toThrow();
});

it("asks what became of a text whose receipts were lost, under the id that its callback would have had", async () => {
  await world.fault("twilio", "lostReceipts", { count: 1 });
  const provider = world.provider("twilio");
  const message = { channel: "SMS", to: "+13035550171", from: CLINIC, body: "See you at 9." } as const;
  const sent = await provider.send(message, { key: "0199f0a0-0000-7000-8000-000000000001" });
  const ref = sent?.kind === "accepted" ? sent.ref : "";
  await expect
    .poll(() => provider.ask?.(ref), { timeout: 5_000 })
    .toMatchObject({ kind: "receipt", receipt: "delivered", eventId: `${ref}:delivered:`, ref });
  expect(await provider.ask?.(`SM${"0".repeat(32)}`)).toBeNull();
});

it.each(magic.to)("answers Twilio's own test number $number with $code", async ({ number: to, code }) => {
  const message = { channel: "SMS", to, from: CLINIC, body: "See you at 9." } as const;
  const key = "0199f0a0-0000-7000-8000-000000000002";
  expect(await world.provider("twilio").send(message, { key })).toMatchObject({ code: String(code) });
});

it("lists what came to any number of a Messaging Service, under the number and the service", async () => {
  const service = `MG${"5".repeat(32)}`;
  const [own, other] = ["+13035550161", "72345"];
  const write = (to: string, body: string) =>
    world.control("POST", "/_sim/inbound/sms", { from, to, body, messagingServiceSid: service });
  await write(own, "To its number");
  await write(other, "To its short code");
  await world.fault("twilio", "inboundLost", { count: 1 });
  await write(own, "Lost");
  const came = world.inbound.flatMap((one) => (one.kind === "message" ? [one.ref] : []));
  const query = {
    to: service,
    since: new Date((await world.now()).getTime() - 3_600_000),
    known: async (refs: readonly string[]) => new Set(refs.filter((ref) => came.includes(ref))),
  };
  const lost = (await world.provider("twilio").listInbound?.(query)) ?? [];
  expect(lost.filter(({ from: by }) => by === from).map(({ text, to }) => [text, to])).toContainEqual([
    "Lost",
    [own, service],
  ]);
  const all = await world.provider("twilio").listInbound?.({ ...query, known: async () => new Set() });
  const texts = all?.map(({ text }) => text) ?? [];
  // Twilio's times are whole seconds: between two numbers they are all there is.
  expect(texts).toEqual(expect.arrayContaining(["To its number", "To its short code", "Lost"]));
});
