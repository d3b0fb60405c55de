import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it, test } from "vitest";
import { inClinic } from "@/lib/db/transaction";
import { env } from "@/lib/env";
import { keepFile, pruneFiles } from "@/lib/files/commands";
import { moveFiles } from "@/lib/files/moving/commands";
import { readFile } from "@/lib/files/queries";
import { storeAt } from "@/lib/files/stores";
import { diskStore } from "@/lib/providers/stores/disk";
import type { ObjectStore } from "@/lib/providers/stores/port";
import { s3Store } from "@/lib/providers/stores/s3";
import { type ContractWorld, contractWorld } from "@/lib/testing/contract-world";
import { type Suite, suite } from "@/lib/testing/ctx";
import type { FilePlace } from "@/prisma/generated/enums";

const PLACES: FilePlace[] = ["database", "disk", "s3"];
const BYTES = Buffer.from("%PDF-1.7 a form");
const SHA = createHash("sha256").update(BYTES).digest("hex");
let world: ContractWorld;
let folder: string;
let clinic: Suite;

beforeAll(async () => {
  world = await contractWorld();
  folder = await mkdtemp(join(tmpdir(), "hub-files-"));
}, 180_000);
beforeEach(async () => {
  clinic = await suite();
  Object.assign(env(), { dataDir: folder, s3: world.s3, filesStore: "database" });
});
afterAll(async () => {
  await world.stop();
  await rm(folder, { recursive: true, force: true });
});

const system = () => clinic.ctx({ kind: "system", job: "files" });
const keep = () =>
  inClinic(clinic.clinicId, (tx) => keepFile(tx, system(), { bytes: BYTES, contentType: "application/pdf" }));
const rows = () =>
  inClinic(clinic.clinicId, (tx) =>
    tx.storedFile.findMany({
      where: { clinicId: clinic.clinicId },
      select: { place: true, key: true, content: true },
    }),
  );
async function work() {
  for (let turn = 0; turn < 5; turn += 1) await moveFiles(system());
}
/** Kept, and carried to this place. */
async function keptAt(place: FilePlace) {
  Object.assign(env(), { filesStore: place });
  await keep();
  await work();
  const [row] = await rows();
  if (!row) throw new Error("Nothing was kept.");
  return row;
}
/** What the store itself has under the name that the file bears there. */
const lying = (place: FilePlace, key: string | null) =>
  place === "database" || !key ? null : storeAt(place)?.get(key);

test.each(PLACES)("kept at %s: once by its hash, read, and gone when nobody names it", async (place) => {
  const first = await keptAt(place);
  await Promise.all([keep(), keep()]);
  await work();
  expect(await rows()).toEqual([first]);
  expect(first.place).toBe(place);
  expect(Buffer.from((await readFile(system(), SHA)) ?? [])).toEqual(BYTES);
  expect(await readFile(system(), "0".repeat(64))).toBeNull();
  expect(first.content === null).toBe(place !== "database");
  clinic.time.advance(25 * 3_600_000);
  await pruneFiles(system());
  await work();
  expect(await rows()).toEqual([]);
  expect(await readFile(system(), SHA)).toBeNull();
  expect(await lying(place, first.key)).toBeNull();
});

test.each(PLACES)(
  "from %s a file moves to every other place, and stays readable after the setting changed",
  async (from) => {
    const before = await keptAt(from);
    for (const to of PLACES.filter((place) => place !== from)) {
      Object.assign(env(), { filesStore: to });
      expect(Buffer.from((await readFile(system(), SHA)) ?? [])).toEqual(BYTES);
      await work();
      const [row] = await rows();
      expect(row?.place).toBe(to);
      expect(Buffer.from((await readFile(system(), SHA)) ?? [])).toEqual(BYTES);
    }
    expect(await lying(from, before.key)).toBeNull();
    const left = await inClinic(clinic.clinicId, (tx) =>
      tx.fileRemoval.count({ where: { clinicId: clinic.clinicId } }),
    );
    expect(left).toBe(0);
  },
);

