import { setImmediate } from "node:timers/promises";
import { findShared, loadPeople, type Person } from "@/lib/bulk/people/queries";
import { fill, knownFor, type Wording } from "@/lib/bulk/rendering/queries";
import { addressFor } from "@/lib/bulk/rules/address";
import type { Candidate } from "@/lib/bulk/rules/candidate";
import { type Earlier, findRepeats, hashOf, type Left, noneEarlier } from "@/lib/bulk/rules/exclusions";
import { leaveOut } from "@/lib/bulk/rules/leaving-out";
import { findSaid } from "@/lib/bulk/said/queries";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { segmentsOf } from "@/lib/delivery/rules/queue";
import type { Content } from "@/lib/delivery/schema";
import { findNamingSeveral } from "@/lib/households/guard/queries";
import type { Shortened } from "@/lib/links/schema";
import { markPhi } from "@/lib/phi/content/rules";
import type { Channel } from "@/prisma/generated/enums";

/** A line that may be decided about: its person, ways and final words. */
export interface Ready {
  number: number;
  /** The patient as asked for; `person` is who they became when they were merged. */
  patientId: string;
  person: Person;
  plan: Channel[];
  content: Content;
  /** The words as they were written, before their addresses went under short ones. */
  written: Content;
  short: Shortened;
  versionId: string | null;
  basis: Record<string, string> | null;
  hash: string;
  channel: Channel;
  address: string | null;
  variables: Record<string, string>;
  /** The message of an earlier bulk that this one stands for. */
  replaces: string | null;
}

export interface Dropped {
  number: number;
  patientId: string | null;
  person: Person | null;
  variables: Record<string, string>;
  left: Left;
}

export interface Prepared {
  ready: Ready[];
  dropped: Dropped[];
}

export interface Conditions {
  onShared: "exclude" | "once";
  sendAgain: boolean;
}

/** Lines rendered in one go, some 10 ms of the processor. */
const YIELD_EVERY = 100;
/** People read at once. */
const BLOCK = 5_000;

/**
 * Renders every line and leaves out what need not be asked about: rows that mean nobody, missing words, repeats,
 * shared phones, and what the same person has had today. In parts, in the order of the list: whoever drops each part's
 * words before asking for the next holds a few megabytes, however many people there are.
 */
export async function* prepareInParts(
  tx: Tx,
  ctx: Ctx,
  wording: Wording,
  candidates: readonly Candidate[],
  conditions: Conditions,
): AsyncGenerator<Prepared> {
  const earlier = noneEarlier();
  for (let from = 0; from < candidates.length; from += BLOCK) {
    const block = candidates.slice(from, from + BLOCK);
    const ids = block.flatMap((one) => (one.left ? [] : (one.patientId ?? [])));
    const people = await loadPeople(tx, ctx, ids);
    for (let at = 0; at < block.length; at += wording.part) {
      const part = block.slice(at, at + wording.part);
      yield await preparePart(tx, ctx, wording, part, { ...conditions, people, earlier });
    }
  }
}

async function preparePart(
  tx: Tx,
  ctx: Ctx,
  wording: Wording,
  part: readonly Candidate[],
  { people, earlier, onShared, sendAgain }: Conditions & { people: Map<string, Person>; earlier: Earlier },
): Promise<Prepared> {
  const { rendered, dropped } = await renderAll(tx, ctx, wording, part, people);
  const repeats = await findUnfit(tx, ctx, rendered, onShared, earlier);
  const single = rendered.filter((one) => !repeats.has(one.number));
  const said = sendAgain ? new Map<string, Date>() : await findSaid(tx, ctx, single);
  const ready = leaveOut(rendered, dropped, ({ number, hash }) => {
    const at = said.get(hash);
    return repeats.get(number) ?? (at && { reason: "sent_today", evidence: { at: at.toISOString() } });
  });
  return { ready, dropped };
}

/** Lines that reach somebody twice or a shared phone, and those that list its people, by their numbers. */
export async function findUnfit(
  tx: Tx,
  ctx: Ctx,
  rendered: readonly Ready[],
  onShared: Conditions["onShared"],
  earlier: Earlier,
): Promise<Map<number, Left>> {
  const phones = rendered.flatMap((one) => (one.channel === "SMS" ? (one.address ?? []) : []));
  const shared = await findShared(tx, ctx, phones);
  const lines = rendered.map(({ number, person, channel, address }) => ({
    number,
    patientId: person.id,
    channel,
    address,
  }));
  const unfit = findRepeats(lines, shared, onShared, earlier);
  const naming = await findNamingSeveral(
    tx,
    ctx,
    rendered.flatMap(({ number: key, channel, address, written }) =>
      channel === "SMS" && address && shared.has(address) && !unfit.has(key)
        ? [{ key, address, words: written.SMS?.body ?? "" }]
        : [],
    ),
  );
  for (const number of naming) unfit.set(number, { reason: "names_several", evidence: {} });
  return unfit;
}

/** The same for lines that were prepared before: only their words are made anew. */
export async function renderAll(
  tx: Tx,
  ctx: Ctx,
  wording: Wording,
  candidates: readonly Candidate[],
  people: Map<string, Person>,
): Promise<{ rendered: Ready[]; dropped: Dropped[] }> {
  const ids = candidates.flatMap((one) => people.get(one.patientId ?? "")?.id ?? []);
  const known = await knownFor(tx, ctx, wording, [...new Set(ids)]);
  const rendered: Ready[] = [];
  const dropped: Dropped[] = [];
  for (const [index, { number, patientId, variables, left, replaces = null }] of candidates.entries()) {
    // The web answers others meanwhile.
    if (index % YIELD_EVERY === YIELD_EVERY - 1) await setImmediate();
    const person = patientId ? (people.get(patientId) ?? null) : null;
    const drop = (why: Left) => void dropped.push({ number, patientId, person, variables, left: why });
    if (left) drop(left);
    else if (!patientId || !person) drop({ reason: "unknown_patient", evidence: {} });
    else {
      const filled = fill(wording, person, known.get(person.id) ?? {}, variables);
      if (filled.problem) drop({ reason: filled.problem, evidence: {} });
      else if (filled.missing.length > 0) {
        drop({ reason: "missing_variable", evidence: { names: filled.missing.join(", ") } });
      } else {
        const { plan, versionId, basis, written, short } = filled;
        const content = marked(measured(filled.content), written, wording.clinicName);
        const channel = plan[0] ?? "SMS";
        const bound = channel === "SMS" ? (person.home?.address ?? null) : null;
        const address = bound ?? addressFor(person.contactPoints, channel);
        // A short link is another for every message: the same words are known by what was written.
        const hash = hashOf(person.id, written);
        rendered.push({
          number,
          patientId,
          person,
          plan,
          content,
          written,
          short,
          versionId,
          basis,
          hash,
          channel,
          address,
          variables,
          replaces,
        });
      }
    }
  }
  return { rendered, dropped };
}

/** A text carries what it costs of its sender's rate. */
function measured({ SMS: text, ...others }: Content): Content {
  return text ? { ...others, SMS: { body: text.body, segments: segmentsOf(text.body) } } : others;
}

/** What is private in the words is found once, here; the one decision reads the marks. */
function marked(content: Content, written: Content, clinicName: string): Content {
  const phi = markPhi(written, "bulk", clinicName);
  return phi ? { ...content, phi } : content;
}
