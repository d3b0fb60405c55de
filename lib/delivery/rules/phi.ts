import { latestConsent } from "@/lib/delivery/rules/consent";
import { opensBySignIn } from "@/lib/delivery/rules/people/sign-in";
import { channelOf, pointOf } from "@/lib/delivery/rules/target";
import type { Facts, Rule } from "@/lib/delivery/schema";
import type { PhiMarks, PlacedFinding } from "@/lib/phi/schema";
import type { Channel, ContactKind } from "@/prisma/generated/enums";

/** The ways whose words can go behind a link. */
const KIND: Partial<Record<Channel, ContactKind>> = { SMS: "phone", EMAIL: "email" };

/** What a mail program or a locked screen shows to whoever holds it: nothing private belongs there. */
const SHOWN_TO_ALL: readonly PlacedFinding["part"][] = ["subject", "title"];

/**
 * What a message says about health or identity, by place. A subject, a notification, a restricted thread, a template,
 * an API key's and a crowd's words are blocked. What staff type for one person is blocked until that person has
 * accepted the risk of this channel (45 CFR 164.522(b)), and from then on only warned about; without it the writer may
 * say why the words must stay. The evidence names kinds, never words.
 */
export const phi: Rule = {
  name: "phi",
  judge(facts, policy, hop) {
    const channel = channelOf(facts, hop);
    const marks = facts.message.content.phi;
    const found = marks?.found.filter((finding) => finding.channel === channel) ?? [];
    const { files, media } = facts.message.content;
    const carries = channel === "EMAIL" ? files : channel === "SMS" ? media : undefined;
    if (facts.labels.length > 0 && carries?.length) {
      // Nobody but a person could say what is in a file; of a restricted chart it is taken to be private.
      const evidence = { channel, kinds: "file", place: "restricted", link: false };
      return { kind: "block", evidence, remedy: "use_other_channel" };
    }
    const weak = weakLink(facts, channel);
    if (weak) {
      const evidence = { channel, kinds: "", place: weak, link: opensBySignIn(facts, facts.message.plan) };
      return { kind: "block", evidence, remedy: "use_other_channel" };
    }
    if (!marks || found.length === 0 || facts.message.isAutomatic) return { kind: "open" };
    const kinds = [...new Set(found.map((finding) => finding.kind))].join(", ");
    const place = forbidden(facts, marks, found, channel, policy.phi.strict);
    // What a link could not guard either is for a call.
    const mayHide = canHide(facts);
    const link = mayHide ? {} : { link: false };
    const remedy = mayHide ? "secure_link" : "use_other_channel";
    if (place) return { kind: "block", evidence: { channel, kinds, place, ...link }, remedy };
    const risk = latestConsent(facts, "texting_risk", channel);
    const accepted = risk?.act === "grant";
    if (accepted || facts.overrides.includes("phi")) {
      const since = accepted ? risk.at.toISOString() : null;
      const evidence = { channel, kinds, place: accepted ? "risk_accepted" : "kept", since };
      return { kind: "open", warning: { evidence, remedy } };
    }
    return {
      kind: "block",
      evidence: { channel, kinds, place: "risk_not_accepted", ...link },
      remedy,
    };
  },
};

/**
 * Why a link that was made for other circumstances would not open any more, or would name us: the number has become
 * shared, or the chart restricted, while it waited. Null: it still does.
 */
function weakLink(facts: Facts, channel: Channel): "link_restricted" | "link_shared" | null {
  const { links, proof, unnamed } = facts.message.content;
  if (!links?.[channel]) return null;
  if (facts.labels.length > 0 && !unnamed) return "link_restricted";
  const isShared = (pointOf(facts, channel)?.sharedWith ?? 0) > 0;
  return isShared && proof !== undefined && proof !== "portal" ? "link_shared" : null;
}

/** Whether any proof could guard a link: on a restricted chart, or where others have the address, only a sign-in does. */
function canHide(facts: Facts): boolean {
  const { labels, points, message } = facts;
  if (opensBySignIn(facts, message.plan)) return true;
  const kinds = message.plan.map((channel) => KIND[channel]);
  const used = points.filter(({ kind, health }) => kinds.includes(kind) && health !== "closed");
  return labels.length === 0 && used.every(({ sharedWith }) => sharedWith === 0);
}

/** Where no consent and no reason helps; null: it is between a member of staff and one patient. */
function forbidden(
  facts: Facts,
  marks: PhiMarks,
  found: readonly PlacedFinding[],
  channel: Channel,
  strict: boolean,
): string | null {
  if (channel === "PUSH") return "notification";
  if (found.some(({ part }) => SHOWN_TO_ALL.includes(part))) return "subject";
  if (facts.labels.length > 0) return "restricted";
  if (marks.origin !== "personal") return marks.origin;
  return strict ? "clinic_rule" : null;
}
