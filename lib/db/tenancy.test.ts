import pg from "pg";
import { v7 as uuid } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase } from "@/lib/db/client";
import { read } from "@/lib/db/read";
import { touch } from "@/lib/db/touch";
import { write } from "@/lib/db/write";
import { type Suite, suite } from "@/lib/testing/ctx";
import { patient } from "@/lib/testing/patients";

/** Ids and times, or the installation's own: docs/decisions/002 says why. */
const OUTSIDE = ["Lane", "QueueItem", "WebhookEvent"];

const app = new pg.Client({ connectionString: process.env.DATABASE_URL });
let here: Suite;
let there: Suite;

beforeAll(async () => {
  await app.connect();
  here = await suite();
  there = await suite();
  await patient(there);
});
afterAll(() => Promise.all([app.end(), closeDatabase()]));

async function tables(): Promise<{ name: string; policed: boolean }[]> {
  const { rows } = await app.query<{ name: string; policed: boolean }>(`
    SELECT c.relname AS name, c.relrowsecurity AND EXISTS (
      SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'own_clinic') AS policed
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'clinicId' AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY c.relname`);
  return rows;
}

async function inside<T>(clinicId: string, work: () => Promise<T>): Promise<T> {
  await app.query("BEGIN");
  await app.query("SELECT set_config('app.clinic_id', $1, true)", [clinicId]);
  return work().finally(() => app.query("ROLLBACK"));
}

test("row-level security stands under every table that carries a clinic's id", async () => {
  const all = await tables();
  expect(all.length).toBeGreaterThan(25);
  expect(all.filter(({ policed }) => !policed).map(({ name }) => name)).toEqual(OUTSIDE);
});

test("no table shows a row of another clinic, whatever the query asks for", async () => {
  for (const { name } of (await tables()).filter(({ policed }) => policed)) {
    const { rows } = await inside(here.clinicId, () =>
      app.query(`SELECT count(*)::int AS foreign FROM "${name}" WHERE "clinicId" <> $1`, [here.clinicId]),
    );
    expect([name, rows]).toEqual([name, [{ foreign: 0 }]]);
  }
  const unnamed = await app.query('SELECT count(*)::int AS people FROM "Patient"');
  expect(unnamed.rows).toEqual([{ people: 0 }]);
});

test("nobody writes into another clinic", async () => {
  const insert = () =>
    app.query('INSERT INTO "Team" (id, "clinicId", name) VALUES ($1, $2, $3)', [
      uuid(),
      there.clinicId,
      "Ours",
    ]);
  await expect(inside(here.clinicId, insert)).rejects.toThrow("row-level security");
  const change = () =>
    app.query('UPDATE "Patient" SET "lastName" = $2 WHERE "clinicId" = $1', [there.clinicId, "Taken"]);
  expect(await inside(here.clinicId, change)).toMatchObject({ rowCount: 0 });
});

test("no row of one clinic points at a person of another", async () => {
  const { id: teamId } = await write(here.ctx("admin"), async (tx, audit) => {
    audit({ action: "team.created", subjectKind: "team" });
    return tx.team.create({ data: { clinicId: here.clinicId, name: "Desk" } });
  });
  const join = (staffId: string) =>
    inside(here.clinicId, () =>
      app.query('INSERT INTO "TeamMember" ("teamId", "staffId", "clinicId") VALUES ($1, $2, $3)', [
        teamId,
        staffId,
        here.clinicId,
      ]),
    );
  expect(await join(here.staff.admin)).toMatchObject({ rowCount: 1 });
  await expect(join(there.staff.admin)).rejects.toThrow("foreign key");
});

test("a read changes nothing, and neither a touch nor a write joins one", async () => {
  const ctx = here.ctx();
  const data = { clinicId: here.clinicId, name: "By the way" };
  await expect(read(ctx, (tx) => tx.team.create({ data }))).rejects.toThrow("read-only");
  await expect(read(ctx, () => touch(ctx, async () => undefined))).rejects.toThrow("only reads");
  await expect(read(ctx, () => write(ctx, async () => undefined))).rejects.toThrow("only reads");
});
