import { v7 as uuid } from "uuid";
import { inClinic } from "@/lib/db/transaction";
import { searchTextOf } from "@/lib/patients/rules";

export interface DemoPerson {
  id: string;
  firstName: string;
  lastName: string;
  phone: string | null;
  email: string | null;
  zone: string;
}

export interface PersonGiven {
  name: string;
  phone?: string | null;
  email?: string | null;
  /** The push token of the clinic's app. */
  device?: string;
  born?: string;
  language?: string;
  /** Where they are, when it is not where the clinic is; `until` for travellers. */
  zone?: string;
  until?: Date;
  label?: string;
  /** Signed at the desk that texts and mails about their health may be read by others. */
  takesRisk?: boolean;
}

/** Chart numbers run on from one call to the next. */
let charts = 10_481;

/** Puts people into the clinic's book, each with a conversation of their own later when somebody writes. */
export async function addPeople(
  clinic: { id: string; timeZone: string; zip: string },
  now: Date,
  given: PersonGiven[],
): Promise<DemoPerson[]> {
  const createdAt = new Date(now.getTime() - 400 * 86_400_000);
  const people = given.map((one) => {
    charts += 1;
    const [firstName = "", ...rest] = one.name.split(" ");
    return {
      ...one,
      id: uuid(),
      chart: `MRN-${charts}`,
      firstName,
      lastName: rest.join(" "),
      phone: one.phone ?? null,
      email: one.email ?? null,
      zone: one.zone ?? clinic.timeZone,
    };
  });
  await inClinic(clinic.id, async (tx) => {
    await tx.patient.createMany({
      data: people.map((one) => ({
        id: one.id,
        clinicId: clinic.id,
        externalId: one.chart,
        firstName: one.firstName,
        lastName: one.lastName,
        dateOfBirth: new Date(`${one.born ?? "1984-03-12"}T00:00:00Z`),
        language: one.language ?? "en",
        timeZone: one.zone === clinic.timeZone ? null : one.zone,
        timeZoneUntil: one.until ?? null,
        address: one.zone === clinic.timeZone ? { zip: clinic.zip } : {},
        searchText: searchTextOf({
          firstName: one.firstName,
          lastName: one.lastName,
          externalId: one.chart,
          contacts: [one.phone, one.email].filter((value) => value !== null),
        }),
        createdAt,
        updatedAt: createdAt,
      })),
    });
    const points = people.flatMap((one) => [
      ...(one.phone
        ? [{ patientId: one.id, kind: "phone" as const, value: one.phone, label: one.label ?? "Mobile" }]
        : []),
      ...(one.email ? [{ patientId: one.id, kind: "email" as const, value: one.email, label: null }] : []),
      ...(one.device ? [{ patientId: one.id, kind: "device" as const, value: one.device, label: null }] : []),
    ]);
    const rest = {
      clinicId: clinic.id,
      isPrimary: true,
      source: "intake form",
      lastConfirmedAt: createdAt,
      createdAt,
    };
    await tx.contactPoint.createMany({ data: points.map((point) => ({ ...point, ...rest })) });
    await tx.consentEvent.createMany({
      data: people.flatMap((one) =>
        (
          [
            ["contact", "SMS"],
            ["contact", "EMAIL"],
            ...(one.takesRisk ? ([["texting_risk", "SMS"]] as const) : []),
          ] as const
        ).map(([purpose, channel]) => ({
          clinicId: clinic.id,
          patientId: one.id,
          purpose,
          channel,
          address: channel === "SMS" ? one.phone : one.email,
          act: "grant" as const,
          actorKind: "system",
          source: "paper",
          at: createdAt,
        })),
      ),
    });
  });
  return people;
}
