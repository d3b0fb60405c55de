import { CHANNEL_WORDS, type WordFacts } from "@/lib/messages/words/facts";
import { ruleSentence } from "@/lib/messages/words/of-rules";
import { formatPhone } from "@/lib/patients/rules";

/** An answer of the one decision as a sentence: for the composer, the preview and the story. */
export function sentenceOf(facts: WordFacts & { kind: "allow" | "hold" | "block" }): string {
  if (facts.kind === "allow") {
    const to =
      facts.to && facts.channel !== "IN_APP" && facts.channel !== "PUSH"
        ? ` to ${formatPhone(facts.to)}`
        : "";
    const said = `May go now by ${CHANNEL_WORDS[facts.channel].by}${to}.`;
    const warning = ruleSentence(facts);
    return warning ? `${said} ${warning}` : said;
  }
  return ruleSentence(facts) ?? (facts.kind === "hold" ? "Waits for its time." : "Not sent.");
}
