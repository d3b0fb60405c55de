import { MAY_MEAN_VISIT } from "@/lib/revocations/rules/deadlines";
import type { Heard } from "@/lib/revocations/rules/heard";
import { verdictOf } from "@/lib/revocations/rules/verdict";
import { isWrongNumber } from "@/lib/revocations/rules/wrong-number";
import type { Verdict } from "@/lib/revocations/schema";

/** The ways that reach a patient unasked. What stands in the portal she opens herself, so nothing there ends. */
export type EndedWay = "SMS" | "EMAIL";

const TEXTS =
  /\b(?:text(?:s|ed|ing|o|os|ear\w*|e+n?)?|txt\w*|sms|(?:cell)?phones?|cell|numbers?|celular|tel[eé]fonos?|n[uú]meros?)\b/iu;
const MAIL = /\b(?:e-?mail(?:s|ed|ing)?|mail(?:s|ing)?|inbox|correos?)\b/iu;

/** What words in the portal that end our messages are about: the ways they name; where they name none, both. */
export function waysMeant(text: string): EndedWay[] {
  const ways: EndedWay[] = [
    ...(TEXTS.test(text) ? (["SMS"] as const) : []),
    ...(MAIL.test(text) ? (["EMAIL"] as const) : []),
  ];
  return ways.length > 0 ? ways : ["SMS", "EMAIL"];
}

/**
 * Reads what a signed-in patient wrote in the portal, as a text is read, but no carrier's word stands there: a bare
 * CANCEL, END or QUIT may mean a visit and "wrong number" somebody else's, so that a person decides; START opens a
 * number only when it comes from that number; HELP is read by a person. Pure.
 */
export function hearInApp(text: string): Heard {
  return { verdict: adapted(verdictOf({ channel: "SMS", text })), reaction: null, answered: false };
}

function adapted(verdict: Verdict): Verdict {
  const { kind, word, death } = verdict;
  if (kind === "start" || kind === "help") return { ...verdict, kind: death ? "death" : "none" };
  const unclear = MAY_MEAN_VISIT.includes(word ?? "") || isWrongNumber(verdict);
  return kind === "stop" && unclear ? unsure(verdict) : verdict;
}

/** The same words, about which a person is to decide. */
export const unsure = (verdict: Verdict): Verdict => ({
  ...verdict,
  kind: "unsure_revocation",
  certain: false,
});
