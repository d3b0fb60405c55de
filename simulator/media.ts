import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sid } from "@/simulator/ids";
import type { MediaFile } from "@/simulator/phones";

/** Pictures kept on disk; the oldest go first. */
const KEEP_FILES = 200;
const SID = /^ME[0-9a-f]{32}$/;

/** The files behind inbound picture messages. */
export class MediaFolder {
  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
  }

  save(contentType: string, bytes: Buffer, createdAt: number): MediaFile {
    const file: MediaFile = { sid: sid("ME"), contentType, createdAt };
    writeFileSync(join(this.folder, file.sid), bytes);
    this.prune();
    return file;
  }

  read(mediaSid: string): Buffer | null {
    if (!SID.test(mediaSid)) return null;
    try {
      return readFileSync(join(this.folder, mediaSid));
    } catch {
      return null;
    }
  }

  remove(mediaSid: string): void {
    if (SID.test(mediaSid)) rmSync(join(this.folder, mediaSid), { force: true });
  }

  private prune(): void {
    const names = readdirSync(this.folder).filter((name) => SID.test(name));
    if (names.length <= KEEP_FILES) return;
    const age = (name: string) => statSync(join(this.folder, name)).mtimeMs;
    const oldest = names.sort((a, b) => age(a) - age(b)).slice(0, names.length - KEEP_FILES);
    for (const name of oldest) this.remove(name);
  }
}
