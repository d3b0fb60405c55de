import pg from "pg";
import { v7 as uuid } from "uuid";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/lib/db/client";
import { inClinic } from "@/lib/db/transaction";
import { env } from "@/lib/env";
import { recordChanges } from "@/lib/live/changes";
import { pruneChanges } from "@/lib/live/commands";
import { encodePlace, type LivePlace } from "@/lib/live/cursor";
import { liveHub } from "@/lib/live/hub";
import { currentPlace, readChanges } from "@/lib/live/queries";
import type { LiveEvent } from "@/lib/live/schema";
import { installPorts } from "@/lib/ports";
import { type Suite, suite } from "@/lib/testing/ctx";

let here: Suite;
let there: Suite;

beforeAll(async () => {
  here = await suite();
  there = await suite();
  installPorts({ clock: here.time.clock });
});
afterAll(async () => {
  await liveHub().close();
  await closeDatabase();
});

/** Until every transaction of the server that is older has ended, also those of the other worker's database. */
async function settled(): Promise<void> {
  const { pool } = database();
  const [{ xid }] = (await pool.query("SELECT pg_current_xact_id()::text AS xid")).rows;
  const isPast = "SELECT pg_snapshot_xmin(pg_current_snapshot()) > $1::xid8 AS past";
  await vi.waitFor(
    async () => expect((await pool.query(isPast, [xid])).rows).toEqual([{ past: true }]),
    15_000,
  );
}
beforeEach(settled);

const place = (clinicId: string) => currentPlace(clinicId, here.time.clock());
const read = (from: LivePlace, clinicId = here.clinicId) => readChanges(clinicId, from, here.time.clock());

async function change(which: Suite, subjectId = uuid()): Promise<string> {
  await inClinic(which.clinicId, (tx) => recordChanges(tx, which.ctx(), [{ kind: "message", subjectId }]));
  return subjectId;
}

/** A transaction that has taken its place in the log and commits when the test says so. */
async function lateChange(which: Suite) {
  const client = new pg.Client({ connectionString: env().databaseUrl });
  await client.connect();
  const subjectId = uuid();
  await client.query("BEGIN");
  await client.query("SELECT set_config('app.clinic_id', $1, true)", [which.clinicId]);
  await client.query(
    `INSERT INTO "Change" ("clinicId", "kind", "subjectId", "at") VALUES ($1, 'message', $2, $3)`,
    [which.clinicId, subjectId, which.time.clock()],
  );
  return {
    subjectId,
    commit: async () => {
      await client.query("COMMIT");
      await client.end();
    },
  };
}

function hear(clinicId: string, from: LivePlace) {
  const events: LiveEvent[] = [];
  const cursors: string[] = [];
  const leave = liveHub().subscribe(clinicId, {
    place: from,
    tell: (event, cursor) => {
      events.push(event);
      cursors.push(cursor);
    },
  });
  const subjects = () =>
    events.flatMap((each) => (each.event === "changes" ? each.data.map((one) => one.subjectId) : []));
  return { events, cursors, subjects, leave };
}

test("a change that commits late is told, though a later one was told before it", async () => {
  const from = await place(here.clinicId);
  const late = await lateChange(here);
  const early = await change(here);
  const first = await read(from);
  expect(first.changes).toEqual([]);
  expect(first.shadowed.map((each) => each.change.subjectId)).toEqual([early]);
  expect(encodePlace(first.place)).toBe(encodePlace(from));
  await late.commit();
  await settled();
  const second = await read(first.place);
  expect(second.changes.map((each) => each.change.subjectId)).toEqual([late.subjectId, early]);
  expect((await read(second.place)).changes).toEqual([]);
});

test("a listener hears an early change at once and once, and the late one when it commits", async () => {
  const late = await lateChange(here);
  const listener = hear(here.clinicId, await place(here.clinicId));
  const early = await change(here);
  await vi.waitFor(() => expect(listener.subjects()).toEqual([early]), 15_000);
  await late.commit();
  await vi.waitFor(() => expect(listener.subjects()).toEqual([early, late.subjectId]), 15_000);
  listener.leave();
});

