import { hostOf } from "@/lib/links/rules";
import type { WordFacts } from "@/lib/messages/words/facts";

interface Link {
  target: string;
  clicks: number;
  firstClickAt: Date | null;
}

interface Line {
  at: Date;
  kind: "clicked";
  channel: "SMS";
  words: string;
}

/** The first time that a person opened each link in a text, as lines of its story. */
export function linkLines(links: readonly Link[], facts: WordFacts): Line[] {
  return links.flatMap(({ target, clicks, firstClickAt: at }) => {
    if (!at) return [];
    const more = clicks > 1 ? ` and ${clicks - 1} more time${clicks > 2 ? "s" : ""}` : "";
    const words = `${facts.name} opened the link to ${hostOf(target)}${more}.`;
    return [{ at, kind: "clicked", channel: "SMS", words }];
  });
}
