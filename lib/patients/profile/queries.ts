import type { z } from "zod";
import { recordOpening } from "@/lib/audit/commands";
import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import type { Tx } from "@/lib/db/transaction";
import { notFound } from "@/lib/errors";
import { MovedSchema } from "@/lib/patients/merges/schema";
import { healthWords, standingConsents, suggestionFor } from "@/lib/patients/profile/rules";
import { clinicTimeZone, type PatientRow, ROW, viewOf } from "@/lib/patients/queries";
import { displayName, formatPhone } from "@/lib/patients/rules";
import { AddressSchema, type PatientDetail } from "@/lib/patients/schema";
import type { Channel, ContactKind } from "@/prisma/generated/enums";

/** Visits of the last month and everything to come are what a caller asks about. */
const PAST_VISITS_MS = 31 * 24 * 3_600_000;

const CHANNEL: Record<ContactKind, Channel> = { phone: "SMS", email: "EMAIL", device: "PUSH" };

/** A push token says nothing to anybody; its end tells two devices apart. */
const SHOWN: Record<ContactKind, (value: string) => string> = {
  phone: formatPhone,
  email: (value) => value,
  device: (value) => `App on a device (…${value.slice(-4)})`,
};

/** One patient with contact points, consents, visits and merges. The reading is audited. Throws `not_found`. */
export async function getPatient(ctx: Ctx, id: string): Promise<z.input<typeof PatientDetail>> {
  const patient = await findPatient(ctx, id);
  const subject = { subjectKind: "patient", subjectId: id, patientId: id };
  await recordOpening(ctx, { action: "patient.opened", ...subject });
  return patient;
}

/** A visit that the patient said yes to, for the start it still has, is confirmed whatever the calendar says. */
function shownVisit<V extends { status: string; startsAt: Date; confirmedFor: Date | null }>(visit: V): V {
  const confirmed = visit.status === "booked" && visit.confirmedFor?.getTime() === visit.startsAt.getTime();
  return confirmed ? { ...visit, status: "confirmed" } : visit;
}

/** The same for a caller that audits the reading itself. Throws `not_found`. */
export function findPatient(ctx: Ctx, id: string): Promise<z.input<typeof PatientDetail>> {
  return read(ctx, async (tx) => {
    const row = await tx.patient.findUnique({
      where: { clinicId_id: { clinicId: ctx.clinicId, id } },
      include: {
        ...ROW,
        appointments: {
          where: { startsAt: { gte: new Date(ctx.now.getTime() - PAST_VISITS_MS) } },
          orderBy: { startsAt: "asc" },
          take: 20,
        },
      },
    });
    if (!row) throw notFound("patient");
    const address = AddressSchema.safeParse(row.address);
    return {
      ...viewOf(row, await clinicTimeZone(tx, ctx), ctx.now),
      deceasedAt: row.deceasedAt,
      deceasedSource: row.deceasedSource,
      doNotContactAt: row.doNotContactAt,
      doNotContactReason: row.doNotContactReason,
      timeZone: row.timeZone,
      timeZoneUntil: row.timeZoneUntil,
      address: address.success ? address.data : null,
      contactPoints: await contactPoints(tx, ctx, row),
      consents: await consents(tx, ctx, row),
      appointments: row.appointments.map(shownVisit),
      merges: await merges(tx, ctx, id),
    };
  });
}

async function contactPoints(tx: Tx, ctx: Ctx, row: PatientRow) {
  const { clinicId } = ctx;
  const values = row.contactPoints.map((point) => point.value);
  const suppressions = await tx.suppression.findMany({
    where: { clinicId, address: { in: values }, endedAt: null },
    orderBy: { since: "asc" },
  });
  const others = await tx.contactPoint.findMany({
    where: {
      clinicId,
      kind: { in: ["phone", "email"] },
      value: { in: values },
      patientId: { not: row.id },
      patient: { kind: "person", mergedIntoId: null },
    },
    select: {
      value: true,
      patient: { select: { firstName: true, lastName: true, labels: { select: { id: true }, take: 1 } } },
    },
    orderBy: { createdAt: "asc" },
    take: 50,
  });
  const releases = await tx.vendorRelease.findMany({
    where: { clinicId, address: { in: values } },
    select: { channel: true, address: true, problem: true },
  });
  return row.contactPoints.map((point) => {
    const channel = CHANNEL[point.kind];
    const suppression = suppressions.find((one) => one.address === point.value && one.channel === channel);
    const releasing = releases.find((one) => one.address === point.value && one.channel === channel) ?? null;
    const sharedWith = others
      .filter((one) => one.value === point.value)
      .map((one) => (one.patient.labels.length > 0 ? "a restricted chart" : displayName(one.patient)));
    return {
      id: point.id,
      kind: point.kind,
      value: point.value,
      shown: SHOWN[point.kind](point.value),
      label: point.label,
      isPrimary: point.isPrimary,
      health: point.health,
      healthWords: healthWords({ ...point, suppressed: suppression?.reason ?? null, sharedWith, releasing }),
      optedOutSince: suppression?.since ?? null,
      wrongNumber: point.health === "closed" && point.healthReason === "wrong_number",
      sharedWith,
      source: point.source,
      lastConfirmedAt: point.lastConfirmedAt,
      suggestion: point.kind === "email" ? suggestionFor(point.value) : null,
    };
  });
}

const CHANNEL_OF = { phone: "SMS", email: "EMAIL", device: "PUSH" } as const;

/** What stands of the patient's own lines and of those about an address alone (a mailbox that unsubscribed). */
async function consents(tx: Tx, ctx: Ctx, { id, contactPoints }: PatientRow) {
  const addresses = contactPoints.map(({ kind, value }) => ({ channel: CHANNEL_OF[kind], address: value }));
  const events = await tx.consentEvent.findMany({
    where: {
      clinicId: ctx.clinicId,
      OR: [
        { patientId: id },
        ...addresses.map(({ channel, address }) => ({ patientId: null, channel, address })),
      ],
    },
    orderBy: { at: "asc" },
  });
  return standingConsents(events, addresses).map((event) => ({
    purpose: event.purpose,
    channel: event.channel,
    address: event.address,
    granted: event.act === "grant",
    source: event.source,
    at: event.at,
  }));
}

async function merges(tx: Tx, ctx: Ctx, intoId: string) {
  const { clinicId } = ctx;
  const rows = await tx.patientMerge.findMany({
    where: { clinicId, intoId, undoneAt: null },
    orderBy: { mergedAt: "desc" },
  });
  return rows.map((row) => {
    const moved = MovedSchema.parse(row.moved);
    return {
      id: row.id,
      from: moved.from,
      mergedAt: row.mergedAt,
      messages: moved.conversations.reduce((sum, one) => sum + one.messages.length, 0),
    };
  });
}
