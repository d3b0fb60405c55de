import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { workers } from "./scripts/checks/vitest-database.mjs";

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") } },
  test: {
    include: ["**/*.test.{ts,tsx}"],
    exclude: ["node_modules/**", "e2e/**", ".next/**", ".next-test/**", ".data/**", ".test/**"],
    globalSetup: ["scripts/checks/vitest-database.mjs"],
    setupFiles: ["scripts/checks/vitest-worker.mjs"],
    pool: "forks",
    // A worker reads the house's modules once, not once for each of 200 files: a quarter of the whole run.
    isolate: false,
    maxWorkers: workers,
    // A busy machine takes its time; what never comes fails all the same.
    expect: { poll: { timeout: 10_000 } },
    testTimeout: 60_000,
    hookTimeout: 90_000,
  },
});
