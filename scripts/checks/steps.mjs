import { join } from "node:path";
import { root } from "../data-dir.mjs";

/** @typedef {import("./tally.mjs").Tally} Tally */
/** @typedef {import("./workshop.mjs").Workshop} Workshop */

const bin = (/** @type {string} */ path) => join(root, "node_modules", path);

/**
 * Format, lint, walls, types.
 * @param {Tally} tally
 * @param {Workshop} shop
 */
export async function quickChecks(tally, shop) {
  await Promise.all([
    tally.step("Types (tsc)", () => shop.run("tsc", [bin("typescript/bin/tsc"), "--noEmit"])),
    tally.step("Format, lint and walls (biome)", () =>
      shop.run("biome", [bin("@biomejs/biome/bin/biome"), "check", "--no-errors-on-unmatched"]),
    ),
  ]);
}

/** @param {Tally} tally @param {Workshop} shop */
export async function migrationCheck(tally, shop) {
  await tally.step("Migrations build the datamodel", () =>
    shop.run("The comparison", ["scripts/migrate.mjs", "check"]),
  );
}
