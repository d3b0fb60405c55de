import { afterAll, beforeAll, expect, it } from "vitest";
import { toldText } from "@/lib/providers/telnyx-events";
import { missedTelnyxTexts } from "@/lib/providers/telnyx-list";
import { type ContractWorld, contractWorld } from "@/lib/testing/contract-world";

const PNG =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const NUMBER = "+13035550199";
const from = "+13035550142";
let world: ContractWorld;
beforeAll(async () => {
  world = await contractWorld();
});
afterAll(() => world.stop());

const says = (body: string, media: string[] = []) =>
  world.control("POST", "/_sim/inbound/sms", { from, to: NUMBER, body, media, provider: "telnyx" });

it("asks the detail records which texts came, and each by its id for its words", async () => {
  await world.fault("telnyx", "inboundLost", { count: 2 });
  await says("First");
  await says("With a picture", [PNG]);
  await says("This one came");
  const provider = world.provider("telnyx");
  const came = world.inbound.flatMap((one) => (one.kind === "message" ? [one.eventId] : []));
  expect(came).toHaveLength(1);
  const query = {
    to: NUMBER,
    since: new Date((await world.now()).getTime() - 72 * 3_600_000),
    known: async (refs: readonly string[]) => new Set(refs.filter((ref) => came.includes(ref))),
  };
  const missed = (await provider.listInbound?.(query)) ?? [];
  expect(missed.map(({ text, wasMissed, from: by, to }) => [text, wasMissed, by, to])).toEqual([
    ["First", true, from, [NUMBER]],
    ["With a picture", true, from, [NUMBER]],
  ]);
  const [picture] = missed[1]?.attachments ?? [];
  expect(await provider.fetchMedia?.(picture?.url ?? "")).toMatchObject({ contentType: "image/png" });
  expect(await provider.listInbound?.({ ...query, to: "+13035550111" })).toEqual([]);
  const all = await provider.listInbound?.({ ...query, known: async () => new Set() });
  // By its webhook and by its record a text has one name.
  expect(all?.map(({ eventId }) => eventId)).toContain(came[0]);

  await world.fault("telnyx", "listFails", { count: 1 });
  await expect(provider.listInbound?.(query)).rejects.toThrow();
});

it.each([
  ["STOP", "STOP"],
  ["help", "HELP"],
  ["something new", undefined],
  [null, undefined],
])("what Telnyx has answered itself (%s) is not ours to answer", (autoresponse_type, optOutType) => {
  const told = { id: "m1", direction: "inbound", received_at: "2026-06-16T18:00:00Z", autoresponse_type };
  expect(toldText(told, () => true)?.optOutType).toBe(optOutType);
});

it("reads on over pages, leaves out what is older, and what Telnyx keeps no more", async () => {
  await Promise.all(Array.from({ length: 52 }, (_, index) => says(`Number ${index}`)));
  const known = async () => new Set<string>();
  const since = new Date((await world.now()).getTime() - 3_600_000);
  const all = await world.provider("telnyx").listInbound?.({ to: NUMBER, since, known });
  expect(all).toHaveLength(55);
  const kind = { record_type: "message_detail_record" };
  async function* records() {
    yield { ...kind, uuid: "old", direction: "inbound", cld: NUMBER, created_at: "2026-06-01T00:00:00Z" };
    yield { ...kind, uuid: "gone", direction: "inbound", cld: NUMBER, created_at: "2026-06-16T18:00:01Z" };
    yield { ...kind, uuid: "ours", direction: "outbound", cld: NUMBER, created_at: "2026-06-16T18:00:02Z" };
  }
  const asked: string[] = [];
  const message = async (id: string) => {
    asked.push(id);
    return null;
  };
  const query = { to: NUMBER, since: new Date("2026-06-16T18:00:00Z"), known };
  expect(await missedTelnyxTexts(query, { records, message }, () => true)).toEqual([]);
  expect(asked).toEqual(["gone"]);
});
