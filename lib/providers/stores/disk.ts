import { access, constants, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { checkKey, type ObjectStore } from "@/lib/providers/stores/port";

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? "unknown";

/** Files in a folder of this machine, each readable by the hub's own user alone. */
export function diskStore(folder: string): ObjectStore {
  const pathOf = (key: string) => join(folder, checkKey(key));
  return {
    async put(key, bytes) {
      const path = pathOf(key);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      // Whole or not at all: a reader never finds half a file.
      const part = `${path}.${process.pid}.part`;
      await writeFile(part, bytes, { mode: 0o600 });
      await rename(part, path);
    },
    async get(key) {
      try {
        return await readFile(pathOf(key));
      } catch (error) {
        if (codeOf(error) === "ENOENT") return null;
        throw error;
      }
    },
    remove: (key) => rm(pathOf(key), { force: true }),
    async trouble() {
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await access(folder, constants.R_OK | constants.W_OK);
        return null;
      } catch (error) {
        return `The folder of files cannot be written (${codeOf(error)}).`;
      }
    },
  };
}
