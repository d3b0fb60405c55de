import type { Left } from "@/lib/bulk/rules/exclusions";

interface Line {
  number: number;
  patientId: string | null;
  person: unknown;
  variables: Record<string, string>;
}

/** The lines for which `whyNot` has no reason, in their order; the others go to `dropped` with theirs. */
export function leaveOut<L extends Line>(
  lines: readonly L[],
  dropped: { push(one: Pick<L, keyof Line> & { left: Left }): unknown },
  whyNot: (one: L) => Left | null | undefined,
): L[] {
  return lines.filter((one) => {
    const left = whyNot(one);
    if (!left) return true;
    const { number, patientId, person, variables } = one;
    dropped.push({ number, patientId, person, variables, left });
    return false;
  });
}
