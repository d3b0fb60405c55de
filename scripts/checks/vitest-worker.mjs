/** Runs before each test file: worker 1 has the first database, the others have their copies of it. */
const worker = Number(process.env.VITEST_POOL_ID ?? 1);
for (const name of ["DATABASE_URL", "MIGRATE_DATABASE_URL"]) {
  const url = new URL(process.env[name] ?? "");
  url.pathname = url.pathname.replace(/_\d+$/, "");
  if (worker > 1) url.pathname += `_${worker}`;
  process.env[name] = url.href;
}
