import type { Policy } from "@/lib/clinics/schema";
import { decide } from "@/lib/delivery/rules/decide";
import type { History } from "@/lib/delivery/rules/schema";
import type { Facts, Reason, RuleName } from "@/lib/delivery/schema";

/** Rules by which a patient herself has said no. */
export const REVOCATIONS: readonly RuleName[] = ["opt_out", "consent", "marketing_consent"];

/**
 * The ways after `hop` that her no forbids and that nobody has tried or decided against yet; one that was only passed
 * over because it had to wait would come back.
 */
export function fallbacksClosed(
  facts: Facts,
  policy: Policy,
  history: History,
  hop: number,
  now: Date,
): { hop: number; reasons: Reason[] }[] {
  const touched = new Set([...history.attempts, ...history.blocked].map((entry) => entry.hop));
  return facts.message.plan.flatMap((_, later) => {
    const comes = facts.message.fallbackOnHold ? later !== hop : later > hop;
    if (!comes || touched.has(later)) return [];
    const answer = decide(facts, policy, later, now);
    if (answer.kind !== "block" || !answer.reasons.some(({ rule }) => REVOCATIONS.includes(rule))) return [];
    return [{ hop: later, reasons: answer.reasons }];
  });
}
