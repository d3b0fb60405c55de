import { decidingOf } from "@/lib/delivery/rules/deciding";
import type { Next } from "@/lib/delivery/rules/schema";
import type { Evidence, Reason } from "@/lib/delivery/schema";

/** Rules whose hold ends only tomorrow because enough was sent: many do not queue behind the few. */
const CAPS: readonly string[] = ["daily_cap", "household_cap"];

/** What a bulk makes of the one decision: a block or a full day leaves the person out, any other hold waits. */
export type Outcome =
  | { kind: "go"; hop: number; senderId: string | null; closesAt: Date | null }
  | { kind: "held"; hop: number; until: Date; reason: string; evidence: Evidence }
  | { kind: "excluded"; reason: string; evidence: Evidence };

export function outcomeOf(next: Next): Outcome {
  const { act, reason, hop, decisions } = next;
  if (act.kind === "send") {
    const { senderId, closesAt } = act.answer;
    return { kind: "go", hop: act.hop, senderId, closesAt };
  }
  const answer = decidingOf(next)?.answer;
  if (act.kind === "wait" && answer?.kind === "hold") {
    const deciding: Reason | undefined = answer.reasons[0];
    const rule = deciding?.rule ?? "scheduled";
    const evidence = deciding?.evidence ?? {};
    if (CAPS.includes(rule)) return { kind: "excluded", reason: rule, evidence };
    return { kind: "held", hop, until: answer.until, reason: rule, evidence };
  }
  const blocks = decisions.flatMap((one) => (one.answer.kind === "block" ? one.answer.reasons : []));
  const why = reason ?? blocks[0]?.rule ?? "expired";
  return {
    kind: "excluded",
    reason: why,
    evidence: blocks.find((block) => block.rule === why)?.evidence ?? {},
  };
}
