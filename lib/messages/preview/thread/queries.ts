import { getClinic } from "@/lib/clinics/queries";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import type { Prepared } from "@/lib/messages/accept/queries";
import { findOptOuts, type OptOuts } from "@/lib/messages/optouts/queries";
import { zoneOf } from "@/lib/messages/shown/views";
import { type Answering, findHome } from "@/lib/messages/thread/queries";
import type { WordFacts } from "@/lib/messages/words/facts";

export interface Thread {
  conversationId: string | null;
  /** The shared or unknown address that the conversation belongs to. */
  address: string | null;
  facts: WordFacts;
  optOuts: OptOuts;
}

/** Where a message that is not sent yet would stand, and what its sentences may say about the patient. */
export async function findThread(
  tx: Tx,
  ctx: Ctx,
  about: Pick<Prepared, "patient" | "plan" | "household">,
  answer: Answering,
): Promise<Thread> {
  const { patient } = about;
  const { now } = ctx;
  const home = await findHome(tx, ctx, about, answer);
  const clinic = await getClinic(ctx);
  const addresses = patient.contactPoints.map((point) => point.value);
  return {
    conversationId: home.id,
    address: home.address,
    optOuts: await findOptOuts(tx, ctx, addresses, [patient.id]),
    facts: {
      channel: "SMS",
      status: "DRAFT",
      reason: null,
      evidence: {},
      name: patient.firstName.trim() || "this person",
      zone: zoneOf(patient, { clinic, now }),
      clinicZone: clinic.timeZone,
      clinicPhone: clinic.phone,
      to: null,
      until: null,
      lastInboundAt: home.lastInboundAt,
      unknownSince: null,
      openedAt: null,
      clickedAt: null,
      now,
    },
  };
}
