import { z } from "zod";
import type { CreatedByKind } from "@/prisma/generated/enums";

/** What an event keeps, whatever its kind. */
const Facts = z
  .object({
    note: z.string().optional(),
    by: z.string().optional(),
    messages: z.number().optional(),
    officerId: z.string().optional(),
    conclusion: z.string().optional(),
    reason: z.string().optional(),
    how: z.string().optional(),
    at: z.string().optional(),
  })
  .catch({});

export const factsOf = (data: unknown): z.output<typeof Facts> => Facts.parse(data ?? {});

const CONCLUDED: Record<string, string> = {
  undecided: "Assessed, not concluded yet.",
  low_probability: "Concluded: low probability of compromise.",
  breach: "Concluded: a breach.",
};

/** Who did what, for the incident's history. `names`: of staff, by id. */
export function eventWords(
  event: { kind: string; data: unknown; by: string; byKind: CreatedByKind },
  names: ReadonlyMap<string, string>,
): { by: string; words: string } {
  const facts = factsOf(event.data);
  const by = names.get(event.by) ?? (event.byKind === "key" ? "Another system" : "The hub");
  const heard = facts.by === "text" ? "Somebody at this number said that it is not this patient's." : null;
  const said = heard ?? facts.note ?? "";
  switch (event.kind) {
    case "opened": {
      const count = facts.messages === 1 ? "1 message" : `${facts.messages ?? 0} messages`;
      return { by, words: `Opened. ${said} ${count} went there.`.replace(/\s+/g, " ") };
    }
    case "reported_again":
      return { by, words: `Reported again. ${said}`.trim() };
    case "assigned":
      return { by, words: `Given to ${names.get(facts.officerId ?? "") ?? "somebody who has left"}.` };
    case "assessed":
      return {
        by,
        words: `${CONCLUDED[facts.conclusion ?? ""] ?? "Assessed."} ${facts.reason ?? ""}`.trim(),
      };
    default:
      return { by, words: `The patient was told. ${facts.how ?? ""}`.trim() };
  }
}
