import { createHash, randomBytes } from "node:crypto";
import { v7 as uuid } from "uuid";
import { expect, test } from "vitest";
import { z } from "zod";
import { PERMISSIONS, type Permission } from "@/lib/auth/permissions";
import { inClinic, inInstallation } from "@/lib/db/transaction";
import { download } from "@/lib/http/download";
import { AllowanceSpent, Allowances, pruneAllowances, takeTokens } from "@/lib/http/limits/commands";
import { headersOf, tokensAt } from "@/lib/http/limits/rules";
import { route } from "@/lib/http/route";
import { stream } from "@/lib/http/stream";
import { installPorts } from "@/lib/ports";
import { fakeClock } from "@/lib/testing/clock";
import { NOON, suite } from "@/lib/testing/ctx";

const MINUTE = { burst: 500, perSecond: 50 };

test("a balance refills with time, up to the burst, and never because a clock is behind", () => {
  const at = new Date(NOON);
  const after = (ms: number) => new Date(at.getTime() + ms);
  const balance = { tokens: 10, refilledAt: at };
  expect([0, 1_000, 60_000, -5_000].map((ms) => tokensAt(balance, MINUTE, after(ms)))).toEqual([
    10, 60, 500, 10,
  ]);
  expect(headersOf(499, MINUTE)).toEqual({
    "RateLimit-Limit": "500",
    "RateLimit-Remaining": "499",
    "RateLimit-Reset": "1",
    "RateLimit-Policy": "3000;w=60;burst=500",
  });
});

test("four processes together let through the burst and no more, then what a second brings", async () => {
  const id = `key:${uuid()}`;
  const time = fakeClock(NOON);
  const processes = [1, 2, 3, 4].map(() => new Allowances(new Map()));
  const ask = async (count: number) => {
    const tries = Array.from({ length: count }, (_, n) => processes[n % 4]?.spend(id, MINUTE, time.clock));
    const ends = await Promise.allSettled(tries);
    const refused = ends.flatMap((end) => (end.status === "rejected" ? [end.reason] : []));
    expect(refused.every((reason) => reason instanceof AllowanceSpent)).toBe(true);
    return count - refused.length;
  };
  let through = 0;
  for (let round = 0; round < 15; round += 1) through += await ask(48);
  expect(through).toBe(500);
  time.advance(1_000);
  await new Promise((resolve) => setTimeout(resolve, 25));
  expect(await takeTokens(id, 100, MINUTE, time.clock())).toEqual({ granted: 50, left: 0 });
});

test("a whole burst at the same moment goes through one process", async () => {
  const own = new Allowances(new Map());
  const { clock } = fakeClock(NOON);
  const id = `key:${uuid()}`;
  const ends = await Promise.allSettled(Array.from({ length: 520 }, () => own.spend(id, MINUTE, clock)));
  const refused = ends.flatMap((end) => (end.status === "rejected" ? [end.reason] : []));
  expect(refused).toHaveLength(20);
  expect(refused.every(({ headers }) => headers["RateLimit-Remaining"] === "0")).toBe(true);
});

test("a key that asks too often gets 429 with the time to come again, and each answer says what is left", async () => {
  const clinic = await suite();
  installPorts(clinic.ports);
  const secret = `hub_${randomBytes(32).toString("base64url")}`;
  const hash = createHash("sha256").update(secret).digest("hex");
  const { id } = await inClinic(clinic.clinicId, (tx) =>
    tx.apiKey.create({
      data: {
        clinicId: clinic.clinicId,
        name: "often",
        prefix: "hub_",
        hash,
        scopes: [...PERMISSIONS],
        createdBy: "x",
        createdAt: clinic.time.clock(),
      },
    }),
  );
  const spec = { permission: "message.read", summary: "x", returns: z.object({}) } as const;
  const handle = route(spec, async () => ({}));
  const call = () =>
    handle(
      new Request("http://localhost:3000/api/v1/x", { headers: { authorization: `Bearer ${secret}` } }),
      {
        params: Promise.resolve({}),
      },
    );
  const first = await call();
  expect([first.status, first.headers.get("RateLimit-Remaining")]).toEqual([200, "499"]);
  await takeTokens(`key:${id}`, 500, MINUTE, clinic.time.clock());
  for (let n = 0; n < 19; n += 1) await call();
  const refused = await call();
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(0);
  expect(refused.headers.get("RateLimit-Remaining")).toBe("0");
  expect(await refused.json()).toMatchObject({ code: "rate_limited", reason: "too_many" });
});

