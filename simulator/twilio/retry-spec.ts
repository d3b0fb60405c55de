import type { Delivery } from "@/simulator/courier";

/** What a webhook URL's fragment asks for (Twilio docs, usage/webhooks/webhooks-connection-overrides). */
export interface RetrySpec {
  /** How many times to try again: 0–5, by default 1. */
  count: number;
  /** On what: connection failure (`ct`, the default), read timeout (`rt`), answers `4xx`, `5xx`. */
  on: Set<string>;
  readTimeoutMs: number;
  totalMs: number;
}

const EVERYTHING = ["4xx", "5xx", "ct", "rt"];

function between(text: string | null, least: number, most: number, otherwise: number): number {
  const value = text === null || text === "" ? Number.NaN : Number(text);
  return Number.isInteger(value) ? Math.min(most, Math.max(least, value)) : otherwise;
}

export function parseRetrySpec(url: string): RetrySpec {
  const at = url.indexOf("#");
  const fragment = new URLSearchParams(at < 0 ? "" : url.slice(at + 1));
  const policies = (fragment.get("rp") ?? "ct").split(",").map((name) => name.trim());
  return {
    count: between(fragment.get("rc"), 0, 5, 1),
    on: new Set(policies.includes("all") ? EVERYTHING : policies.filter((name) => EVERYTHING.includes(name))),
    readTimeoutMs: between(fragment.get("rt"), 100, 15_000, 15_000),
    totalMs: between(fragment.get("tt"), 100, 15_000, 15_000),
  };
}

/** Whether this outcome is one of those the URL asked to retry. */
export function asksAgain(spec: RetrySpec, outcome: Delivery): boolean {
  if (outcome.kind !== "answer") return spec.on.has(outcome.kind);
  return (
    (outcome.status >= 500 && spec.on.has("5xx")) ||
    (outcome.status >= 400 && outcome.status < 500 && spec.on.has("4xx"))
  );
}
