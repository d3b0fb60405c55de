import { describe, expect, it, vi } from "vitest";
import { journey, RIGHT } from "@/inngest/testing/journey";
import { SIGNING_KEY, sign } from "@/inngest/testing/wire";
import { addressOf, callBack, type World, world } from "@/inngest/testing/world";
import type { Ports } from "@/lib/ctx";
import { inClinic } from "@/lib/db/transaction";
import { outbound, stored } from "@/lib/testing/messages";
import { patient } from "@/lib/testing/patients";
import { JOBS, type Job } from "@/runner/jobs";

vi.setConfig({ testTimeout: 90_000 });

const MINUTE = 60_000;
const later = ({ clinic }: World, ms: number) => new Date(clinic.time.clock().getTime() + ms);
const runsOf = ({ server }: World, fn: string) =>
  server.runs.filter((run) => run.fn.id === `messaging-hub-${fn}`);

const off = { kind: "rejected", retry: true, reason: "service_down" } as const;
const dead = { kind: "rejected", retry: false, reason: "landline" } as const;

describe("a message with Inngest as its clock", () => {
  it("is driven, retried, and falls back to mail, by the same drive", async () => {
    const here = await world({ text: (_, nth) => (nth === 0 ? off : dead) });
    const [id = ""] = await outbound(here.clinic, await patient(here.clinic), { plan: ["SMS", "EMAIL"] });
    await here.server.play(later(here, 30 * MINUTE), { everyMs: 10 * MINUTE });
    expect([here.texts.length, here.mails.length]).toEqual([2, 1]);
    expect(await stored(here.clinic, id)).toMatchObject({ status: "SENT", channel: "EMAIL" });
  });

  it("sleeps through the night and is sent in the morning", async () => {
    const here = await world({ now: "2026-06-17T04:30:00.000Z" });
    await outbound(here.clinic, await patient(here.clinic));
    await here.server.play(new Date("2026-06-17T13:59:00.000Z"), { everyMs: 3_600_000 });
    expect(here.texts).toHaveLength(0);
    await here.server.play(new Date("2026-06-17T15:00:00.000Z"), { everyMs: 3_600_000 });
    expect(here.texts).toHaveLength(1);
    expect(runsOf(here, "deliver-message").map(({ state }) => state)).toEqual(["done"]);
  });

  it("falls back when the receipt's event wakes it, long before its deadline", async () => {
    const here = await world();
    const maria = await patient(here.clinic);
    const [id = ""] = await outbound(here.clinic, maria, { plan: ["EMAIL", "SMS"] });
    await here.server.play(later(here, MINUTE), { everyMs: 60 * MINUTE });
    expect([here.mails.length, here.texts.length]).toEqual([1, 0]);
    await callBack(here, "EMAIL", here.mails[0], "bounced");
    await here.server.play(later(here, 5_000), { everyMs: 60 * MINUTE });
    expect([here.mails.length, here.texts.length]).toEqual([1, 1]);
    expect(await stored(here.clinic, id)).toMatchObject({ status: "SENT", channel: "SMS" });
    expect(runsOf(here, "deliver-message")).toHaveLength(1);
  });

  it("stops waiting when the receipt says that it arrived", async () => {
    const here = await world();
    const [id = ""] = await outbound(here.clinic, await patient(here.clinic), { plan: ["EMAIL", "SMS"] });
    await here.server.play(later(here, MINUTE), { everyMs: 60 * MINUTE });
    await callBack(here, "EMAIL", here.mails[0], "delivered");
    await here.server.play(later(here, 10_000), { everyMs: 60 * MINUTE });
    expect(await stored(here.clinic, id)).toMatchObject({ status: "DELIVERED" });
    expect(runsOf(here, "deliver-message").map(({ state }) => state)).toEqual(["cancelled"]);
    await here.server.play(later(here, 24 * 60 * MINUTE), { everyMs: 6 * 60 * MINUTE });
    expect(here.texts).toHaveLength(0);
  });

  it("is driven again when the hub did not answer a call", async () => {
    const here = await world();
    const [id = ""] = await outbound(here.clinic, await patient(here.clinic));
    const { clock } = here.clinic.ports;
    let failures = 2;
    here.clinic.ports.clock = () => {
      failures -= 1;
      if (failures >= 0) throw new Error("The process died.");
      return clock();
    };
    await here.server.play(later(here, 5 * MINUTE), { everyMs: 60 * MINUTE });
    expect(await stored(here.clinic, id)).toMatchObject({ status: "SENT" });
    expect(here.texts).toHaveLength(1);
  });
});

