import type { Health } from "@/lib/health/schema";

/** A runner beats every few seconds; half a minute of silence is a dead one. */
export const SILENT_SECONDS = 30;
/** Inngest's sweep beats once a minute, by a cron that may be late; three missed ones are a dead server. */
export const SWEEP_SILENT_SECONDS = 180;
/** Due and still waiting: pacing alone may hold a bulk back, but urgent rows go first within seconds. */
export const LATE_SECONDS = 300;
/** Receipts and answers of patients are handled within a second or two. */
export const BACKLOG_SECONDS = 60;
/** A few unknown outcomes settle themselves by their receipts; this many mean that a vendor is in trouble. */
export const MANY_UNKNOWN = 20;

/** Staff are told of what has been wrong for this long; a restart is over sooner. */
const TOLD_SECONDS = 60;
/** A vendor is in trouble when it fails this share of at least so many hand-offs. */
const MANY_FAILED = { share: 0.5, of: 20 };

type Found = Omit<Health, "status" | "problems">;

/** The verdict over what was found, and every cause of it in words. */
export function judgeHealth(found: Found): Pick<Health, "status" | "problems"> {
  if (!found.database.reachable) return { status: "down", problems: ["The database does not answer."] };
  const { runner, queue, attempts, webhooks, inbound, providers } = found;
  const silent = runner && runner.running === 0;
  const missing = Object.entries(providers).flatMap(([name, state]) => (state === "missing" ? [name] : []));
  const problems = [
    silent ? "The delivery clock is not running: nothing is sent." : "",
    queue.oldestDueSeconds > LATE_SECONDS ? "Messages that are due wait for more than five minutes." : "",
    attempts.unknown >= MANY_UNKNOWN ? "Many hand-offs have no answer from the vendor." : "",
    webhooks.oldestSeconds > BACKLOG_SECONDS ? "Receipts and answers wait to be read." : "",
    inbound.unreadSeconds > TOLD_SECONDS
      ? "What patients wrote while the hub was offline cannot be read: bulk and automatic messages wait."
      : "",
    webhooks.unknown > 0 ? "Vendors use words that the hub does not know (Settings, Webhooks)." : "",
    ...inTrouble(found).map((name) => `Most hand-offs to ${name} fail.`),
    missing.length > 0 ? `Neither configured nor switched off: ${missing.join(", ")}.` : "",
  ].filter(Boolean);
  return { status: problems.length > 0 ? "degraded" : "ok", problems };
}

const inTrouble = ({ handOffs }: Found) =>
  Object.entries(handOffs).flatMap(([name, { recent, failed }]) =>
    recent >= MANY_FAILED.of && failed / recent >= MANY_FAILED.share ? [name] : [],
  );

const minutes = (seconds: number) => {
  const whole = Math.floor(seconds / 60);
  return whole === 1 ? "a minute" : `${whole} minutes`;
};

/** What staff should know about the engine, in their words: nothing while it works or has only just stumbled. */
export function troubleOf(found: Found): string[] {
  if (!found.database.reachable) return [];
  const { runner, queue, attempts, webhooks, inbound } = found;
  const silence = runner?.beatAgeSeconds;
  const dead = runner?.running === 0 && (silence === null || silence === undefined || silence > TOLD_SECONDS);
  return [
    dead
      ? `Nothing is being sent${silence ? `: the engine has been silent for ${minutes(silence)}` : ""}.`
      : "",
    !dead && queue.oldestDueSeconds > TOLD_SECONDS
      ? `Messages go out late: one has been waiting for ${minutes(queue.oldestDueSeconds)}.`
      : "",
    webhooks.oldestSeconds > TOLD_SECONDS
      ? `Receipts and answers come in late, by ${minutes(webhooks.oldestSeconds)}.`
      : "",
    inbound.unreadSeconds > TOLD_SECONDS
      ? "We cannot read yet what patients wrote while we were offline. Your own messages go; bulk and automatic ones wait."
      : "",
    attempts.unknown >= MANY_UNKNOWN
      ? "Of many messages we do not know whether they were sent. Do not send them again yet."
      : "",
    ...inTrouble(found).map((name) => `${VENDORS[name] ?? name} fails most of what we hand over.`),
  ].filter(Boolean);
}

const VENDORS: Record<string, string> = {
  twilio: "Twilio (texts)",
  telnyx: "Telnyx (texts)",
  sendgrid: "SendGrid (mail)",
  smtp: "The mail server",
  fcm: "Google (app notices)",
};
