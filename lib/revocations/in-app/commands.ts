import { suppressContact } from "@/lib/consents/commands";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import type { Audit } from "@/lib/db/write";
import { holdAddresses } from "@/lib/delivery/addresses/commands";
import { lockUnderway } from "@/lib/delivery/closing/commands";
import { recordChanges } from "@/lib/live/changes";
import type { Obeyed, Said } from "@/lib/revocations/commands";
import { findAddressesOf, findClosed, findOwned, type OwnedAddress } from "@/lib/revocations/queries";
import { evidenceOf } from "@/lib/revocations/rules/heard";
import { unsure, waysMeant } from "@/lib/revocations/rules/in-app";

/**
 * Does at once what a patient's words in the portal ask of our messages. There is no address that they came from: they
 * close the numbers and mail addresses of the chart, of the ways they name, and of both where they name none ("stop").
 * Where one of these is also another's, or belongs to somebody who acts for the patient, nothing is closed and a person
 * decides. Answers in the portal go on: she opens it herself. Answers `said` as it was understood, and what was closed.
 * Call it before anything else is locked, as `obey` (decisions 003, 004, 014).
 */
export async function obeyInApp(
  tx: Tx,
  ctx: Ctx,
  audit: Audit,
  said: Said,
  text: string,
): Promise<{ said: Said; obeyed: Obeyed; closed: string[] }> {
  const { verdict } = said.heard;
  const { death } = verdict;
  const nothing = { said, obeyed: { held: [], changed: false }, closed: [] };
  if (verdict.kind !== "stop" && verdict.kind !== "unsure_revocation" && !death) return nothing;
  const ends = waysMeant(text);
  const meant = await findOwned(tx, ctx, said.patientId, ends);
  // A death holds what goes to the patient by any way.
  const held = death ? await findAddressesOf(tx, ctx, said.patientId) : meant;
  await holdAddresses(
    tx,
    ctx,
    held.map(({ address }) => address),
  );
  const underway = await lockUnderway(tx, ctx, held);
  const asks = { held: underway, changed: false };
  if (verdict.kind !== "stop") return { said, obeyed: asks, closed: [] };
  if (meant.some(({ own }) => !own)) {
    const heard = { ...said.heard, verdict: unsure(verdict) };
    return { said: { ...said, heard }, obeyed: asks, closed: [] };
  }
  const changed = await closeOwned(tx, ctx, audit, meant, { ...said, word: verdict.word });
  const closed = meant.map(({ address }) => address);
  return { said, obeyed: { held: death ? underway : [], changed, ends }, closed };
}

/**
 * Closes these addresses of a patient, and what was asked about them or in the portal is decided. The addresses are
 * held (`holdAddresses`). Whether any of them was open before.
 */
export async function closeOwned(
  tx: Tx,
  ctx: Ctx,
  audit: Audit,
  owned: readonly OwnedAddress[],
  about: { patientId: string; messageId: string; at?: Date; word: string | null },
): Promise<boolean> {
  const { messageId, at, word, patientId } = about;
  const evidence = { ...evidenceOf(word), way: "portal" };
  let changed = false;
  for (const { channel, address } of owned) {
    if (!(await findClosed(tx, ctx, { channel, address, reason: "stop" }))) changed = true;
    const closing = { channel, address, reason: "stop" as const, evidence, messageId };
    await suppressContact(tx, ctx, audit, { ...closing, ...(at ? { at } : {}) });
  }
  const asked = owned.map(({ channel, address }) => ({ channel, address }));
  const { count } = await tx.revocationQuestion.updateMany({
    where: {
      clinicId: ctx.clinicId,
      kind: "stop",
      decidedAt: null,
      OR: [...asked, { channel: "IN_APP", address: patientId }],
    },
    data: { answer: "yes", decidedAt: ctx.now },
  });
  if (count > 0) await recordChanges(tx, ctx, [{ kind: "question", subjectId: messageId }]);
  return changed;
}