describe("a crowd", () => {
  const crowd = async (here: World, count: number) => {
    const people = await Promise.all(Array.from({ length: count }, () => patient(here.clinic)));
    const ids: string[] = [];
    for (const person of people)
      ids.push(...(await outbound(here.clinic, person, { priority: "bulk", body: "Flu shots are here." })));
    return ids;
  };

  it("is one run of its sender's lane, at its pace, and a person's reply is the next of it", async () => {
    const here = await world({ faults: ({ name }) => (name === "message/queued" ? [] : [0]) });
    await inClinic(here.clinic.clinicId, (tx) => tx.sender.updateMany({ data: { rate: 1 } }));
    const ids = await crowd(here, 25);
    await here.clinic.ports.wake(ids);
    const began = here.clinic.time.clock();
    await here.server.play(later(here, 10_000), { everyMs: 60 * MINUTE });
    const before = here.texts.length;
    expect(before).toBeGreaterThan(5);
    expect(before).toBeLessThan(20);
    const carla = await patient(here.clinic);
    await outbound(here.clinic, carla, { priority: "urgent", body: "Please come at 3 instead." });
    await here.server.play(later(here, 50_000), { everyMs: 60 * MINUTE });
    expect(here.texts.findIndex(({ message }) => addressOf(message) === carla.phone)).toBeLessThanOrEqual(
      before + 1,
    );
    expect(here.texts).toHaveLength(26);
    expect(new Set(here.texts.map(({ message }) => addressOf(message))).size).toBe(26);
    expect(runsOf(here, "deliver-lane")).toHaveLength(1);
    expect(here.clinic.time.clock().getTime() - began.getTime()).toBeGreaterThan(25_000);
  });
});

it("a web process that was asked to end leaves a lane after the batch that is under way", async () => {
  const here = await world({ faults: () => [] });
  await inClinic(here.clinic.clinicId, (tx) => tx.sender.updateMany({ data: { rate: 1 } }));
  const people = await Promise.all(Array.from({ length: 6 }, () => patient(here.clinic)));
  for (const person of people) await outbound(here.clinic, person);
  const [item] = await inClinic(here.clinic.clinicId, (tx) =>
    tx.queueItem.findMany({ where: { clinicId: here.clinic.clinicId } }),
  );
  Object.assign(globalThis, { hubLeaves: true });
  const data = { clinicId: here.clinic.clinicId, lane: item?.lane };
  const answer = await here.server
    .call("deliver-lane", { name: "lane/filled", data })
    .finally(() => Reflect.deleteProperty(globalThis, "hubLeaves"));
  expect(answer.status).toBe(206);
  expect(await answer.json()).toMatchObject([{ op: "StepRun", data: { isDue: true } }]);
  expect(here.texts).toHaveLength(1);
});

describe("lost, late and doubled events change nothing", () => {
  async function played(faults: (name: string, index: number) => number[]) {
    let events = 0;
    const stage = await world({
      faults: ({ name }) => faults(name, name === "work/waiting" ? -1 : events++),
    });
    return { end: await journey(stage), events };
  }

  const FAULTS = { lost: [], late: [7 * MINUTE], doubled: [0, 0, 2 * MINUTE] } as const;
  const kinds = Object.keys(FAULTS) as (keyof typeof FAULTS)[];

  it("whichever of them it is", async () => {
    const { events, end } = await played(() => [0]);
    expect(end).toEqual(RIGHT);
    expect(events).toBeGreaterThanOrEqual(7);
    const cases = kinds.flatMap((kind) => Array.from({ length: events }, (_, nth) => ({ kind, nth })));
    const play = async ({ kind, nth }: (typeof cases)[number]) => {
      const { end } = await played((_, index) => (index === nth ? [...FAULTS[kind]] : [0]));
      expect(end, `event ${nth} ${kind}`).toEqual(RIGHT);
    };
    while (cases.length > 0) await Promise.all(cases.splice(0, 4).map(play));
  }, 240_000);

  it.each(kinds)("all of them %s", async (kind) => {
    const { end } = await played(() => [...FAULTS[kind]]);
    expect(end).toEqual(RIGHT);
  });
});

