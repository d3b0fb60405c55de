import type { Said, Sayings } from "@/lib/emergencies/rules/lexicon";
import type { Word } from "@/lib/emergencies/rules/reading";

/** How much of what stands beside it takes a find back. */
export type Strength = "always" | "unless_past" | "unless_slight";

export interface Net {
  strength: Strength;
  steps: readonly { concept: string; order: "first" | "after" | "beside" | "anywhere"; gap: number }[];
}

const GAP = { ">": 4, "+": 6, "&": 0 } as const;
const ORDER = { ">": "after", "+": "beside", "&": "anywhere" } as const;
const STRENGTH: Record<string, Strength> = { "!": "always", "?": "unless_slight" };

/** Reads one line of the families. */
export function parseNet(line: string): Net {
  const mark = /^[!?]/.exec(line)?.[0];
  const [first = "", ...rest] = line
    .slice(mark ? 1 : 0)
    .trim()
    .split(" ");
  const steps: Net["steps"][number][] = [{ concept: first, order: "first", gap: 0 }];
  for (let at = 0; at < rest.length; at += 2) {
    const [sign, ...digits] = rest[at] ?? "";
    if (sign !== ">" && sign !== "+" && sign !== "&") throw new Error(`No such sign in “${line}”.`);
    const gap = digits.length > 0 ? Number(digits.join("")) : GAP[sign];
    steps.push({ concept: rest[at + 1] ?? "", order: ORDER[sign], gap });
  }
  return { strength: mark ? (STRENGTH[mark] ?? "unless_past") : "unless_past", steps };
}

type Usable = (said: Said, concept: string) => boolean;

/** The first place where a net catches something; null: nowhere. `usable` tells which words count. */
export function catchIn(net: Net, sayings: Sayings, words: readonly Word[], usable: Usable): Said[] | null {
  const search = (step: number, caught: readonly Said[]): Said[] | null => {
    const wanted = net.steps[step];
    if (!wanted) return [...caught];
    const before = caught.at(-1);
    for (const said of sayings.get(wanted.concept) ?? []) {
      if (before && !stands(said, before, wanted.order, wanted.gap, words)) continue;
      if (!usable(said, wanted.concept)) continue;
      const found = search(step + 1, [...caught, said]);
      if (found) return found;
    }
    return null;
  };
  return search(0, []);
}

function stands(
  said: Said,
  before: Said,
  order: Net["steps"][number]["order"],
  gap: number,
  words: readonly Word[],
): boolean {
  if (order === "anywhere") return said.last < before.first || said.first > before.last;
  if (words[said.first]?.sentence !== words[before.first]?.sentence) return false;
  const after = said.first - before.last - 1;
  const ahead = before.first - said.last - 1;
  if (after >= 0) return after <= gap;
  return order === "beside" && ahead >= 0 && ahead <= gap;
}
