import { ownerOf } from "@/lib/delivery/rules/people/barrier";
import { pointOf, type Reachable } from "@/lib/delivery/rules/target";
import type { Channel } from "@/prisma/generated/enums";

/**
 * Whether a sign-in opens a link wherever these ways would take it: the patient's own, or that of whoever the address
 * belongs to and who stands for the patient.
 */
export function opensBySignIn(
  facts: Reachable & { patient: { hasPortal?: boolean } },
  plan: readonly Channel[],
): boolean {
  if (facts.patient.hasPortal) return true;
  const ways = plan.filter((channel) => channel === "SMS" || channel === "EMAIL");
  const points = ways.flatMap((channel) => pointOf(facts, channel) ?? []);
  return points.length > 0 && points.every((point) => ownerOf(facts, point)?.hasPortal === true);
}
