import { v7 as uuid } from "uuid";
import { confirmVisit } from "@/lib/appointments/confirmation/commands";
import type { InboundChannel } from "@/lib/channel";
import { findOpening } from "@/lib/clinics/opening/queries";
import { closedDayName } from "@/lib/clinics/opening/rules";
import { getClinic } from "@/lib/clinics/queries";
import { liftSuppression, suppressContact } from "@/lib/consents/commands";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import type { Audit } from "@/lib/db/write";
import { holdAddresses } from "@/lib/delivery/addresses/commands";
import { lockUnderway } from "@/lib/delivery/closing/commands";
import { settle } from "@/lib/delivery/commands";
import { quarantineNumber } from "@/lib/incidents/wrong-number/commands";
import { recordChanges } from "@/lib/live/changes";
import { answerKeyword } from "@/lib/revocations/answers/commands";
import { findAddressesOf, findClosed, findNearVisit } from "@/lib/revocations/queries";
import { businessDaysAfter, DUE_DAYS, WALL_DAYS } from "@/lib/revocations/rules/deadlines";
import { evidenceOf, type Heard, mayMeanVisit } from "@/lib/revocations/rules/heard";
import type { EndedWay } from "@/lib/revocations/rules/in-app";
import { isWrongNumber } from "@/lib/revocations/rules/wrong-number";
import type { QuestionKind } from "@/lib/revocations/schema";

/** An inbound message as it is about to be stored. */
export interface Said {
  channel: InboundChannel;
  /** E.164, a mail address, or the patient's id where they wrote in the portal. */
  from: string;
  messageId: string;
  patientId: string;
  conversationId: string;
  at: Date;
  heard: Heard;
}

/** One that came from an address, by a carrier or a mail server. */
type SaidByAddress = Said & { channel: "SMS" | "EMAIL" };

/** What `obey` did, for `answer` after the message is stored. */
export interface Obeyed {
  /** Messages underway that a question now holds. Locked. */
  held: string[];
  /** The address was open before this word, or closed. */
  changed: boolean;
  /** The ways that words in the portal ended. */
  ends?: readonly EndedWay[];
}

/**
 * Does at once what a patient's words ask of our messages: a certain stop closes the address they came from, START
 * reopens what a stop closed there. What a person must decide takes the address alone, so that no claim passes before
 * the question stands. Call it before anything else is locked (decisions 003, 004).
 */
export async function obey(tx: Tx, ctx: Ctx, audit: Audit, said: SaidByAddress): Promise<Obeyed> {
  const { channel, from: address, messageId, at, heard } = said;
  const { kind, death } = heard.verdict;
  if (kind === "stop") {
    const reason = reasonOf(heard);
    const about = { channel, address, reason } as const;
    const before = await findClosed(tx, ctx, about, messageId);
    await close(tx, ctx, audit, said);
    // One older than a START since has closed nothing, and is not confirmed.
    const changed = !before && (await findClosed(tx, ctx, about));
    if (reason === "wrong_number") {
      await quarantineNumber(tx, ctx, audit, { channel, address, messageId, by: "text" });
    }
    await settleQuestions(tx, ctx, said, "yes");
    return { held: death ? await holdPatient(tx, ctx, said) : [], changed };
  }
  if (kind === "start") {
    // Only what STOP closed is opened by START; it never restores a marketing consent.
    const lifted = {
      channel,
      address,
      reasons: ["stop" as const, "vendor_block" as const],
      source: "start",
      at,
    };
    await holdAddresses(tx, ctx, [address]);
    const held = await lockUnderway(tx, ctx, [{ channel, address }]);
    await settleQuestions(tx, ctx, said, "no");
    return { held, changed: await liftSuppression(tx, ctx, audit, lifted) };
  }
  if (kind !== "unsure_revocation" && !death) return { held: [], changed: false };
  if (death) return { held: await holdPatient(tx, ctx, said), changed: false };
  await holdAddresses(tx, ctx, [address]);
  return { held: await lockUnderway(tx, ctx, [{ channel, address }]), changed: false };
}

const reasonOf = ({ verdict }: Heard) => (isWrongNumber(verdict) ? "wrong_number" : "stop");

/**
 * Closes the address that a certain stop came from and cancels what waits for it. Alone in a transaction before the
 * message is filed: then nothing that filing does can hold it up, and filing finds it done.
 */
