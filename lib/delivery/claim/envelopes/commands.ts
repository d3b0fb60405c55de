import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import type { Claim, Claimed } from "@/lib/delivery/claim/commands";
import { loadMailFacts } from "@/lib/delivery/claim/mail/queries";
import { dressOf, type MailAbout, type MailFact, mailHeaders } from "@/lib/delivery/claim/mail/rules";
import type { House } from "@/lib/delivery/facts/queries";
import { replyAddress } from "@/lib/delivery/reply/rules";
import { CLAIM_MS } from "@/lib/delivery/rules/attempt";
import { type Envelope, outboundOf } from "@/lib/delivery/rules/outbound";
import type { MessageFacts } from "@/lib/delivery/schema";
import { env } from "@/lib/env";
import type { Brand } from "@/lib/mail-layout/schema";
import { openMedia } from "@/lib/media/commands";
import { addressOf } from "@/lib/media/link/rules";
import { keepSubscribers } from "@/lib/subscribers/commands";
import type { Channel } from "@/prisma/generated/enums";

/** Until when a claim made at this instant may be handed off: the end of the window at the latest. */
export function handOffBy({ answer }: Claim["act"], claimedAt: Date): Date {
  const end = claimedAt.getTime() + CLAIM_MS;
  return new Date(answer.closesAt ? Math.min(end, answer.closesAt.getTime()) : end);
}

/**
 * Each claim as its vendor gets it. What a marketing mail's way out stands for is kept before the mail leaves; the files of
 * a text may be fetched from now on.
 */
export async function wrapped(
  tx: Tx,
  ctx: Ctx,
  house: House,
  claims: readonly Claim[],
  claimedAt: Date,
): Promise<Claimed[]> {
  const mails = claims.filter((claim) => channelOf(claim) === "EMAIL");
  const facts = await loadMailFacts(
    tx,
    ctx,
    mails.map(({ entry }) => entry.stored.facts.id),
  );
  const marketing = mails.filter(({ entry }) => entry.stored.facts.category === "marketing");
  const people = marketing.map(({ entry, act }) => ({
    patientId: entry.stored.facts.patientId,
    address: act.answer.to,
  }));
  await keepSubscribers(tx, ctx, people, env().secret);
  const pictured = claims.filter(
    (claim) => channelOf(claim) === "SMS" && mediaOf(claim.entry.stored.facts)[0],
  );
  const ids = pictured.map(({ entry }) => entry.stored.facts.id);
  await openMedia(tx, ctx, ids, claimedAt);
  return claims.map((claim) =>
    claimedOf(ctx, house, claim, facts.get(claim.entry.stored.facts.id), claimedAt),
  );
}

const mediaOf = ({ content }: MessageFacts) => content.media ?? [];
const channelOf = ({ entry, act }: Claim) => entry.stored.facts.plan[act.hop] as Channel;

function claimedOf(
  ctx: Ctx,
  house: House,
  claim: Claim,
  fact: MailFact | undefined,
  claimedAt: Date,
): Claimed {
  const { entry, act, attemptId } = claim;
  const { facts } = entry.stored;
  const { provider, sender: from, senderId, to, closesAt, carries, unnamed } = act.answer;
  const channel = channelOf(claim);
  const mail = channel === "EMAIL" ? mailPart(ctx, house, claim, fact) : null;
  const named = !unnamed && !facts.content.unnamed && carries === "words";
  const message = outboundOf(facts, {
    channel,
    to,
    mediaUrls: channel === "SMS" ? mediaOf(facts).map(({ id }) => addressOf(id, env())) : [],
    from,
    sender: house.senders.find(({ id }) => id === senderId),
    clinicName: house.clinic.name,
    replyTo: null,
    ...mail,
    carries,
    unnamed: unnamed === true,
    windowMs: closesAt ? closesAt.getTime() - claimedAt.getTime() : null,
  });
  const files = {
    ids: mail && carries === "words" ? (facts.content.files ?? []) : [],
    logoSha256: mail && named ? house.mail.logoSha256 : null,
  };
  return {
    attemptId,
    messageId: facts.id,
    channel,
    provider,
    to,
    message,
    files,
    handOffBy: handOffBy(act, claimedAt),
  };
}

function mailPart(
  ctx: Ctx,
  house: House,
  { entry, act, attemptId }: Claim,
  fact: MailFact | undefined,
): Pick<Envelope, "replyTo" | "dress" | "headers" | "tracking"> {
  const { facts } = entry.stored;
  const { sendgrid, secret, publicUrl } = env();
  const { sender: from, to } = act.answer;
  const mailbox = house.mail.replyTo ?? from;
  const takesMail = Boolean(sendgrid.inboundSecret);
  const about: MailAbout = {
    clinicId: ctx.clinicId,
    patientId: facts.patientId,
    attemptId,
    marketing: facts.category === "marketing",
    automatic: facts.createdByKind !== "staff" || facts.priority === "bulk",
    from,
    to,
    takesMail,
    mailbox,
    publicUrl,
    secret,
  };
  const replyTo =
    takesMail && facts.conversationId
      ? replyAddress(mailbox, facts.conversationId, secret)
      : house.mail.replyTo;
  const headers = mailHeaders(fact, about);
  const { opens, clicks } = house.policy.mailTracking;
  const tracking = { opens: opens.includes(facts.category), clicks: clicks.includes(facts.category) };
  return { replyTo, headers, tracking, dress: dressOf(fact, brandOf(house), about) };
}

function brandOf({ clinic, mail }: House): Brand {
  return {
    name: clinic.name,
    phone: mail.phone,
    postalAddress: clinic.postalAddress,
    color: mail.color,
    hasLogo: mail.logoSha256 !== null,
  };
}
