import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { root } from "../data-dir.mjs";
import { Failure } from "../failure.mjs";

const KEPT_MS = 24 * 3_600_000;

/**
 * Builds the runner into plain JavaScript beside the web pages (0.4 s) and answers the file to start. Without it a
 * translator would stay in memory for as long as the runner lives.
 * @param {Record<string, string | undefined>} env
 */
export async function buildRunner(env) {
  const { buildSync } = await import("esbuild");
  const home = join(root, env.NEXT_DIST_DIR || ".next", "runner");
  const { metafile, outputFiles } = buildSync({
    entryPoints: [join(root, "runner/main.ts")],
    outdir: home,
    absWorkingDir: root,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    packages: "external",
    outExtension: { ".js": ".mjs" },
    metafile: true,
    write: false,
    logLevel: "error",
  });
  const imports = Object.values(metafile.inputs).flatMap((file) => file.imports);
  const missing = imports.find(({ external, path }) => external && path.startsWith("@/"));
  if (missing) throw new Failure(`The runner cannot be built: ${missing.path} is not there.`);
  return join(keep(home, outputFiles), "main.mjs");
}

/**
 * Writes the files into a folder named by their contents, whole or not at all: several hubs may start at once, and one
 * that runs may still load a part of its own.
 * @param {string} home
 * @param {{ path: string, contents: Uint8Array, hash: string }[]} files
 */
function keep(home, files) {
  const print = createHash("sha256");
  for (const { path, hash } of files) print.update(`${basename(path)} ${hash}\n`);
  const dir = join(home, print.digest("hex").slice(0, 16));
  if (existsSync(dir)) return dir;
  const fresh = `${dir}-${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  for (const { path, contents } of files) writeFileSync(join(fresh, basename(path)), contents);
  try {
    renameSync(fresh, dir);
  } catch (error) {
    // Another start was first.
    if (!existsSync(dir)) throw error;
    rmSync(fresh, { recursive: true, force: true });
  }
  for (const name of readdirSync(home)) {
    const old = join(home, name);
    const age = Date.now() - (statSync(old, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (old !== dir && age > KEPT_MS) rmSync(old, { recursive: true, force: true });
  }
  return dir;
}
