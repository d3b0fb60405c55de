import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Proofs on whole hubs that are killed: their own processes, database and ports, and not beside other tests. */
export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  resolve: { alias: { "@": fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "") } },
  test: {
    include: ["e2e/crash/**/*.test.ts"],
    fileParallelism: false,
    // Each takes 10 to 20 s on two free cores, three times as long on busy ones.
    testTimeout: 480_000,
    // A first run builds the pages.
    hookTimeout: 300_000,
  },
});
