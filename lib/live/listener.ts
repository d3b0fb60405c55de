import pg from "pg";
import { env } from "@/lib/env";
import { LIVE_CHANNEL } from "@/lib/live/notify";
import { log } from "@/lib/log";

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5_000;

/**
 * One connection of its own that listens, because a pool hands connections on. Calls `heard` with clinic ids, or with
 * "all" whenever something may have been missed: after every (re)connection. Answers how to stop.
 */
export function listen(heard: (clinics: string[] | "all") => void): () => Promise<void> {
  let stopped = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let wait = FIRST_WAIT_MS;

  const connect = async () => {
    const next = new pg.Client({ connectionString: env().databaseUrl, keepAlive: true });
    client = next;
    next.on("error", () => lost(next));
    next.on("end", () => lost(next));
    next.on("notification", ({ payload }) => heard(payload && payload !== "*" ? payload.split(",") : "all"));
    try {
      await next.connect();
      await next.query(`LISTEN ${LIVE_CHANNEL}`);
      wait = FIRST_WAIT_MS;
      heard("all");
    } catch {
      lost(next);
    }
  };
  const lost = (which: pg.Client) => {
    if (stopped || which !== client) return;
    client = undefined;
    which.end().catch(() => undefined);
    log.warn("live.listener_lost", { retryMs: wait });
    timer = setTimeout(() => void connect(), wait);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  };
  void connect();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await client?.end().catch(() => undefined);
  };
}
