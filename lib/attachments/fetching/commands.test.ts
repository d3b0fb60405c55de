import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { eraseFetched } from "@/lib/attachments/erasing/commands";
import { fetchMedia } from "@/lib/attachments/fetching/commands";
import { getAttachment } from "@/lib/attachments/queries";
import { inClinic } from "@/lib/db/transaction";
import { getMessage } from "@/lib/messages/queries";
import type { Media } from "@/lib/providers/media";
import type { MessageInbound, Provider } from "@/lib/providers/port";
import { VendorRefusal } from "@/lib/providers/refusals";
import { CLINIC, type ContractWorld, contractWorld } from "@/lib/testing/contract-world";
import { type Suite, suite } from "@/lib/testing/ctx";
import { inbound } from "@/lib/testing/inbound";
import { patient } from "@/lib/testing/patients";

const PNG = Buffer.from("89504e470d0a1a0a0000000d49484452deadbeef", "hex");
let world: ContractWorld;
let clinic: Suite;

beforeAll(async () => {
  world = await contractWorld();
}, 180_000);
beforeEach(async () => {
  clinic = await suite({ providers: [world.provider("twilio")] });
});
afterAll(() => world.stop());

/** A picture that somebody texts through the carrier, as its webhook announces it. */
async function pictured(base64: string, contentType = "image/png"): Promise<MessageInbound> {
  const media = [{ contentType, base64 }];
  const text = { from: "+13035550188", to: CLINIC, body: "My card", media };
  const { sid } = await world.control<{ sid: string }>("POST", "/_sim/inbound/sms", text);
  const found = world.inbound.find((one) => one.kind === "message" && one.ref === sid);
  if (found?.kind !== "message") throw new Error("The text did not arrive.");
  return found;
}

async function filed(attachments: MessageInbound["attachments"]) {
  const id = await inbound(clinic, await patient(clinic), "My card", { attachments });
  const file = async () => {
    const [shown] = (await getMessage(clinic.ctx(), id)).attachments;
    if (!shown) throw new Error("The message has no attachment.");
    return shown;
  };
  return { id, file };
}

const at = (url: string) => [{ filename: "media-1", contentType: "image/jpeg", url }];
const run = () => fetchMedia(clinic.ports, clinic.clinicId);
const changes = (subjectId: string) =>
  inClinic(clinic.clinicId, (tx) => tx.change.count({ where: { clinicId: clinic.clinicId, subjectId } }));

test("a picture sent by text is fetched with the account's password, kept and shown by what it is", async () => {
  const { attachments } = await pictured(PNG.toString("base64"), "image/jpeg");
  const { id, file } = await filed(attachments);
  expect(await file()).toMatchObject({ state: "fetching", size: 0 });
  const { id: fileId } = await file();
  await expect(getAttachment(clinic.ctx(), fileId)).rejects.toMatchObject({ reason: "not_fetched" });
  const before = await changes(id);
  await Promise.all([run(), run()]);
  expect(await file()).toMatchObject({
    state: "ready",
    size: PNG.byteLength,
    contentType: "image/png",
    filename: "media-1.png",
  });
  expect(Buffer.from((await getAttachment(clinic.ctx(), fileId)).bytes)).toEqual(PNG);
  expect(await changes(id)).toBe(before + 1);
});

test("a picture the vendor no longer has is told as not available, and not asked for again", async () => {
  const { attachments } = await pictured(PNG.toString("base64"));
  const { file } = await filed(at(`${attachments[0]?.url}0`));
  await run();
  const { state, id } = await file();
  expect(state).toBe("unavailable");
  await expect(getAttachment(clinic.ctx(), id)).rejects.toMatchObject({ reason: "gone" });
});

test("what is too large or a program is told as such, and does not keep the rest of its text at the vendor", async () => {
  const erased: string[] = [];
  const answers: Record<string, Media> = {
    "https://vendor.example/1": { content: PNG, contentType: "image/png" },
    "https://vendor.example/2": "too large",
    "https://vendor.example/3": { content: Buffer.from("4d5a9000", "hex"), contentType: "image/jpeg" },
  };
  const vendor: Provider = {
    ...world.provider("twilio"),
    fetchMedia: async (url) => answers[url] ?? "gone",
    erase: async (ref) => {
      erased.push(ref);
    },
  };
  clinic = await suite({ providers: [vendor] });
  const { id } = await filed(Object.keys(answers).flatMap(at));
  await run();
  const { attachments } = await getMessage(clinic.ctx(), id);
  expect(attachments.map(({ state, refused }) => refused ?? state).sort()).toEqual([
    "program",
    "ready",
    "too_large",
  ]);
  await eraseFetched(clinic.ports, clinic.clinicId);
  expect(erased).toHaveLength(1);
});

test("only the vendor's own addresses are ever asked", async () => {
  const { file } = await filed(at("http://169.254.169.254/latest/meta-data"));
  await run();
  expect((await file()).state).toBe("unavailable");
});

test("while the vendor does not answer it is tried at growing pauses, for a day", async () => {
  let asked = 0;
  const silent: Provider = {
    ...world.provider("twilio"),
    fetchMedia: async () => {
      asked += 1;
      return "later";
    },
  };
  clinic = await suite({ providers: [silent] });
  const { file } = await filed(at("http://localhost/media"));
  await run();
  await run();
  expect(asked).toBe(1);
  clinic.time.advance(5_000);
  await run();
  clinic.time.advance(5_000);
  await run();
  expect(asked).toBe(2);
  expect((await file()).state).toBe("fetching");
  clinic.time.advance(24 * 3_600_000);
  await run();
  expect(asked).toBe(3);
  expect((await file()).state).toBe("unavailable");
});

test("once a picture is kept here it is removed at the vendor, picture and words, and asked again until it is", async () => {
  const arrived = await pictured(PNG.toString("base64"));
  let refusals = 1;
  const twilio = world.provider("twilio");
  const busy: Provider = {
    ...twilio,
    erase: async (ref) => {
      refusals -= 1;
      if (refusals >= 0) throw new VendorRefusal("twilio", "erase", "503", true);
      await twilio.erase?.(ref);
    },
  };
  clinic = await suite({ providers: [busy] });
  const id = await inbound(clinic, await patient(clinic), "My card", { attachments: arrived.attachments });
  await inClinic(clinic.clinicId, (tx) =>
    tx.message.update({ where: { id }, data: { inboundRef: arrived.ref } }),
  );
  const erase = () => eraseFetched(clinic.ports, clinic.clinicId);
  const still = async () =>
    typeof (await twilio.fetchMedia?.(arrived.attachments[0]?.url ?? "")) !== "string";
  await erase();
  expect(await still()).toBe(true);
  await run();
  await erase();
  expect(await still()).toBe(true);
  clinic.time.advance(5_000);
  await Promise.all([erase(), erase()]);
  expect(await still()).toBe(false);
  const [shown] = (await getMessage(clinic.ctx(), id)).attachments;
  expect(shown).toMatchObject({ state: "ready", size: PNG.byteLength });
  await run();
  expect((await getAttachment(clinic.ctx(), shown?.id ?? "")).bytes.byteLength).toBe(PNG.byteLength);
});
