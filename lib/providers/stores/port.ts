/** Where the bytes of files lie when it is not the database. Putting a key twice changes nothing. */
export interface ObjectStore {
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** Null: it is not there. */
  get(key: string): Promise<Uint8Array | null>;
  /** What is not there is gone already. */
  remove(key: string): Promise<void>;
  /** What keeps the store from being used, in words; null: it answers. */
  trouble(): Promise<string | null>;
}

/** The store did not do what was asked: no answer, no right, no room. Its message names no file. */
export class StoreRefusal extends Error {
  override name = "StoreRefusal";
  constructor(
    readonly verb: "put" | "get" | "remove",
    readonly code: string,
  ) {
    super(`The store of files would not ${verb} (${code}).`);
  }
}

const KEY = /^[0-9a-f-]{36}\/[0-9a-f]{64}(?:\.[0-9a-f]{8})?$/;

/** A key names a clinic, a hash and its keeping, and nothing of what the file is called or whose it is. */
export function checkKey(key: string): string {
  if (!KEY.test(key)) throw new Error("A file's key names a clinic and a hash.");
  return key;
}
