import { createHmac } from "node:crypto";
import { clock } from "@/lib/clock";

/** A signing key as a server would give it. */
export const SIGNING_KEY = "signkey-test-0123456789abcdef0123456789abcdef";

/** JSON with sorted keys (RFC 8785, as far as these bodies go): what a signature is made of. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`);
  return `{${fields.join(",")}}`;
}

/** `x-inngest-signature` of a body: `t=<unix seconds>&s=<HMAC-SHA256 of the canonical body and t>`. */
export function sign(body: unknown, key = SIGNING_KEY): string {
  const t = Math.floor(clock().getTime() / 1_000);
  const secret = key.replace(/^signkey-\w+-/, "");
  return `t=${t}&s=${createHmac("sha256", secret).update(canonical(body)).update(String(t)).digest("hex")}`;
}

export interface ServerEvent {
  id: string;
  name: string;
  data: Record<string, unknown>;
}

/** One function as the app registered it. */
export interface Registered {
  id: string;
  triggers: { event?: string; cron?: string }[];
  steps: { step: { retries?: { attempts: number }; runtime: { url: string } } };
  concurrency?: { limit: number; key?: string }[] | { limit: number; key?: string };
  throttle?: { limit: number; period: string; burst?: number; key?: string };
  priority?: { run: string };
  singleton?: { mode: "skip" | "cancel"; key?: string };
  batchEvents?: { maxSize: number; timeout: string };
  cancel?: { event: string; if?: string }[];
}

/** What a call answers with while its run goes on. */
export interface Op {
  id: string;
  op: string;
  name?: string;
  data?: unknown;
  error?: unknown;
  opts?: { timeout?: string; if?: string };
}

/** A field of an event by its expression: `event.data.lane`. */
export const fieldOf = (expression: string, event: ServerEvent): unknown =>
  event.data[expression.split(".").at(-1) ?? ""];

/** `event.data.k == async.data.k`, which is what `match` becomes; without an expression everything matches. */
export function matches(expression: string | undefined, began: ServerEvent, came: ServerEvent): boolean {
  if (!expression) return true;
  const [left = "", right = ""] = expression.split("==").map((side) => side.trim());
  const of = (side: string) => fieldOf(side, side.startsWith("async.") ? came : began);
  return of(left) === of(right);
}

/** `1s`, `10m` or an instant, as ms from now. */
export function delayOf(text: string, now: Date): number {
  const [, count, unit] = /^(\d+)(ms|s|m|h)$/.exec(text) ?? [];
  const size = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }[unit ?? ""];
  return size ? Number(count) * size : Math.max(0, new Date(text).getTime() - now.getTime());
}