test("a screen that was away catches up from its cursor before it is told that it has", async () => {
  const from = await place(here.clinicId);
  const missed = [await change(here), await change(here)];
  const listener = hear(here.clinicId, from);
  await vi.waitFor(() => expect(listener.events.at(-1)?.event).toBe("caught-up"), 15_000);
  expect(listener.subjects()).toEqual(missed);
  listener.leave();
});

test("more changes than one round holds arrive complete and in order", async () => {
  const from = await place(here.clinicId);
  const ids = Array.from({ length: 1_203 }, () => uuid());
  const changes = ids.map((subjectId) => ({ kind: "message" as const, subjectId }));
  await inClinic(here.clinicId, (tx) => recordChanges(tx, here.ctx(), changes));
  const listener = hear(here.clinicId, from);
  await vi.waitFor(() => expect(listener.events.at(-1)?.event).toBe("caught-up"), 15_000);
  expect(listener.subjects()).toEqual(ids);
  listener.leave();
});

test("more changes than one round holds are told while an older transaction still runs, and none twice", async () => {
  const from = await place(here.clinicId);
  const late = await lateChange(here);
  const ids = Array.from({ length: 1_203 }, () => uuid());
  const changes = ids.map((subjectId) => ({ kind: "message" as const, subjectId }));
  await inClinic(here.clinicId, (tx) => recordChanges(tx, here.ctx(), changes));
  const listener = hear(here.clinicId, from);
  await vi.waitFor(() => expect(listener.events.at(-1)?.event).toBe("caught-up"), 15_000);
  expect(listener.subjects()).toEqual(ids);
  await late.commit();
  await vi.waitFor(() => expect(listener.subjects()).toEqual([...ids, late.subjectId]), 15_000);
  await settled();
  const last = await change(here);
  await vi.waitFor(() => expect(listener.subjects().at(-1)).toBe(last), 15_000);
  expect(listener.subjects()).toHaveLength(ids.length + 2);
  listener.leave();
});

test("a clinic never hears another clinic's changes", async () => {
  const [mine, theirs] = [
    hear(here.clinicId, await place(here.clinicId)),
    hear(there.clinicId, await place(there.clinicId)),
  ];
  const subject = await change(there);
  await vi.waitFor(() => expect(theirs.subjects()).toEqual([subject]), 15_000);
  await change(here);
  await vi.waitFor(() => expect(mine.subjects()).toHaveLength(1), 15_000);
  expect(mine.subjects()).not.toContain(subject);
  expect(theirs.subjects()).toEqual([subject]);
  mine.leave();
  theirs.leave();
});

test("a listening connection that breaks comes back, and what was missed is told", async () => {
  const listener = hear(here.clinicId, await place(here.clinicId));
  await vi.waitFor(() => expect(listener.events).toHaveLength(1), 15_000);
  await database().pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE query = 'LISTEN hub_live' AND datname = current_database() AND usename = current_user`,
  );
  const subject = await change(here);
  await vi.waitFor(() => expect(listener.subjects()).toEqual([subject]), 15_000);
  listener.leave();
});

test("a cursor older than the log, or of another database, starts over", async () => {
  const from = await place(here.clinicId);
  const old = await read({ ...from, at: from.at - 24 * 3_600_000 });
  expect(old.reset).toBe(true);
  expect((await read({ ...from, xid: from.xid + 1_000_000n })).reset).toBe(true);
  expect((await read(old.place)).reset).toBe(false);
});

test("changes older than a day are forgotten, younger ones are not", async () => {
  const from = await place(there.clinicId);
  const old = await change(there);
  there.time.advance(23 * 3_600_000);
  const young = await change(there);
  there.time.advance(2 * 3_600_000);
  expect(await pruneChanges(there.ports)).toBeGreaterThan(0);
  await settled();
  const left = (await readChanges(there.clinicId, from, here.time.clock())).changes;
  expect(left.map((each) => each.change.subjectId)).toEqual([young]);
  expect(left.map((each) => each.change.subjectId)).not.toContain(old);
});
