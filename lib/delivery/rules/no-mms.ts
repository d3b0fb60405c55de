import { addressOf, channelOf, isMeant, senderOf } from "@/lib/delivery/rules/target";
import { carriedBy } from "@/lib/delivery/rules/vendor";
import type { Rule } from "@/lib/delivery/schema";
import { isInReach } from "@/lib/media/rules";

/**
 * Files go with a text only from a number that sends pictures, in a size that its vendor takes, to a phone of the US or
 * Canada: elsewhere Twilio would put a link that anybody can open in their place (its MMS Converter).
 */
export const noMms: Rule = {
  name: "no_mms",
  judge(facts, _policy, hop) {
    const channel = channelOf(facts, hop);
    const { media } = facts.message.content;
    if (channel !== "SMS" || !media?.length) return { kind: "open" };
    const own = facts.senders.filter((sender) => isMeant(facts, sender, channel));
    // That there is no number at all is another rule's to tell.
    if (own.length === 0) return { kind: "open" };
    const address = addressOf(facts, channel);
    const why = !senderOf(facts, channel)
      ? own.some(({ mms }) => mms)
        ? "size"
        : "sender"
      : address !== null && carriedBy(facts, hop) === "words" && !isInReach(address)
        ? "recipient"
        : null;
    if (why === null) return { kind: "open" };
    return { kind: "block", evidence: { channel, why, address }, remedy: "use_other_channel" };
  },
};
