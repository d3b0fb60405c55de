import { findLabs } from "@/lib/phi/labs/rules";
import { findNames } from "@/lib/phi/names/rules";
import { findNumbers } from "@/lib/phi/numbers/rules";
import type { Finding } from "@/lib/phi/schema";
import { asSeen, tokensOf } from "@/lib/phi/text/rules";

/**
 * What these words say about a person's health or identity, in order of appearance; of findings of one kind that
 * overlap, one. English and Spanish. Pure, and linear in the length of the text.
 */
export function findPhi(written: string): Finding[] {
  const { text, places } = asSeen(written);
  const found = findSeen(text);
  if (!places) return found;
  const placed = (at: number) => places[at] ?? written.length;
  // To the end of its last letter, which may be more than one unit of what was written.
  return found.map((one) => ({ ...one, start: placed(one.start), end: placed(one.end) }));
}

function findSeen(text: string): Finding[] {
  const tokens = tokensOf(text);
  const found = [...findNames(tokens), ...findLabs(tokens), ...findNumbers(text)];
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: Finding[] = [];
  const last = new Map<string, Finding>();
  for (const finding of found) {
    const before = last.get(finding.kind);
    if (before && finding.start < before.end) {
      before.end = Math.max(before.end, finding.end);
      continue;
    }
    // "high blood pressure" is a diagnosis, and no result on top of it.
    const diagnosis = last.get("diagnosis");
    if (finding.kind === "lab" && diagnosis && finding.end <= diagnosis.end) continue;
    last.set(finding.kind, finding);
    kept.push(finding);
  }
  return kept;
}
