import { afterAll, expect, test } from "vitest";
import { closeDatabase, database } from "@/lib/db/client";
import { inClinic } from "@/lib/db/transaction";
import { suite } from "@/lib/testing/ctx";

const served = process.env.DATABASE_URL;
process.env.DATABASE_URL = process.env.MIGRATE_DATABASE_URL;

afterAll(async () => {
  await closeDatabase();
  process.env.DATABASE_URL = served;
});

test("a hub that is given the owner's address keeps to one clinic all the same", async () => {
  const [here, there] = [await suite(), await suite()];
  const who = await database().pool.query("SELECT session_user, current_user");
  expect(who.rows).toEqual([{ session_user: "hub_owner", current_user: "hub_app" }]);
  const seen = await inClinic(here.clinicId, (tx) => tx.staff.findMany({ distinct: ["clinicId"] }));
  expect(seen.map((person) => person.clinicId)).toEqual([here.clinicId]);
  expect(await inClinic(here.clinicId, (tx) => tx.clinic.count({ where: { id: there.clinicId } }))).toBe(0);
});
