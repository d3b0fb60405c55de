import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** The journey by a real Inngest server, in real time; `npm run journey:inngest` alone runs it. */
export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  resolve: { alias: { "@": fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "") } },
  test: {
    include: ["e2e/inngest/**/*.test.ts"],
    globalSetup: ["scripts/checks/vitest-database.mjs"],
    testTimeout: 900_000,
    hookTimeout: 60_000,
  },
});
