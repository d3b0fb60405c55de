import { CHANNEL_WORDS, type WordFacts } from "@/lib/messages/words/facts";
import { namedKinds } from "@/lib/phi/naming/rules";

const WHERE: Record<string, string> = {
  subject: "subjects show on locked screens",
  notification: "notifications show on locked screens",
  restricted: "this chart is restricted",
  template: "templates go to many people",
  api: "other systems may not send it in the open",
  bulk: "a message to many may not name it",
  clinic_rule: "your clinic keeps such words out of open messages",
};

/** What has changed since a link was made for its words. */
const SINCE: Record<string, string> = {
  link_shared: "others have come to share this number or address, where its link would open for nobody",
  link_restricted: "the chart has been restricted, and its link names the clinic",
};

/** Why private words may not go as they are: "This names a test result, and texts are not private. …" */
export function phiSentence(facts: WordFacts): string {
  const { kinds, place, link } = facts.evidence;
  const since = SINCE[String(place)];
  if (since) {
    const how = link === true ? "Write it anew behind the portal's sign-in" : `Call ${facts.name}`;
    return `Not sent: since it was written ${since}. ${how}${link === true ? `, or call ${facts.name}` : ", or invite them to the portal"}.`;
  }
  const names = namedKinds(String(kinds ?? "").split(", "));
  const open = `${CHANNEL_WORDS[facts.channel].things} are not private`;
  const cause = WHERE[String(place)] ?? open;
  const ways =
    facts.evidence.link === false
      ? [`Call ${facts.name}`, "invite them to the portal"]
      : ["Move it behind a secure link"];
  const all = place === "risk_not_accepted" ? [...ways, "say why it must stay"] : ways;
  const last = all.at(-1);
  const remedy = all.length === 1 ? `${last}.` : `${all.slice(0, -1).join(", ")}, or ${last}.`;
  return `This names ${names}, and ${cause}. ${remedy}`;
}