export async function close(
  tx: Tx,
  ctx: Ctx,
  audit: Audit,
  { channel, from: address, messageId, at, heard }: Omit<SaidByAddress, "patientId" | "conversationId">,
): Promise<void> {
  const evidence = evidenceOf(heard.verdict.word);
  const reason = reasonOf(heard);
  await suppressContact(tx, ctx, audit, { channel, address, reason, evidence, messageId, at });
}

/** Every address of the patient whom the words concern, and the one they came from. */
async function holdPatient(tx: Tx, ctx: Ctx, { channel, from, patientId }: Said): Promise<string[]> {
  const closed = [{ channel, address: from }, ...(await findAddressesOf(tx, ctx, patientId))];
  await holdAddresses(
    tx,
    ctx,
    closed.map(({ address }) => address),
  );
  return lockUnderway(tx, ctx, closed);
}

async function settleQuestions(
  tx: Tx,
  ctx: Ctx,
  { channel, from: address, messageId, conversationId }: SaidByAddress,
  answer: "yes" | "no",
): Promise<void> {
  const { count } = await tx.revocationQuestion.updateMany({
    where: { clinicId: ctx.clinicId, kind: "stop", decidedAt: null, channel, address },
    data: { answer, decidedAt: ctx.now },
  });
  if (count > 0) await recordChanges(tx, ctx, [{ kind: "question", subjectId: messageId, conversationId }]);
}

/**
 * The rest of what a message asks, once it is stored: the questions for a person with what they hold, the one answer to
 * STOP, START or HELP, and a yes to our question about a visit.
 */
export async function answer(tx: Tx, ctx: Ctx, audit: Audit, said: Said, obeyed: Obeyed): Promise<void> {
  const { verdict } = said.heard;
  const { kind, death, certain } = verdict;
  const visit = mayMeanVisit(verdict) ? await findNearVisit(tx, ctx, said.patientId, said.at) : null;
  const asks: QuestionKind[] = [
    ...(kind === "unsure_revocation" ? (["stop"] as const) : []),
    ...(death ? (["death"] as const) : []),
    // Unclear words are one question, which names the visit.
    ...(visit && kind === "stop" ? (["visit"] as const) : []),
  ];
  await ask(tx, ctx, audit, said, asks, visit);
  await settle(tx, ctx, obeyed.held);
  if (kind === "confirm") await confirmVisit(tx, ctx, audit, said);
  if (certain && (kind === "stop" || kind === "start" || kind === "help")) {
    await answerKeyword(tx, ctx, audit, {
      ...said,
      kind,
      changed: obeyed.changed,
      ends: obeyed.ends,
      nearVisit: visit !== null,
    });
  }
}

async function ask(
  tx: Tx,
  ctx: Ctx,
  audit: Audit,
  said: Said,
  kinds: QuestionKind[],
  visit: Date | null,
): Promise<void> {
  if (kinds.length === 0) return;
  const { clinicId } = ctx;
  const { channel, from: address, messageId, heard, at } = said;
  const { timeZone } = await getClinic(ctx);
  const { closed } = await findOpening(tx, ctx);
  const wallAt = businessDaysAfter(at, WALL_DAYS, timeZone);
  // The clinic's own closed days give it time to read, and none past the law's.
  const due = businessDaysAfter(at, DUE_DAYS, timeZone, (date) => closedDayName(closed, date) !== null);
  await tx.revocationQuestion.createMany({
    data: kinds.map((kind) => ({
      id: uuid(),
      clinicId,
      kind,
      channel,
      address,
      messageId,
      word: kind === "death" ? "death" : (heard.verdict.word ?? "words"),
      askedAt: at,
      dueAt: new Date(Math.min(due.getTime(), wallAt.getTime())),
      wallAt,
      visitAt: kind === "death" ? null : visit,
    })),
    skipDuplicates: true,
  });
  await recordChanges(tx, ctx, [
    { kind: "question", subjectId: messageId, conversationId: said.conversationId },
  ]);
  for (const kind of kinds) {
    audit({
      action: `revocation.asked_${kind}`,
      subjectKind: "message",
      subjectId: messageId,
      patientId: said.patientId,
      fields: [channel],
    });
  }
}