describe("the runner's jobs", () => {
  const counted = (job: Partial<Job>) => {
    const times: Date[] = [];
    const run = async (ports: Ports) => times.push(ports.clock()) === 1;
    return { times, job: { name: "job", everyMs: 2_000, run, ...job } };
  };

  it("run by the minute, in rounds where their pace is shorter, and hourly where it is longer", async () => {
    const fast = counted({ name: "fast" });
    const slow = counted({ name: "slow", everyMs: 60 * MINUTE });
    const here = await world({ jobs: [fast.job, slow.job] });
    await here.server.play(later(here, 2 * MINUTE), { everyMs: MINUTE });
    // Seven of the first minute, one of them because the first asked for more; the second has just begun.
    expect(fast.times.length).toBeGreaterThanOrEqual(7);
    const crons = (await here.server.register(here.app)).flatMap(({ triggers }) => triggers);
    expect(crons).toContainEqual({ cron: "17 * * * *" });
  });

  it("that hear a wake are done within a second or two of it, however many wakes there were", async () => {
    const own = counted({ hears: true });
    const here = await world({ jobs: [own.job] });
    const [vendor = ""] = Object.keys(here.clinic.ports.providers);
    for (let count = 0; count < 20; count += 1) here.clinic.ports.wake([vendor]);
    const at = here.clinic.time.clock().getTime();
    await here.server.play(later(here, 5_000));
    expect(own.times.length).toBe(2);
    expect((own.times[0]?.getTime() ?? 0) - at).toBeLessThanOrEqual(2_000);
  });

  it("are all there: receipts, pictures, imports, bulks, failover, snoozed threads, retention", async () => {
    const here = await world({ jobs: JOBS });
    const ids = (await here.server.register(here.app)).map(({ id }) => id.replace("messaging-hub-", ""));
    for (const { name, hears } of JOBS)
      expect(ids).toEqual(expect.arrayContaining([...(hears ? [name] : []), `${name}-sweep`]));
    expect(ids).toEqual(expect.arrayContaining(["webhooks", "bulks", "imports", "tidy-sweep"]));
  });
});

describe("what the server is told", () => {
  it("registers every function with its retries, and those that send keyed by clinic and sender", async () => {
    const { server, app } = await world();
    const functions = await server.register(app);
    expect(functions.map(({ id }) => id.replace("messaging-hub-", ""))).toEqual([
      "deliver-message",
      "deliver-lane",
      "sweep",
      "webhooks",
      "webhooks-sweep",
    ]);
    for (const { id, steps } of functions) expect(steps.step.retries?.attempts, id).toBeGreaterThan(0);
    const [one, lane] = functions;
    expect(one).toMatchObject({
      concurrency: [{ key: "event.data.clinicId" }, { key: "event.data.lane" }],
      throttle: { key: "event.data.lane" },
      priority: { run: expect.stringContaining("event.data.priority") },
      singleton: { mode: "skip", key: "event.data.messageId" },
      cancel: [{ event: "message/rested", if: "event.data.messageId == async.data.messageId" }],
    });
    expect(lane).toMatchObject({
      concurrency: [{ key: "event.data.clinicId" }, { limit: 1, key: "event.data.lane" }],
      singleton: { mode: "skip", key: "event.data.lane" },
    });
  });

  it("names nobody: ids only", async () => {
    const here = await world();
    const maria = await patient(here.clinic);
    const [id = ""] = await outbound(here.clinic, maria);
    await here.server.play(later(here, MINUTE));
    const words = JSON.stringify(here.server.sent);
    for (const secret of [maria.phone, maria.email, "Friday", "Maria"]) expect(words).not.toContain(secret);
    const queued = here.server.sent.find(({ name }) => name === "message/queued");
    expect(Object.keys(queued?.data ?? {}).sort()).toEqual(["clinicId", "lane", "messageId", "priority"]);
    expect(queued?.data).toMatchObject({ clinicId: here.clinic.clinicId, messageId: id });
  });

  it("obeys nobody without the signing key", async () => {
    const { server, app } = await world();
    const event = { id: "1", name: "message/queued", data: {} };
    const forged = sign({ another: "body" }, `${SIGNING_KEY}0`);
    expect((await server.call("deliver-message", event, forged)).status).toBe(401);
    const unsigned = new Request("http://hub.test/api/inngest", { method: "PUT", body: "{}" });
    expect((await app(unsigned)).status).toBe(401);
  });
});
