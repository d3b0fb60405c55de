import type { z } from "zod";
import type { Refusal } from "@/lib/attachments/inbound/rules";
import { stateOf } from "@/lib/attachments/rules";
import type { FallbackChoice } from "@/lib/clinics/schema";
import type { Reason } from "@/lib/delivery/schema";
import type { Guess } from "@/lib/households/schema";
import { linkView } from "@/lib/links/queries";
import { plannedView } from "@/lib/messages/planned/rules";
import type { WallTimeRead } from "@/lib/messages/planned/schema";
import type { DecisionSchema, MessageSchema } from "@/lib/messages/schema";
import type { Around, ShownRow } from "@/lib/messages/shown/queries";
import { ANSWERED_BY_VENDOR, badgeOf } from "@/lib/messages/words/badge";
import { type Badge, instantOf, type WordFacts } from "@/lib/messages/words/facts";
import { readerWords } from "@/lib/messages/words/of-secure";
import { forewarning } from "@/lib/messages/words/of-waiting";
import { sentenceOf } from "@/lib/messages/words/sentence";
import { displayName } from "@/lib/patients/rules";
import { zonesOf } from "@/lib/patients/zones/rules";
import type { Channel, ContactKind } from "@/prisma/generated/enums";

const POINT: Partial<Record<Channel, ContactKind>> = { SMS: "phone", EMAIL: "email", PUSH: "device" };

type DecisionRow = ShownRow["decisions"][number];

export const reasonsOf = (decision: { reasons: unknown }): Reason[] =>
  Array.isArray(decision.reasons) ? (decision.reasons as Reason[]) : [];

/** The answer of the rules that gave a message its reason, by whichever way; where none of them did, the newest. */
export function answerOf({ decisions, hop, reason }: ShownRow): DecisionRow | undefined {
  const own = decisions.find((one) => one.hop === hop && reasonsOf(one)[0]?.rule === reason);
  return own ?? decisions[0];
}

/** The facts that the words about a message draw on. */
export function factsOf(row: ShownRow, around: Around): WordFacts {
  const { patient } = row;
  const attempt = row.deliveries.findLast((delivery) => delivery.channel === row.channel);
  const decision = answerOf(row);
  const deciding = decision && decision.kind !== "allow" ? reasonsOf(decision)[0] : undefined;
  const to = attempt?.toAddress ?? text(deciding?.evidence.address) ?? addressOf(row, row.channel);
  const openedAt = row.deliveries.map((delivery) => delivery.openedAt).find((at) => at !== null);
  return {
    channel: row.channel,
    status: row.status,
    reason: row.reason,
    evidence: { ...deciding?.evidence, ...around.optOuts.evidence(row.channel, to, row.patientId) },
    name: patient.firstName.trim() || "this person",
    zone: text(deciding?.evidence.zone) ?? zoneOf(patient, around),
    clinicZone: around.clinic.timeZone,
    clinicPhone: around.clinic.phone,
    to,
    until: row.nextAt ?? (row.status === "SCHEDULED" ? (decision?.until ?? row.scheduledAt) : null),
    lastInboundAt: row.conversation.lastInboundAt,
    unknownSince: row.reason === "unknown" ? (attempt?.claimedAt ?? row.updatedAt) : null,
    openedAt: openedAt ?? null,
    clickedAt: firstClickOf(row.shortLinks),
    now: around.now,
  };
}

/** The same about one of its decisions: of its own way, where that led or would lead, and how that was closed. */
export function factsAbout(decision: DecisionRow, row: ShownRow, around: Around): WordFacts {
  const { channel, hop } = decision;
  const attempt = row.deliveries.find((one) => one.hop === hop);
  const to = attempt?.toAddress ?? text(reasonsOf(decision)[0]?.evidence.address) ?? addressOf(row, channel);
  const evidence = around.optOuts.evidence(channel, to, row.patientId);
  return { ...factsOf(row, around), channel, to, evidence };
}

function firstClickOf(links: ShownRow["shortLinks"]): Date | null {
  const times = links.flatMap(({ firstClickAt }) => firstClickAt?.getTime() ?? []);
  return times.length > 0 ? new Date(Math.min(...times)) : null;
}

/** The zone in which this patient's times are told; where several are possible, the first. */
export function zoneOf(
  patient: Pick<ShownRow["patient"], "timeZone" | "timeZoneUntil" | "address" | "contactPoints">,
  around: Pick<Around, "clinic" | "now">,
): string {
  const phones = patient.contactPoints
    .filter((point) => point.kind === "phone" && point.health !== "closed")
    .map((point) => point.value);
  const known = { ...patient, phones, clinicTimeZone: around.clinic.timeZone };
  return zonesOf(known, around.now).zones[0] ?? around.clinic.timeZone;
}

/**
 * Where a way of this message would go: the address it is bound to, else the patient's usual one, an open one before a
 * closed one; null: there is none, or it needs none.
 */
