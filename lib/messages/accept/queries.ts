import { type Files, planFiles } from "@/lib/attachments/planning/commands";
import { may } from "@/lib/auth/permissions";
import { getClinic, getPolicy } from "@/lib/clinics/queries";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { AppError, notFound } from "@/lib/errors";
import { listsPatients } from "@/lib/households/guard/rules";
import { findMembersBeside, type Household } from "@/lib/households/queries";
import { phoneOf } from "@/lib/households/rules";
import { basisOf, channelsWith } from "@/lib/messages/content/basis";
import { type Composed, compose, type TemplateBodies } from "@/lib/messages/content/compose";
import { plannedAt } from "@/lib/messages/planned/rules";
import type { WallTimeRead } from "@/lib/messages/planned/schema";
import { type Privacy, privacyOf } from "@/lib/messages/privacy/queries";
import { checkPatience, checkPlannedTime, planOf } from "@/lib/messages/rules";
import type { SendMessage } from "@/lib/messages/schema";
import { zoneOf } from "@/lib/messages/shown/views";
import { nextVisits } from "@/lib/templates/known/queries";
import { knownVariables } from "@/lib/templates/known/rules";
import { type TemplateWords, wordsOf } from "@/lib/templates/queries";
import type { Variables } from "@/lib/templates/render";
import { Prisma } from "@/prisma/generated/client";
import type { Category, Channel } from "@/prisma/generated/enums";

export interface Prepared extends Composed {
  patient: Whole;
  /** Everyone who has one of the patient's phones, by phone; null: nobody had to know. */
  household: Household | null;
  clinic: { id: string; name: string; timeZone: string; phone: string | null };
  plan: Channel[];
  category: Category;
  template: TemplateWords | null;
  /** What our records said where the words are the template's; null: own words. */
  basis: Variables | null;
  scheduledAt: Date | null;
  /** How a wall-clock time was read. */
  scheduledFor: WallTimeRead | null;
  privacy: Privacy;
  files: Files;
}

/**
 * Whom it goes to, by which ways and in which words: the same for a send and for its preview. A template's category
 * wins. Throws `not_found` for a patient or template of another clinic, and `invalid` for what cannot be said or is
 * planned too far ahead, and `forbidden` (`urgent_not_allowed`).
 */
export async function prepare(tx: Tx, ctx: Ctx, input: SendMessage): Promise<Prepared> {
  checkUrgent(ctx, input);
  if (input.fallbackMinutes) checkPatience(input.fallbackMinutes, (await getPolicy(ctx)).giveUpHours);
  // What no person wrote for this one reader names one patient of a shared phone at most.
  const isGuarded = input.templateId !== undefined || ctx.actor.kind !== "staff";
  const [found, clinic] = await Promise.all([
    findPatient(tx, ctx, input.patientId, isGuarded),
    getClinic(ctx),
  ]);
  if (!found) throw notFound("patient");
  const { patient, household } = found;
  const template = input.templateId ? await wordsOf(tx, ctx, input.templateId, patient.language) : null;
  const planned = plannedAt(input, zoneOf(patient, { clinic, now: ctx.now }));
  checkPlannedTime(planned.at, ctx.now);
  const words = template?.words ?? null;
  const plan = planOf(input, patient, wordedOf(input, words));
  const visits = template ? await nextVisits(tx, ctx, [patient.id], ctx.now) : null;
  const known = knownVariables(patient, clinic, visits?.get(patient.id)?.[0] ?? null);
  const given = input.variables ?? {};
  const category = template?.template.category ?? input.category ?? "treatment";
  const about = { clinicName: clinic.name, language: patient.language, category };
  const composed = compose(plan, input, words, { ...known, ...given }, about);
  const others = [clinic.name, known.appointmentProvider ?? "", known.appointmentLocation ?? ""];
  if (household) checkNames(patient, household, composed.content, others);
  const ready = { patient, clinic, plan, category, content: composed.content, scheduledAt: planned.at };
  const templateId = template?.template.id ?? null;
  const privacy = await privacyOf(tx, ctx, { ...ready, templateId }, input);
  const { hidden, phi } = privacy;
  const files = await planFiles(
    tx,
    ctx,
    {
      ...ready,
      templateId,
      zone: zoneOf(patient, { clinic, now: ctx.now }),
      conversationId: null,
      hidden: hidden !== null,
      phi,
      keepWords: input.keepWords !== undefined,
      secureLink: input.secureLink,
    },
    input.attachments,
  );
  return {
    ...composed,
    content: files.content,
    files,
    privacy,
    patient,
    household,
    clinic,
    plan,
    category,
    template,
    basis:
      words && composed.missing.length === 0
        ? basisOf(composed.content, words, { known, given }, about)
        : null,
    scheduledAt: planned.at,
    scheduledFor: planned.read,
  };
}

