import { createReadStream, existsSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** One file may grow to this many bytes; with its predecessor the journal stays under twice that. */
const LARGEST_FILE = 32 * 1024 * 1024;
const FLUSH_EVERY_MS = 100;

export interface JournalLine {
  t: string;
  [field: string]: unknown;
}

/**
 * What happened, one JSON object a line, so that a restart keeps it. Written in gulps without fsync: a crash of the
 * machine may cost the last tenth of a second, which a simulator can bear.
 */
export class Journal {
  private readonly current: string;
  private readonly previous: string;
  private pending: string[] = [];
  private timer: NodeJS.Timeout | null = null;
  private writing: Promise<void> = Promise.resolve();
  private size = 0;

  /** `keepAlways` gives the lines that must survive when old files are dropped. */
  constructor(
    folder: string,
    private readonly keepAlways: () => JournalLine[],
  ) {
    mkdirSync(folder, { recursive: true });
    this.current = join(folder, "journal.jsonl");
    this.previous = join(folder, "journal.previous.jsonl");
    this.size = existsSync(this.current) ? statSync(this.current).size : 0;
  }

  /** Reads everything still kept, oldest first. A torn last line is skipped. */
  async *read(): AsyncGenerator<JournalLine> {
    for (const file of [this.previous, this.current]) {
      if (!existsSync(file)) continue;
      for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
        const line = parseLine(text);
        if (line) yield line;
      }
    }
  }

  write(line: JournalLine): void {
    this.pending.push(JSON.stringify(line));
    this.timer ??= setTimeout(() => this.flush(), FLUSH_EVERY_MS);
  }

  clear(): Promise<void> {
    this.pending = [];
    this.writing = this.writing.then(() => {
      rmSync(this.current, { force: true });
      rmSync(this.previous, { force: true });
      this.size = 0;
    });
    return this.writing;
  }

  flush(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const lines = this.pending;
    this.pending = [];
    if (lines.length > 0) this.writing = this.writing.then(() => this.append(lines));
    return this.writing;
  }

  private async append(lines: string[]): Promise<void> {
    const text = `${lines.join("\n")}\n`;
    if (this.size + text.length > LARGEST_FILE && this.size > 0) {
      renameSync(this.current, this.previous);
      const kept = this.keepAlways().map((line) => `${JSON.stringify(line)}\n`);
      this.size = 0;
      await appendFile(this.current, kept.join(""));
    }
    await appendFile(this.current, text);
    this.size += text.length;
  }
}

function parseLine(text: string): JournalLine | null {
  try {
    return JSON.parse(text) as JournalLine;
  } catch {
    return null;
  }
}
