import type { Health } from "@/lib/health/schema";

/** A runner beats every few seconds; half a minute of silence is a dead one. */
export const SILENT_SECONDS = 30;
/** Due and still waiting: pacing alone may hold a bulk back, but urgent rows go first within seconds. */
export const LATE_SECONDS = 300;
/** Receipts and answers of patients are handled within a second or two. */
export const BACKLOG_SECONDS = 60;
/** A few unknown outcomes settle themselves by their receipts; this many mean that a vendor is in trouble. */
export const MANY_UNKNOWN = 20;

type Found = Omit<Health, "status" | "problems">;

/** The verdict over what was found, and every cause of it in words. */
export function judgeHealth(found: Found): Pick<Health, "status" | "problems"> {
  if (!found.database.reachable) return { status: "down", problems: ["The database does not answer."] };
  const { runner, queue, attempts, webhooks, providers } = found;
  const silent = runner && (runner.beatAgeSeconds === null || runner.beatAgeSeconds > SILENT_SECONDS);
  const missing = Object.entries(providers).flatMap(([name, state]) => (state === "missing" ? [name] : []));
  const problems = [
    silent ? "The delivery runner is not running: nothing is sent." : "",
    queue.oldestDueSeconds > LATE_SECONDS ? "Messages that are due wait for more than five minutes." : "",
    attempts.unknown >= MANY_UNKNOWN ? "Many hand-offs have no answer from the vendor." : "",
    webhooks.oldestSeconds > BACKLOG_SECONDS ? "Receipts and answers wait to be read." : "",
    missing.length > 0 ? `Neither configured nor switched off: ${missing.join(", ")}.` : "",
  ].filter(Boolean);
  return { status: problems.length > 0 ? "degraded" : "ok", problems };
}
