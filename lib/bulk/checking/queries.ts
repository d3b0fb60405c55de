import { firstOf } from "@/lib/bulk/again/queries";
import { type Resolved, resolveAudience } from "@/lib/bulk/audience/queries";
import { type Conditions, type Prepared, prepareInParts, type Ready } from "@/lib/bulk/judging/queries";
import { type Said, type Wording, wordingOf } from "@/lib/bulk/rendering/queries";
import { readBulk } from "@/lib/bulk/row/queries";
import { type Outcome, outcomeOf } from "@/lib/bulk/rules/outcome";
import { checkTimes } from "@/lib/bulk/rules/times";
import { zoneOf } from "@/lib/bulk/said/queries";
import { type CheckBulk, hasWords } from "@/lib/bulk/schema";
import type { FallbackChoice } from "@/lib/clinics/schema";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { type Decision, decideCrowd } from "@/lib/delivery/crowd/queries";
import type { House } from "@/lib/delivery/facts/queries";
import type { Draft } from "@/lib/delivery/schema";
import { plannedAt } from "@/lib/messages/planned/rules";
import type { WallTimeIn } from "@/lib/messages/planned/schema";
import { checkPatience } from "@/lib/messages/rules";
import type { Bulk } from "@/prisma/generated/client";
import type { Category } from "@/prisma/generated/enums";

/** Messages decided about at once: the statements stay small and the facts of a batch fit the processor's cache. */
const BATCH = 1_000;

/** What a bulk asks of the one decision beside its words. */
export interface Terms {
  category: Category;
  scheduledAt: Date | null;
  scheduledFor: WallTimeIn | null;
  expiresAt: Date | null;
  fallbackOnHold: boolean;
  fallbackMinutes: FallbackChoice | null;
}

/** A bulk as it was asked for, ready to be walked. */
export interface Asked {
  wording: Wording;
  said: Said;
  terms: Terms;
  conditions: Conditions;
  tags: string[];
  /** The first of its family. */
  againOf: string | null;
  audience: Resolved;
  parts: AsyncGenerator<Prepared>;
}

export interface Judged {
  ready: Ready;
  decision: Decision;
  outcome: Outcome;
}

const saidOf = (input: CheckBulk): Said => ({
  templateId: input.templateId ?? null,
  templateVersion: null,
  words: { body: input.body, content: input.content, variables: input.variables },
  plan: input.channel ? [input.channel] : [...new Set(input.plan ?? [])],
  category: input.category ?? "treatment",
});

/** What is not given is as the first one had it: a reminder that has expired does not come back to life. */
const termsOf = (input: CheckBulk, wording: Wording, first: Bulk | null): Terms => {
  const before = first ? readBulk(first).terms : null;
  return {
    category: wording.category,
    scheduledAt: input.scheduledAt ?? null,
    scheduledFor: input.scheduledFor ?? null,
    expiresAt: input.expiresAt ?? before?.expiresAt ?? null,
    fallbackOnHold: input.fallbackOnHold ?? before?.fallbackOnHold ?? false,
    fallbackMinutes: input.fallbackMinutes ?? before?.fallbackMinutes ?? null,
  };
};

/** The first one's words, in the version that was sent, unless others are given. */
function saidAgain(input: CheckBulk, first: Bulk | null): Said {
  const given = saidOf(input);
  if (!first) return given;
  const { said } = readBulk(first);
  const plan = given.plan.length > 0 ? given.plan : said.plan;
  return { ...(hasWords(input) ? given : said), plan, category: input.category ?? said.category };
}

/**
 * Who is meant and what each would read, before anybody is asked about: the same for a check and for a start. `parts`
 * is made as it is walked, once.
 */
export async function prepareBulk(tx: Tx, ctx: Ctx, input: CheckBulk): Promise<Asked> {
  const first = input.audience.kind === "again" ? await firstOf(tx, ctx, input.audience.bulkId) : null;
  const said = saidAgain(input, first);
  const wording = await wordingOf(tx, ctx, said);
  const terms = termsOf(input, wording, first);
  checkTimes(terms, wording.clinicZone, ctx.now, "Choose a later one.");
  checkPatience(terms.fallbackMinutes ?? undefined, wording.policy.giveUpHours);
  const onShared = first ? readBulk(first).conditions.onShared : input.onShared;
  const conditions = { onShared, sendAgain: input.sendAgain };
  const audience = await resolveAudience(tx, ctx, input.audience);
  const parts = prepareInParts(tx, ctx, wording, audience.candidates, conditions);
  const againOf = first && (first.againOf ?? first.id);
  return {
    wording,
    said,
    terms,
    conditions,
    tags: input.tags ?? first?.tags ?? [],
    againOf,
    audience,
    parts,
  };
}

/** The one decision about lines that are ready, in batches. `idOf` names the messages that are about to be stored. */
export async function judge(
  tx: Tx,
  ctx: Ctx,
  terms: Terms,
  ready: readonly Ready[],
  templateId: string | null,
  idOf?: (ready: Ready) => string,
): Promise<{ house: House | null; judged: Judged[] }> {
  let house: House | null = null;
  const judged: Judged[] = [];
  const { timeZone } = await tx.clinic.findUniqueOrThrow({
    where: { id: ctx.clinicId },
    select: { timeZone: true },
  });
  for (let at = 0; at < ready.length; at += BATCH) {
    const batch = ready.slice(at, at + BATCH);
    const drafts = batch.map((one): Draft => {
      const own = draftOf(ctx, terms, one, templateId, timeZone);
      return idOf ? { ...own, id: idOf(one) } : own;
    });
    const answer = await decideCrowd(tx, ctx, drafts);
    house = answer.house;
    for (const [index, one] of batch.entries()) {
      const decision = answer.decisions[index];
      if (decision) judged.push({ ready: one, decision, outcome: outcomeOf(decision.next) });
    }
  }
  return { house, judged };
}

function draftOf(ctx: Ctx, terms: Terms, one: Ready, templateId: string | null, timeZone: string): Draft {
  return {
    patientId: one.person.id,
    conversationId: one.person.home?.id ?? null,
    plan: one.plan,
    category: terms.category,
    priority: "bulk",
    content: one.content,
    scheduledAt: plannedFor(ctx, terms, one, timeZone).at,
    expiresAt: terms.expiresAt,
    fallbackOnHold: terms.fallbackOnHold,
    fallbackMinutes: terms.fallbackMinutes,
    createdByKind: "system",
    templateId,
    toAddress: one.person.home?.address ?? null,
  };
}

/** When it is planned to go where the patient is, and how a wall-clock time was read there. */
export function plannedFor(ctx: Ctx, terms: Terms, one: Ready, clinicTimeZone: string) {
  const asked = { scheduledAt: terms.scheduledAt, scheduledFor: terms.scheduledFor ?? undefined };
  return plannedAt(asked, terms.scheduledFor ? zoneOf(one.person, clinicTimeZone, ctx.now) : clinicTimeZone);
}
