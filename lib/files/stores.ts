import { join } from "node:path";
import { env } from "@/lib/env";
import { diskStore } from "@/lib/providers/stores/disk";
import type { ObjectStore } from "@/lib/providers/stores/port";
import { s3Store } from "@/lib/providers/stores/s3";
import type { FilePlace } from "@/prisma/generated/enums";

/** A place beside the database. */
export type Elsewhere = Exclude<FilePlace, "database">;

/** The store at a place; null: this installation has none there (any more). */
export function storeAt(place: Elsewhere): ObjectStore | null {
  const { dataDir, s3 } = env();
  if (place === "disk") return diskStore(join(dataDir, "files"));
  return s3 && s3Store(s3);
}