async function keyWith(scopes: readonly Permission[]) {
  const clinic = await suite();
  installPorts(clinic.ports);
  const secret = `hub_${randomBytes(32).toString("base64url")}`;
  const hash = createHash("sha256").update(secret).digest("hex");
  const { id } = await inClinic(clinic.clinicId, (tx) =>
    tx.apiKey.create({
      data: {
        clinicId: clinic.clinicId,
        name: "spent",
        prefix: "hub_",
        hash,
        scopes: [...scopes],
        createdBy: "x",
        createdAt: clinic.time.clock(),
      },
    }),
  );
  return { id, secret, clinic };
}

const asked = (headers: Record<string, string>) => new Request("http://localhost:3000/api/v1/x", { headers });
const segment = { params: Promise.resolve({}) };

test("files, streams and what a key may not do are counted like everything else", async () => {
  const { id, secret, clinic } = await keyWith(["message.read"]);
  const headers = { authorization: `Bearer ${secret}` };
  await takeTokens(`key:${id}`, 499, MINUTE, clinic.time.clock());
  const refused = route(
    { permission: "message.send", summary: "x", returns: z.object({}) },
    async () => ({}),
  );
  expect((await refused(asked(headers), segment)).status).toBe(403);
  const file = { bytes: new Uint8Array([1]), contentType: "text/plain", filename: "x.txt" };
  const answers = [
    await refused(asked(headers), segment),
    await download({ permission: "message.read", summary: "x" }, async () => file)(asked(headers), segment),
    await stream(
      { permission: "message.read", summary: "x" },
      async () => new ReadableStream(),
    )(asked(headers)),
  ];
  for (const answer of answers) {
    expect(answer.status).toBe(429);
    expect(answer.headers.get("RateLimit-Remaining")).toBe("0");
  }
});

test("bearers that are nobody's are counted by the nearest address, whatever the caller says of himself", async () => {
  const { secret } = await keyWith(["message.read"]);
  const handle = route({ permission: "message.read", summary: "x", returns: z.object({}) }, async () => ({}));
  const from = uuid();
  const ask = async (bearer: string, forwarded: string) =>
    (await handle(asked({ authorization: `Bearer ${bearer}`, "x-forwarded-for": forwarded }), segment))
      .status;
  const answers: number[] = [];
  for (let n = 0; n < 61; n += 1) answers.push(await ask(`hub_${uuid()}`, `10.0.0.${n}, ${from}`));
  expect(answers).toEqual([...Array(60).fill(401), 429]);
  expect(await ask(`hub_${uuid()}`, uuid())).toBe(401);
  expect(await ask(secret, from)).toBe(200);
});

test("allowances that nobody touched for a day are forgotten", async () => {
  const [old, young] = [`unknown:${uuid()}`, `unknown:${uuid()}`];
  const time = fakeClock("2020-01-01T00:00:00.000Z");
  await takeTokens(old, 1, MINUTE, time.clock());
  time.advance(86_400_001);
  await takeTokens(young, 1, MINUTE, time.clock());
  await pruneAllowances(time.clock());
  const kept = await inInstallation(
    (tx) => tx.$queryRaw<{ id: string }[]>`SELECT id FROM "Allowance" WHERE id IN (${old}, ${young})`,
  );
  expect(kept).toEqual([{ id: young }]);
});

test("a client far below a strict limit keeps its burst, whichever process it meets", async () => {
  const id = `key:${uuid()}`;
  const strict = { burst: 500, perSecond: 1 };
  const time = fakeClock(NOON);
  for (let index = 0; index < 40; index += 1) {
    // What a process took for the next two seconds and did not use is lost.
    await new Allowances(new Map()).spend(id, strict, time.clock);
    time.advance(2_000);
  }
  expect((await takeTokens(id, 500, strict, time.clock())).granted).toBeGreaterThan(450);
});

test("a patient who tries again a while later still has tries left, in every process", async () => {
  const id = `link:${uuid()}`;
  const { clock } = fakeClock(NOON);
  const tries = 12;
  for (let index = 0; index < tries; index += 1) {
    // A process of its own each time: what it took and did not use is lost.
    await new Allowances(new Map()).spend(id, { burst: tries, perSecond: 0.1 }, clock);
  }
  await expect(
    new Allowances(new Map()).spend(id, { burst: tries, perSecond: 0.1 }, clock),
  ).rejects.toBeInstanceOf(AllowanceSpent);
});
