import type { Policy } from "@/lib/clinics/schema";
import { decide } from "@/lib/delivery/rules/decide";
import type { History } from "@/lib/delivery/rules/schema";
import type { Facts, Reason } from "@/lib/delivery/schema";

/** The hops after `hop` that an opt-out forbids and that nobody has tried or decided against yet. */
export function fallbacksClosed(
  facts: Facts,
  policy: Policy,
  history: History,
  hop: number,
  now: Date,
): { hop: number; reasons: Reason[] }[] {
  const touched = new Set([...history.attempts, ...history.blocked].map((entry) => entry.hop));
  return facts.message.plan.flatMap((_, later) => {
    if (later <= hop || touched.has(later)) return [];
    const answer = decide(facts, policy, later, now);
    if (answer.kind !== "block" || !answer.reasons.some(({ rule }) => rule === "opt_out")) return [];
    return [{ hop: later, reasons: answer.reasons }];
  });
}