test.each(["disk", "s3"] as const)(
  "other bytes under its name at %s are noticed, and never handed out",
  async (place) => {
    const { key } = await keptAt(place);
    await storeAt(place)?.put(key ?? "", Buffer.from("something else"));
    expect(await readFile(system(), SHA)).toBeNull();
    await storeAt(place)?.remove(key ?? "");
    expect(await readFile(system(), SHA)).toBeNull();
  },
);

test("while the bucket does not answer, files stay in the database, and what lies there is said to be away", async () => {
  const { key } = await keptAt("s3");
  Object.assign(env(), { s3: { ...world.s3, endpoint: "http://127.0.0.1:9" } });
  await expect(readFile(system(), SHA)).rejects.toMatchObject({
    code: "unavailable",
    reason: "files_unreachable",
  });
  const other = Buffer.from("another form");
  await inClinic(clinic.clinicId, (tx) =>
    keepFile(tx, system(), { bytes: other, contentType: "text/plain" }),
  );
  await work();
  const sha = createHash("sha256").update(other).digest("hex");
  expect(Buffer.from((await readFile(system(), sha)) ?? [])).toEqual(other);
  Object.assign(env(), { s3: world.s3 });
  clinic.time.advance(11 * 60_000);
  await work();
  expect((await rows()).map(({ place }) => place)).toEqual(["s3", "s3"]);
  expect(await storeAt("s3")?.get(key ?? "")).not.toBeNull();
  // The try that found no bucket had noted its bytes; an hour later they are looked for.
  clinic.time.advance(61 * 60_000);
  await work();
  expect(Buffer.from((await readFile(system(), sha)) ?? [])).toEqual(other);
});

const KEY = `${"0".repeat(8)}-0000-7000-8000-${"0".repeat(12)}/${SHA}`;
const STORES: [string, () => ObjectStore][] = [
  ["disk", () => diskStore(join(folder, "port"))],
  ["s3", () => s3Store(world.s3)],
];

it.each(STORES)("%s: put twice is one object; get, remove, absent", async (_, make) => {
  const store = make();
  expect(await store.trouble()).toBeNull();
  expect(await store.get(KEY)).toBeNull();
  await store.put(KEY, BYTES);
  await store.put(KEY, BYTES);
  expect(Buffer.from((await store.get(KEY)) ?? [])).toEqual(BYTES);
  await store.remove(KEY);
  await store.remove(KEY);
  expect(await store.get(KEY)).toBeNull();
  await expect((async () => store.put("../etc/passwd", BYTES))()).rejects.toThrow(
    "names a clinic and a hash",
  );
});

it("on a disk a file is whole or not there, and nobody else's to read", async () => {
  const store = diskStore(join(folder, "modes"));
  await store.put(KEY, BYTES);
  const [clinicFolder = ""] = await readdir(join(folder, "modes"));
  const inside = join(folder, "modes", clinicFolder);
  expect(await readdir(inside)).toEqual([SHA]);
  expect(((await stat(join(inside, SHA))).mode & 0o777).toString(8)).toBe("600");
  expect(((await stat(inside)).mode & 0o777).toString(8)).toBe("700");
  // What a crash in the middle of writing leaves is no file.
  await writeFile(join(inside, `${SHA.replace(/^./, "0")}.1.part`), "half");
  expect(await store.get(KEY.replace(/\/./, "/0"))).toBeNull();
});

it("a bucket says in words what is wrong with its settings, and keeps what it has encrypted", async () => {
  const told = (change: Partial<ContractWorld["s3"]>) => s3Store({ ...world.s3, ...change }).trouble();
  expect(await told({ secretAccessKey: "wrong" })).toContain("S3_SECRET_ACCESS_KEY");
  expect(await told({ bucket: "no-such" })).toContain("S3_BUCKET");
  expect(await told({ endpoint: "http://127.0.0.1:9" })).toContain("S3_ENDPOINT");
  await expect(s3Store({ ...world.s3, secretAccessKey: "wrong" }).put(KEY, BYTES)).rejects.toMatchObject({
    name: "StoreRefusal",
    code: "403",
  });
  await s3Store(world.s3).put(KEY, BYTES);
  const { objects } = await world.control<{ objects: unknown[] }>("GET", "/_sim/objects");
  expect(objects).toContainEqual({ key: KEY, size: BYTES.byteLength, encryption: "AES256" });
});
