import type { Content } from "@/lib/delivery/schema";
import { findPhi } from "@/lib/phi/rules";
import type { Origin, Part, PhiMarks, PlacedFinding } from "@/lib/phi/schema";
import type { Channel, CreatedByKind, Priority } from "@/prisma/generated/enums";

/** Where a message's words come from. `written`: a person typed them for this one patient. */
export function originOf(by: CreatedByKind, priority: Priority, written: boolean): Origin {
  if (priority === "bulk") return "bulk";
  if (by === "key") return "api";
  return by === "staff" && written ? "personal" : "template";
}

/**
 * What the words of each way say about a patient's health or identity: kinds and places, never the words. Null:
 * nothing. The clinic's own name says nothing about a patient ("Denver Behavioral Health"); what the hub shows behind
 * its own sign-in (IN_APP) is private and not looked at.
 */
export function markPhi(content: Content, origin: Origin, clinicName: string): PhiMarks | null {
  const found = partsOf(content).flatMap(([channel, part, words]) =>
    findPhi(words.replaceAll(clinicName, (name) => ".".repeat(name.length))).map(
      (finding): PlacedFinding => ({ channel, part, ...finding }),
    ),
  );
  return found.length > 0 ? { origin, found } : null;
}

/** They stand inside words: what is around them is read as one. */
const INLINE = /^<\/?(?:a|abbr|b|big|code|em|font|i|mark|s|small|span|strong|sub|sup|u)\b/i;
/** A picture's words are shown in its place, a title beside the pointer. */
const SHOWN = /\b(?:alt|title)="([^"]+)"/gi;

/** As long as the tag, with nothing of it left but what it shows. */
function withoutTag(tag: string): string {
  const shown = [...tag.matchAll(SHOWN)];
  if (shown.length === 0) return (INLINE.test(tag) ? "\u00ad" : " ").repeat(tag.length);
  let left = "";
  for (const { 0: whole, 1: words = "", index } of shown) {
    left = left.padEnd(index + whole.length - words.length - 1) + words;
  }
  return left.padEnd(tag.length);
}

function partsOf({ SMS, EMAIL, PUSH }: Content): [Channel, Part, string][] {
  const parts: [Channel, Part, string | null | undefined][] = [
    ["SMS", "body", SMS?.body],
    ["EMAIL", "subject", EMAIL?.subject],
    ["EMAIL", "body", EMAIL?.body],
    ["EMAIL", "html", EMAIL?.htmlBody?.replace(/<[^<>]*>/g, withoutTag)],
    ["PUSH", "title", PUSH?.title],
    ["PUSH", "body", PUSH?.body],
  ];
  return parts.filter((part): part is [Channel, Part, string] => Boolean(part[2]));
}