function checkNames(
  patient: Whole,
  household: Household,
  { SMS }: Composed["content"],
  others: readonly string[],
): void {
  const address = phoneOf(patient);
  if (!SMS || !address || !listsPatients({ address, words: SMS.body, others }, household)) return;
  const problem =
    "This text names several patients of one phone. Send each patient's own words, without the others.";
  throw new AppError("invalid", problem, "names_several", { fields: [{ field: "body", problem }] });
}

/** What is urgent goes before every reply and takes of the daily reserve: not for everybody who may send. */
function checkUrgent({ actor }: Ctx, { priority }: SendMessage): void {
  if (priority !== "urgent" || actor.kind === "system" || may(actor, "message.urgent")) return;
  const words =
    "Only clinicians and admins may mark a message as urgent. Send it as normal, or ask one of them.";
  throw new AppError("forbidden", words, "urgent_not_allowed");
}

/** The ways that have words, when not all of them have. */
function wordedOf(input: SendMessage, template: TemplateBodies | null): Channel[] | null {
  if (input.body?.trim() || input.htmlBody?.trim()) return null;
  const given = Object.keys(input.content ?? {}) as Channel[];
  return [...new Set([...given, ...(template ? channelsWith(template) : [])])];
}

type Whole = Prisma.PatientGetPayload<{ include: { contactPoints: true } }>;

const columnsOf = (fields: Record<string, string>) =>
  Prisma.raw(
    Object.values(fields)
      // An array of an enum has no parser of its own, and one never set is empty.
      .map((name) =>
        name === "channelOrder" ? `coalesce("${name}"::text[], '{}') AS "${name}"` : `"${name}"`,
      )
      .join(", "),
  );
const PATIENT = columnsOf(Prisma.PatientScalarFieldEnum);
const POINT = columnsOf(Prisma.ContactPointScalarFieldEnum);

interface Found {
  patient: Whole;
  household: Household | null;
}

/** The patient, or the one they were merged into; on demand with everyone at their phones. */
async function findPatient(tx: Tx, ctx: Ctx, id: string, withHousehold: boolean): Promise<Found | null> {
  const [[patient], contactPoints, household] = await Promise.all([
    tx.$queryRaw<Omit<Whole, "contactPoints">[]>`
      SELECT ${PATIENT} FROM "Patient" WHERE "clinicId" = ${ctx.clinicId}::uuid AND id = ${id}::uuid`,
    tx.$queryRaw<Whole["contactPoints"]>`
      SELECT ${POINT} FROM "ContactPoint" WHERE "clinicId" = ${ctx.clinicId}::uuid AND "patientId" = ${id}::uuid
      ORDER BY "createdAt", id`,
    withHousehold ? findMembersBeside(tx, ctx, id) : null,
  ]);
  if (!patient) return null;
  if (patient.mergedIntoId) return findPatient(tx, ctx, patient.mergedIntoId, withHousehold);
  return { patient: { ...patient, contactPoints }, household };
}
