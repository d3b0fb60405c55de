import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/**
 * Where the bytes of files lie when it is not the database: the port that a store at another place (S3) would speak.
 * Keys are `clinic/sha256`, so putting one twice changes nothing.
 */
export interface ObjectStore {
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** Null: it is not there. */
  get(key: string): Promise<Uint8Array | null>;
  remove(key: string): Promise<void>;
}

const KEY = /^[0-9a-f-]{36}\/[0-9a-f]{64}$/;

/** Files in a folder of this machine, each readable by the hub's own user alone. */
export function diskStore(folder: string): ObjectStore {
  const pathOf = (key: string) => {
    if (!KEY.test(key)) throw new Error("A file's key names a clinic and a hash.");
    return join(folder, key);
  };
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
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
        throw error;
      }
    },
    remove: (key) => rm(pathOf(key), { force: true }),
  };
}
