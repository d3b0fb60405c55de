import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { until } from "@/bench/stack/wait";
import { readRecord } from "@/scripts/data-dir.mjs";
import { refusalOf, startServer } from "@/scripts/database/server.mjs";
import type { Guard } from "@/scripts/supervisor/guard.mjs";

/** A PostgreSQL of our own, as durable as the product's, that lives on when the hub is killed. */
export class Database {
  private constructor(
    private readonly dataDir: string,
    readonly urls: { owner: string; app: string },
    /** Sees every clinic: for seeding and for looking, never for the hub. */
    readonly pool: pg.Pool,
  ) {}

  static async start(dataDir: string, guard: Guard): Promise<Database> {
    const { owner, app, superuser } = await startServer({ dataDir, guard });
    const all = new URL(superuser);
    all.pathname = new URL(owner).pathname;
    const pool = new pg.Pool({ connectionString: all.href, max: 40 });
    // A connection that breaks when the server restarts is replaced at its next use.
    pool.on("error", () => undefined);
    return new Database(dataDir, { owner, app }, pool);
  }

  /** The server's first process. */
  get pid(): number {
    const { home } = readRecord(this.dataDir, "postgres.json");
    const [line] = readFileSync(join(home, "cluster", "postmaster.pid"), "utf8").split("\n");
    return Number(line);
  }

  /** Ends the server as a crash would (it recovers from its log) and waits until the watchdog has it back. */
  async crash(): Promise<void> {
    const { pid } = this;
    process.kill(pid, "SIGQUIT");
    await until("the database is back", 30_000, async () => {
      if (await refusalOf(this.urls.app)) return false;
      return this.pid !== pid;
    });
  }

  async rows<T>(text: string, values: unknown[] = []): Promise<T[]> {
    const { rows } = await this.pool.query(text, values);
    return rows;
  }

  async number(text: string, values: unknown[] = []): Promise<number> {
    const [row] = await this.rows<Record<string, unknown>>(text, values);
    return Number(Object.values(row ?? {})[0] ?? 0);
  }
}
