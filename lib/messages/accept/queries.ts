import { type Files, planFiles } from "@/lib/attachments/planning/commands";
import { may } from "@/lib/auth/permissions";
import { getClinic, getPolicy } from "@/lib/clinics/queries";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { AppError, notFound } from "@/lib/errors";
import { findNamingSeveral } from "@/lib/households/guard/queries";
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
  const [patient, clinic] = await Promise.all([findPatient(tx, ctx, input.patientId), getClinic(ctx)]);
  if (!patient) throw notFound("patient");
  const template = input.templateId ? await wordsOf(tx, ctx, input.templateId, patient.language) : null;
  const planned = plannedAt(input, zoneOf(patient, { clinic, now: ctx.now }));
  checkPlannedTime(planned.at, ctx.now);
  const words = template?.words ?? null;
  const plan = planOf(input, patient, wordedOf(input, words));
  const visits = template ? await nextVisits(tx, ctx, [patient.id], ctx.now) : null;
  const known = knownVariables(patient, clinic, visits?.get(patient.id)?.[0] ?? null);
  const given = input.variables ?? {};
  const about = { clinicName: clinic.name, language: patient.language };
  const composed = compose(plan, input, words, { ...known, ...given }, about);
  const others = [clinic.name, known.appointmentProvider ?? "", known.appointmentLocation ?? ""];
  if (template || ctx.actor.kind !== "staff") await checkNames(tx, ctx, patient, composed.content, others);
  const category = template?.template.category ?? input.category ?? "treatment";
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

/** What no person wrote for this one reader names one patient of a shared phone at most. */
async function checkNames(
  tx: Tx,
  ctx: Ctx,
  patient: Whole,
  { SMS }: Composed["content"],
  others: readonly string[],
): Promise<void> {
  const phones = patient.contactPoints.filter(({ kind, health }) => kind === "phone" && health !== "closed");
  const address = (phones.find((point) => point.isPrimary) ?? phones[0])?.value ?? null;
  if (!SMS || !address) return;
  const several = await findNamingSeveral(tx, ctx, [{ key: address, address, words: SMS.body, others }]);
  if (several.size === 0) return;
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

/** The patient, or the one they were merged into. */
async function findPatient(tx: Tx, ctx: Ctx, id: string): Promise<Whole | null> {
  const [[patient], contactPoints] = await Promise.all([
    tx.$queryRaw<Omit<Whole, "contactPoints">[]>`
      SELECT ${PATIENT} FROM "Patient" WHERE "clinicId" = ${ctx.clinicId}::uuid AND id = ${id}::uuid`,
    tx.$queryRaw<Whole["contactPoints"]>`
      SELECT ${POINT} FROM "ContactPoint" WHERE "clinicId" = ${ctx.clinicId}::uuid AND "patientId" = ${id}::uuid
      ORDER BY "createdAt", id`,
  ]);
  if (!patient) return null;
  return patient.mergedIntoId ? findPatient(tx, ctx, patient.mergedIntoId) : { ...patient, contactPoints };
}
