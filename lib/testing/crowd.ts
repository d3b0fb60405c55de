import { v7 as uuid } from "uuid";
import { inClinic } from "@/lib/db/transaction";
import type { Suite } from "@/lib/testing/ctx";
import { phoneNumber } from "@/lib/testing/patients";

export interface One {
  id: string;
  conversationId: string;
  phone: string;
}

/** Many people with a phone and a thread each, in three statements. */
export async function crowd(suite: Suite, count: number): Promise<One[]> {
  const people = Array.from({ length: count }, () => ({
    id: uuid(),
    conversationId: uuid(),
    phone: phoneNumber(),
  }));
  const base = { clinicId: suite.clinicId, createdAt: suite.time.clock() };
  await inClinic(suite.clinicId, async (tx) => {
    await tx.patient.createMany({
      data: people.map(({ id }) => ({
        ...base,
        id,
        firstName: "Maria",
        lastName: "Alvarez",
        searchText: "maria alvarez",
        updatedAt: base.createdAt,
      })),
    });
    await tx.contactPoint.createMany({
      data: people.map(({ id, phone }) => ({
        ...base,
        patientId: id,
        kind: "phone" as const,
        value: phone,
        isPrimary: true,
        source: "test",
      })),
    });
    await tx.conversation.createMany({
      data: people.map(({ id, conversationId }) => ({
        ...base,
        id: conversationId,
        kind: "patient" as const,
        patientId: id,
        lastMessageAt: base.createdAt,
      })),
    });
  });
  return people;
}
