import pg from "pg";
import { env } from "@/lib/env";
import { WAKE_CHANNEL } from "@/lib/live/notify";
import { log } from "@/lib/log";
import type { Stop } from "@/runner/loop";

const LONGEST_PAUSE_MS = 5_000;

/**
 * Hears `hub_wake` on a connection of its own and rings; connects again for ever. Polling covers what it misses. `lost`:
 * the connection broke, so that the database may have been away.
 */
export async function listen(ring: () => void, stop: Stop, lost: () => void): Promise<void> {
  let failures = 0;
  while (!stop.asked) {
    const client = new pg.Client({ connectionString: env().databaseUrl });
    try {
      const ended = new Promise<void>((resolve) => {
        const broken = () => {
          if (!stop.asked) lost();
          resolve();
        };
        client.once("end", broken);
        client.once("error", broken);
        client.on("error", () => undefined);
      });
      await client.connect();
      client.on("notification", () => ring());
      await client.query(`LISTEN ${WAKE_CHANNEL}`);
      failures = 0;
      // Something may have become due while nobody listened.
      ring();
      while (!stop.asked && !(await Promise.race([ended.then(() => true), after(250)])));
    } catch (cause) {
      failures += 1;
      log.warn("runner.not_listening", { failures, cause: cause instanceof Error ? cause.name : "unknown" });
      await after(Math.min(LONGEST_PAUSE_MS, 100 * 2 ** failures));
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

const after = (ms: number) => new Promise<false>((resolve) => setTimeout(() => resolve(false), ms));
