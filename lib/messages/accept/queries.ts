import { getClinic } from "@/lib/clinics/queries";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { notFound } from "@/lib/errors";
import { type Composed, compose } from "@/lib/messages/content/compose";
import { knownVariables } from "@/lib/messages/content/variables";
import { planOf } from "@/lib/messages/rules";
import type { SendMessage } from "@/lib/messages/schema";
import { type TemplateWords, wordsOf } from "@/lib/templates/queries";
import type { Category, Channel } from "@/prisma/generated/enums";

export interface Prepared extends Composed {
  patient: NonNullable<Awaited<ReturnType<typeof findPatient>>>;
  plan: Channel[];
  category: Category;
  template: TemplateWords | null;
}

/**
 * Whom it goes to, by which ways and in which words: the same for a send and for its preview. A template's category
 * wins. Throws `not_found` for a patient or template of another clinic, and `invalid` for what cannot be said.
 */
export async function prepare(tx: Tx, ctx: Ctx, input: SendMessage): Promise<Prepared> {
  const patient = await findPatient(tx, ctx, input.patientId);
  if (!patient) throw notFound("patient");
  const clinic = await getClinic(ctx);
  const template = input.templateId ? await wordsOf(tx, ctx, input.templateId, patient.language) : null;
  const plan = planOf(input, patient);
  const visit = template ? await findNextVisit(tx, ctx, patient.id) : null;
  const variables = { ...knownVariables(patient, clinic, visit), ...input.variables };
  const about = { clinicName: clinic.name, language: patient.language };
  const composed = compose(plan, input, template?.words ?? null, variables, about);
  const category = template?.template.category ?? input.category ?? "treatment";
  return { ...composed, patient, plan, category, template };
}

/** The patient, or the one they were merged into. */
async function findPatient(tx: Tx, ctx: Ctx, id: string) {
  const of = (patientId: string) =>
    tx.patient.findFirst({
      where: { clinicId: ctx.clinicId, id: patientId },
      include: { contactPoints: true },
    });
  const patient = await of(id);
  return patient?.mergedIntoId ? of(patient.mergedIntoId) : patient;
}

function findNextVisit(tx: Tx, ctx: Ctx, patientId: string) {
  return tx.appointment.findFirst({
    where: { clinicId: ctx.clinicId, patientId, startsAt: { gt: ctx.now }, status: "booked" },
    orderBy: { startsAt: "asc" },
  });
}
