import pg from "pg";
import { afterAll, expect, it } from "vitest";
import { suite } from "@/lib/testing/ctx";
import { patient } from "@/lib/testing/patients";
import { rehearse } from "@/lib/webhooks/rehearsal/commands";

// The owner of the tables sees the rows of every clinic.
const owner = new pg.Pool({ connectionString: process.env.MIGRATE_DATABASE_URL, max: 1 });
afterAll(() => owner.end());

/** Every table of the hub with the number of its rows. */
async function rows(): Promise<Record<string, number>> {
  const tables = await owner.query<{ tablename: string }>(
    "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
  );
  const counts = tables.rows.map(
    ({ tablename: name }) => `SELECT '${name}' AS name, count(*)::int AS rows FROM "${name}"`,
  );
  const found = await owner.query<{ name: string; rows: number }>(counts.join(" UNION ALL "));
  return Object.fromEntries(found.rows.map(({ name, rows }) => [name, rows]));
}

it("files texts of nobody, leaves nothing behind and wakes nobody", async () => {
  const clinic = await suite();
  await patient(clinic);
  const before = await rows();
  expect(before.Patient).toBeGreaterThan(0);
  expect(await rehearse(clinic.ports)).toBe(5);
  expect(await rows()).toEqual(before);
  expect(clinic.woken).toEqual([]);
});
