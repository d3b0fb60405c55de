import type { WordFacts } from "@/lib/messages/words/facts";
import { dated } from "@/lib/messages/words/times";
import { proofWords } from "@/lib/secure/rules";
import type { Proof } from "@/lib/secure/schema";

interface Link {
  proof: Proof;
  createdAt: Date;
  expiresAt: Date;
  openedAt: Date | null;
  lockedAt: Date | null;
}

interface Line {
  at: Date;
  kind: "secure";
  channel: null;
  words: string;
}

/** What became of the link that a message's words went behind, as lines of its story. */
export function secureLines(links: readonly Link[], facts: WordFacts): Line[] {
  const [first] = links;
  if (!first) return [];
  const line = (at: Date, words: string): Line => ({ at, kind: "secure", channel: null, words });
  const until = dated(first.expiresAt, facts.clinicZone, facts.now);
  const asks =
    first.proof === "none" ? "It opens once" : `It opens once, for the right ${proofWords[first.proof]}`;
  const lines = [line(first.createdAt, `The words went behind a secure link. ${asks}, until ${until}.`)];
  for (const { openedAt, lockedAt } of links) {
    if (openedAt) lines.push(line(openedAt, `${facts.name} opened the secure message.`));
    if (lockedAt) lines.push(line(lockedAt, "The link locked itself after 3 wrong dates of birth."));
  }
  return lines;
}
