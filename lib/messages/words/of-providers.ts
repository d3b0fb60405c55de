import { CHANNEL_WORDS, type WordFacts } from "@/lib/messages/words/facts";

const PROVIDERS: Record<string, string> = {
  twilio: "Twilio",
  telnyx: "Telnyx",
  sendgrid: "SendGrid",
  smtp: "our mail server",
  fcm: "Firebase",
};

/** A vendor as people know it. */
export const providerName = (provider: string) => PROVIDERS[provider] ?? provider;

/** Why a message waits for its vendor, and what ends it. */
export function providerTroubleSentence(facts: WordFacts): string {
  const { channel, evidence } = facts;
  const thing = CHANNEL_WORDS[channel].thing;
  const name = evidence.provider
    ? providerName(String(evidence.provider))
    : `the ${CHANNEL_WORDS[channel].service}`;
  if (evidence.paused !== true) {
    return `Waiting: ${name} fails too often just now. This ${thing} goes out as soon as that is over.`;
  }
  const reason = evidence.reason ? ` (“${String(evidence.reason)}”)` : "";
  return `Waiting: your clinic has paused ${name}${reason}. This ${thing} goes out when an admin resumes it.`;
}
