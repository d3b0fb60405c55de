import { afterAll, beforeAll, expect, test, vi } from "vitest";

const served = process.env.DATABASE_URL;

/** The same modules, read anew: which server they speak to is decided once in a process. */
async function anew() {
  vi.resetModules();
  const { closeDatabase, database } = await import("@/lib/db/client");
  await closeDatabase();
  return { database };
}

beforeAll(() => {
  process.env.DATABASE_URL = process.env.MIGRATE_DATABASE_URL;
});
afterAll(async () => {
  process.env.DATABASE_URL = served;
  await anew();
  vi.resetModules();
});

test("a hub that is given the owner's address keeps to one clinic all the same", async () => {
  const { database } = await anew();
  const { inClinic } = await import("@/lib/db/transaction");
  const { suite } = await import("@/lib/testing/ctx");
  const [here, there] = [await suite(), await suite()];
  const who = await database().pool.query("SELECT session_user, current_user");
  expect(who.rows).toEqual([{ session_user: "hub_owner", current_user: "hub_app" }]);
  const seen = await inClinic(here.clinicId, (tx) => tx.staff.findMany({ distinct: ["clinicId"] }));
  expect(seen.map((person) => person.clinicId)).toEqual([here.clinicId]);
  expect(await inClinic(here.clinicId, (tx) => tx.clinic.count({ where: { id: there.clinicId } }))).toBe(0);
});
