import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { migrate } from "./migrations.mjs";

const owner = new pg.Client({ connectionString: process.env.MIGRATE_DATABASE_URL });
const app = new pg.Client({ connectionString: process.env.DATABASE_URL });

beforeAll(() => Promise.all([owner.connect(), app.connect()]));
afterAll(() => Promise.all([owner.end(), app.end()]));

test("a database that is up to date stays as it is", async () => {
  expect(await migrate({ connectionString: process.env.MIGRATE_DATABASE_URL ?? "" })).toEqual([]);
});

test("the hub's role cannot pass row-level security, change tables or become another role", async () => {
  const { rows } = await app.query(
    "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user",
  );
  expect(rows).toEqual([
    { rolname: "hub_app", rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false },
  ]);
  await expect(app.query('ALTER TABLE "Clinic" ADD COLUMN mine text')).rejects.toThrow("must be owner");
  await expect(app.query("SET ROLE hub_owner")).rejects.toThrow("permission denied");
});

test("the server keeps UTC and listens on this machine only", async () => {
  const { rows } = await owner.query(
    "SELECT current_setting('TimeZone') AS zone, current_setting('listen_addresses') AS at",
  );
  expect(rows).toEqual([{ zone: "UTC", at: "127.0.0.1" }]);
});
