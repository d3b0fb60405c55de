import { v7 as uuid } from "uuid";
import { inClinic } from "@/lib/db/transaction";
import type { Suite } from "@/lib/testing/ctx";

// Drawn once: a draw for each number would give two of six hundred the same one in every fortieth crowd.
const first = Number.parseInt(uuid().slice(-6), 16);
let counter = 0;

/** A number nobody else in this process has: area code 303 (Denver), or the one asked for. */
export function phoneNumber(areaCode = "303"): string {
  counter += 1;
  const seed = (first + counter) % 8_000_000;
  return `+1${areaCode}${String(2_000_000 + seed)}`;
}

/** A person with a phone, a mail address and a conversation of their own. */
export async function patient(
  suite: Suite,
  given: {
    firstName?: string;
    lastName?: string;
    phone?: string | null;
    email?: string | null;
    timeZone?: string;
    language?: string;
  } = {},
) {
  const id = uuid();
  const conversationId = uuid();
  const now = suite.time.clock();
  const phone = given.phone === undefined ? phoneNumber() : given.phone;
  const email = given.email === undefined ? `p-${id}@example.org` : given.email;
  const name = { firstName: given.firstName ?? "Maria", lastName: given.lastName ?? "Alvarez" };
  await inClinic(suite.clinicId, async (tx) => {
    const base = { clinicId: suite.clinicId, createdAt: now };
    await tx.patient.create({
      data: {
        ...base,
        id,
        ...name,
        updatedAt: now,
        language: given.language ?? "en",
        timeZone: given.timeZone ?? null,
        searchText: `${name.firstName} ${name.lastName}`.toLowerCase(),
      },
    });
    const points = [
      ...(phone ? [{ kind: "phone" as const, value: phone }] : []),
      ...(email ? [{ kind: "email" as const, value: email }] : []),
    ];
    await tx.contactPoint.createMany({
      data: points.map((point) => ({ ...base, ...point, patientId: id, isPrimary: true, source: "test" })),
    });
    await tx.conversation.create({
      data: { ...base, id: conversationId, kind: "patient", patientId: id, lastMessageAt: now },
    });
  });
  return { id, conversationId, phone: phone ?? "", email: email ?? "" };
}