export function addressOf(
  { toAddress, patient }: Pick<ShownRow, "toAddress" | "patient">,
  channel: Channel,
): string | null {
  const isOfWay =
    channel === "EMAIL" ? toAddress?.includes("@") : channel === "SMS" && toAddress?.startsWith("+");
  if (toAddress && isOfWay) return toAddress;
  const points = patient.contactPoints.filter((point) => point.kind === POINT[channel]);
  const open = points.filter((point) => point.health !== "closed");
  const usable = open.length > 0 ? open : points;
  return (usable.find((point) => point.isPrimary) ?? usable[0])?.value ?? null;
}

const text = (value: unknown) => (typeof value === "string" ? value : null);

/** A message as lists and threads show it. */
export function viewOf(row: ShownRow, around: Around): z.input<typeof MessageSchema> {
  const {
    patient,
    conversation,
    deliveries,
    decisions,
    attachments,
    basis,
    scheduledFor,
    secureMessages,
    shortLinks,
    ...own
  } = row;
  const facts = factsOf(row, around);
  return {
    ...own,
    fallbackMinutes: row.fallbackMinutes as FallbackChoice | null,
    scheduledFor: plannedView(scheduledFor as WallTimeRead | null, row.scheduledAt),
    attachments: attachments.map(({ refused, mediaLink: _link, ...file }) => ({
      ...file,
      state: stateOf(file),
      refused: refused as Refusal | null,
    })),
    doubtful: isDoubtful(row),
    secure: secureView(secureMessages, facts.name),
    links: shortLinks.map(linkView),
    badge: badgeFor(row, facts),
    waitingUntil: row.status === "SCHEDULED" ? instantOf(facts.evidence, "waitingUntil") : null,
    authorName: authorOf(row, around),
    ...filingOf(row),
    ...reactionOf(row),
  };
}

function badgeFor(row: ShownRow, facts: WordFacts): Badge {
  if (isAnsweredByVendor(row)) return ANSWERED_BY_VENDOR;
  const badge = badgeOf(facts, row.direction);
  const answer = row.status === "SCHEDULED" ? answerOf(row) : undefined;
  const warning = answer ? forewarning(answer.kind, reasonsOf(answer)) : "";
  if (!warning) return badge;
  return { ...badge, tone: "warning", sentence: `${badge.sentence ?? ""}${warning}`.trim() };
}

/** Our own answer to STOP, which a vendor refuses that has blocked the number and answered by itself (21610). */
const isAnsweredByVendor = ({ status, reason, tags }: ShownRow) =>
  status === "FAILED" && reason === "opted_out" && tags.includes("keyword_reply");

function authorOf(row: ShownRow, around: Around): string | null {
  if (row.createdByKind === "staff") return around.staff.get(row.createdBy) ?? null;
  return row.createdByKind === "patient" ? displayName(row.patient, row.fromAddress) : null;
}

/** As it was found when the mail came (lib/conversations/inbound). */
const isDoubtful = ({ metadata, direction }: ShownRow) =>
  direction === "INBOUND" && metadata !== null && typeof metadata === "object" && "doubtful" in metadata;

/** A reaction is kept with the message it came in (lib/revocations). */
function reactionOf({ metadata }: ShownRow) {
  const kept =
    metadata && typeof metadata === "object" && !Array.isArray(metadata) ? metadata.reaction : null;
  return kept ? { reaction: kept as { emoji: string; removed: boolean; onId: string | null } } : {};
}

function filingOf({ guessedFrom, filedBy }: ShownRow) {
  if (guessedFrom === null && filedBy === null) return {};
  return { filing: { guess: filedBy === null ? (guessedFrom as Guess) : null } };
}

/** One stored decision with its sentence; `facts` are those about it (`factsAbout`). */
export function decisionView(decision: DecisionRow, facts: WordFacts): z.input<typeof DecisionSchema> {
  const reasons = reasonsOf(decision);
  return {
    kind: decision.kind as "allow" | "hold" | "block",
    ...(reasons[0]
      ? { rule: reasons[0].rule, evidence: reasons[0].evidence, remedy: reasons[0].remedy }
      : {}),
    ...(decision.until ? { until: decision.until } : {}),
    reasons,
    words:
      sentenceOf({
        ...facts,
        channel: decision.channel,
        kind: decision.kind as "allow" | "hold" | "block",
        reason: reasons[0]?.rule ?? null,
        evidence: { ...facts.evidence, ...reasons[0]?.evidence },
        until: decision.until,
      }) + forewarning(decision.kind, reasons),
  };
}

/** Of a message whose ways have a link each: any of them opened is opened. */
function secureView(
  links: ShownRow["secureMessages"],
  name: string,
): z.input<typeof MessageSchema>["secure"] {
  const [first] = links;
  if (!first) return null;
  const opened = links.find((link) => link.openedAt);
  const openedAt = opened?.openedAt ?? null;
  const lockedAt = openedAt ? null : (links.find((link) => link.lockedAt)?.lockedAt ?? null);
  const { proof, expiresAt, filesOnly, erasedAt } = first;
  const openedBy = opened?.openedBy ? readerWords(opened.openedBy, name) : null;
  return { proof, expiresAt, openedAt, openedBy, lockedAt, filesOnly, erasedAt };
}
