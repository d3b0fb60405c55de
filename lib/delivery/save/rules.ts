import { isOpenEnded } from "@/lib/delivery/rules/open-ended";
import type { Decided, Next, Said } from "@/lib/delivery/rules/schema";
import type { Answer, Reason } from "@/lib/delivery/schema";
import type { Channel } from "@/prisma/generated/enums";

export interface NewDecision {
  hop: number;
  channel: Channel;
  kind: Answer["kind"];
  until: Date | null;
  reasons: Reason[];
}

/** The answers that differ from the last one recorded for their hop. */
export function newDecisions(plan: Channel[], said: Said, decided: Decided[]): NewDecision[] {
  return decided.flatMap(({ hop, answer }) => {
    const reasons = answer.kind === "allow" ? answer.warnings : answer.reasons;
    const until = answer.kind === "hold" ? answer.until : null;
    const before = said.get(hop);
    const rules = reasons.map((reason) => reason.rule).join();
    // Nobody knows when a stopped clinic resumes: looking again is not another answer.
    const open = isOpenEnded(reasons[0]?.rule);
    const sameEnd = open || before?.until?.getTime() === until?.getTime();
    if (before && before.kind === answer.kind && before.rules.join() === rules && sameEnd) return [];
    return [{ hop, channel: plan[hop] as Channel, kind: answer.kind, until, reasons }];
  });
}

/** When the engine must look again; null at rest. What is due already stays due, so that it keeps its place. */
export function nextAtOf({ act }: Next, before: Date | null, now: Date): Date | null {
  if (act.kind === "rest") return null;
  if (act.kind === "wait") return act.until;
  return before && before <= now ? before : now;
}
