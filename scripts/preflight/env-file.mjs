import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "../data-dir.mjs";

/** Reads `.env` into the environment; what is set already stays, and an empty line of `.env` sets nothing. */
export function loadEnvFile() {
  const path = join(root, ".env");
  if (existsSync(path)) process.loadEnvFile(path);
  for (const [name, value] of Object.entries(process.env)) if (value === "") delete process.env[name];
}
