import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../data-dir.mjs";

const stamp = "sources.sha256";
// What `next build` never reads; e2e, bench and the like run from their sources.
const outside =
  /^(node_modules|e2e|bench|docs|scripts|simulator|runner|coverage|playwright-report|test-results)$/;
const read = /\.(tsx?|mjs|css|json|svg|png|ico|webp|woff2?|txt|html|hbs)$/;

/** Fingerprint of everything the build is made of: sources, schema, lockfile, settings of the framework. */
export function fingerprintOfSources() {
  return fingerprint(
    root,
    (path) => read.test(path) && !/\.test\.tsx?$|^prisma\/|tsconfig\.tsbuildinfo/.test(path),
  );
}

/** Fingerprint of the Prisma schema and of the version that generates from it. */
export function fingerprintOfSchema() {
  const { version } = JSON.parse(readFileSync(join(root, "node_modules/prisma/package.json"), "utf8"));
  return `${version} ${fingerprint(join(root, "prisma"), (path) => path.endsWith(".prisma"))}`;
}

/**
 * Whether a made folder still fits what it was made from.
 * @param {string} dir
 * @param {string} print
 */
export function isCurrent(dir, print) {
  const path = join(root, dir, stamp);
  return existsSync(path) && readFileSync(path, "utf8") === print;
}

/** @param {string} dir @param {string} print */
export function stampCurrent(dir, print) {
  writeFileSync(join(root, dir, stamp), print);
}

/**
 * @param {string} top
 * @param {(path: string) => boolean} counts path relative to `top`
 */
export function fingerprint(top, counts) {
  const hash = createHash("sha256");
  walk("");
  return hash.digest("hex");

  /** @param {string} below */
  function walk(below) {
    const entries = readdirSync(join(top, below), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = below ? `${below}/${entry.name}` : entry.name;
      const hidden = entry.name.startsWith(".") || path === "next-env.d.ts";
      if (hidden || (below === "" && outside.test(entry.name))) continue;
      if (entry.isDirectory()) walk(path);
      else if (entry.isFile() && counts(path))
        hash
          .update(path)
          .update("\0")
          .update(readFileSync(join(top, path)));
    }
  }
}
