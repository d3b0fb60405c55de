import { readFileSync } from "node:fs";
import { serve } from "inngest/next";
import { expect, it, vi } from "vitest";
import { openInngest } from "@/inngest/client";
import { functionsOf } from "@/inngest/functions";
import { journey, RIGHT } from "@/inngest/testing/journey";
import type { App } from "@/inngest/testing/server";
import { SIGNING_KEY } from "@/inngest/testing/wire";
import { appOf, WEBHOOKS, type World, world } from "@/inngest/testing/world";
import { createBulk } from "@/lib/bulk/commands";
import { getBulk } from "@/lib/bulk/queries";
import { SendBulk } from "@/lib/bulk/schema";
import { runBulks } from "@/lib/bulk/work/commands";
import { crowd } from "@/lib/testing/crowd";
import { outboundToAll } from "@/lib/testing/messages";
import { JOBS } from "@/runner/jobs";

/** The same clinic's hub on another machine: a client and functions of its own. */
function machine({ clinic, server }: World): App {
  const settings = { eventKey: "test", signingKey: SIGNING_KEY, baseUrl: "http://inngest.test" };
  const client = openInngest(settings, { fetch: server.fetch });
  const options = { clinicId: clinic.clinicId, jobs: WEBHOOKS, pause: async () => undefined };
  const functions = functionsOf(client, clinic.ports, options);
  return appOf(serve({ client, functions, enableUnauthedSync: false }));
}

vi.setConfig({ testTimeout: 60_000 });
const MINUTE = 60_000;

it("runs every function of the app to its end by signed calls to the real handlers", async () => {
  const ran = new Set<string>();
  const idle = (name: string) => async () => {
    ran.add(name);
    return false;
  };
  const here = await world({ jobs: JOBS.map((job) => ({ ...job, run: idle(job.name) })) });
  const people = (await crowd(here.clinic, 13)).map(({ id, conversationId }) => ({ id, conversationId }));
  const ids = await outboundToAll(here.clinic, people.slice(0, 12));
  await here.clinic.ports.wake(ids);
  await outboundToAll(here.clinic, people.slice(12));
  here.clinic.ports.wake(Object.keys(here.clinic.ports.providers));
  const until = new Date(here.clinic.time.clock().getTime() + 5 * MINUTE);
  await here.server.play(until, { everyMs: 2 * MINUTE });
  const states = new Map<string, string[]>();
  for (const { fn, state } of here.server.runs) states.set(fn.id, [...(states.get(fn.id) ?? []), state]);
  const functions = await here.server.register(here.app);
  expect(functions.filter(({ id }) => !states.get(id)?.includes("done")).map(({ id }) => id)).toEqual([]);
  expect(here.server.runs.filter(({ state }) => state === "failed")).toEqual([]);
  expect([...ran].sort()).toEqual(JOBS.map(({ name }) => name).sort());
  expect(here.texts).toHaveLength(13);
});

it("a bulk is expanded by a function and goes in batches: a handful of runs for all of it", async () => {
  const bulks = JOBS.filter(({ name }) => name === "bulks");
  let clinicId = "";
  const here = await world({
    jobs: bulks.map((job) => ({ ...job, run: (ports) => runBulks(ports, clinicId) })),
  });
  clinicId = here.clinic.clinicId;
  const people = await crowd(here.clinic, 60);
  const audience = { kind: "patients", patientIds: people.map(({ id }) => id) };
  const given = { name: "Recall", body: "Please call us.", channel: "SMS", audience };
  const id = await createBulk(here.clinic.ctx("admin"), SendBulk.parse(given));
  const until = new Date(here.clinic.time.clock().getTime() + 2 * MINUTE);
  await here.server.play(until, { everyMs: MINUTE });
  expect(here.texts).toHaveLength(60);
  expect((await getBulk(here.clinic.ctx("admin"), id)).counts).toMatchObject({ sent: 60, waiting: 0 });
  const runs = here.server.runs.filter(({ fn }) => /deliver-(?:lane|message)$/.test(fn.id));
  expect(runs.length).toBeLessThanOrEqual(5);
});

it("two machines that answer the server's calls in turn end the journey as one does", async () => {
  const here = await world();
  const machines = [here.app, machine(here)];
  let calls = 0;
  const taken = [0, 0];
  await here.server.register((request) => {
    const nth = calls++ % 2;
    taken[nth] = (taken[nth] ?? 0) + 1;
    return (machines[nth] ?? here.app)(request);
  });
  expect(await journey(here)).toEqual(RIGHT);
  for (const count of taken) expect(count).toBeGreaterThan(5);
});

it("the SDK is pinned to the letter: a minor version may speak otherwise", () => {
  const { dependencies } = JSON.parse(readFileSync("package.json", "utf8"));
  expect(dependencies.inngest).toMatch(/^\d+\.\d+\.\d+$/);
});
