import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "../data-dir.mjs";
import { Failure } from "../failure.mjs";

/**
 * Builds the runner into plain JavaScript beside the web pages (0.4 s) and answers the file to start. Without it a
 * translator would stay in memory for as long as the runner lives.
 * @param {Record<string, string | undefined>} env
 */
export async function buildRunner(env) {
  const { buildSync } = await import("esbuild");
  const dir = join(root, env.NEXT_DIST_DIR || ".next", "runner");
  const fresh = `${dir}-${process.pid}`;
  const { metafile } = buildSync({
    entryPoints: [join(root, "runner/main.ts")],
    outdir: fresh,
    absWorkingDir: root,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    packages: "external",
    outExtension: { ".js": ".mjs" },
    metafile: true,
    logLevel: "error",
  });
  const imports = Object.values(metafile.inputs).flatMap((file) => file.imports);
  const missing = imports.find(({ external, path }) => external && path.startsWith("@/"));
  if (missing) throw new Failure(`The runner cannot be built: ${missing.path} is not there.`);
  // Another start may run from the old file: it is replaced, never rewritten.
  rmSync(dir, { recursive: true, force: true });
  renameSync(fresh, dir);
  return join(dir, "main.mjs");
}
