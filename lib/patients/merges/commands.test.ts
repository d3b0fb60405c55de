import { v7 as uuid } from "uuid";
import { beforeAll, expect, it } from "vitest";
import { inClinic } from "@/lib/db/transaction";
import { createPatient } from "@/lib/patients/commands";
import { mergePatients, undoMerge } from "@/lib/patients/merges/commands";
import { getPatient } from "@/lib/patients/profile/queries";
import { type Suite, suite } from "@/lib/testing/ctx";
import { patient, phoneNumber } from "@/lib/testing/patients";

let here: Suite;
beforeAll(async () => {
  here = await suite();
});

/** A number nobody knows has written these words. */
async function stranger(words: string[]) {
  const phone = phoneNumber();
  const id = uuid();
  const conversationId = uuid();
  const base = { clinicId: here.clinicId, createdAt: here.time.clock() };
  await inClinic(here.clinicId, async (tx) => {
    await tx.patient.create({
      data: { ...base, id, kind: "unsorted", firstName: "", lastName: "", updatedAt: base.createdAt },
    });
    await tx.contactPoint.create({
      data: { ...base, patientId: id, kind: "phone", value: phone, isPrimary: true, source: "inbound" },
    });
    await tx.conversation.create({
      data: {
        ...base,
        id: conversationId,
        kind: "unknown",
        address: phone,
        patientId: id,
        lastMessageAt: base.createdAt,
      },
    });
    for (const body of words) {
      here.time.advance(1_000);
      const at = here.time.clock();
      await tx.message.create({
        data: {
          ...{ clinicId: here.clinicId, patientId: id, conversationId, body, fromAddress: phone },
          ...{
            channel: "SMS",
            direction: "INBOUND",
            status: "DELIVERED",
            createdBy: id,
            createdByKind: "patient",
          },
          ...{ createdAt: at, updatedAt: at },
        },
      });
    }
  });
  return { id, phone, conversationId };
}

const thread = (id: string) =>
  inClinic(here.clinicId, async (tx) => ({
    row: await tx.conversation.findUnique({ where: { id } }),
    words: (await tx.message.findMany({ where: { conversationId: id }, orderBy: { createdAt: "asc" } })).map(
      (message) => message.body,
    ),
  }));

it("links an unknown sender to a patient, and takes it back to the row", async () => {
  const maria = await patient(here);
  const unknown = await stranger(["Hi, it is Maria", "This is my new number"]);
  const merge = await mergePatients(here.ctx(), unknown.id, maria.id);
  expect(merge).toMatchObject({ messages: 2, conversationId: maria.conversationId });

  const joined = await thread(maria.conversationId);
  expect(joined.words).toEqual(["Hi, it is Maria", "This is my new number"]);
  expect(joined.row).toMatchObject({
    snippet: "This is my new number",
    lastDirection: "INBOUND",
    status: "open",
  });
  expect(joined.row?.waitingSince).toBeTruthy();
  expect((await thread(unknown.conversationId)).row).toBeNull();
  const linked = await getPatient(here.ctx(), maria.id);
  expect(linked.contactPoints.map((point) => point.value).sort()).toContain(unknown.phone);
  expect(linked.merges).toMatchObject([{ id: merge.id, messages: 2 }]);

  await undoMerge(here.ctx(), merge.id);
  const back = await thread(unknown.conversationId);
  expect(back.words).toEqual(["Hi, it is Maria", "This is my new number"]);
  expect(back.row).toMatchObject({
    kind: "unknown",
    address: unknown.phone,
    snippet: "This is my new number",
  });
  expect((await thread(maria.conversationId)).row).toMatchObject({ snippet: "", waitingSince: null });
  const parted = await getPatient(here.ctx(), maria.id);
  expect(parted.contactPoints.map((point) => point.value)).not.toContain(unknown.phone);
  expect(parted.merges).toEqual([]);
  await expect(undoMerge(here.ctx(), merge.id)).rejects.toMatchObject({ code: "conflict" });
});

it("makes a patient of an unknown number: the new one has the number once, and the thread", async () => {
  const { id, phone } = await stranger(["Is this the clinic?"]);
  const added = await createPatient(here.ctx(), { firstName: "Nadia", lastName: "Newcomer", phone });
  const { conversationId } = await mergePatients(here.ctx(), id, added.id);
  const { row } = await thread(conversationId);
  expect(row).toMatchObject({ patientId: added.id, kind: "patient" });
  const { contactPoints } = await getPatient(here.ctx(), added.id);
  expect(contactPoints.map(({ value }) => value)).toEqual([phone]);
});

it("makes a thread for a patient without one and removes it again", async () => {
  const ken = await patient(here);
  await inClinic(here.clinicId, (tx) => tx.conversation.delete({ where: { id: ken.conversationId } }));
  const unknown = await stranger(["Ken here"]);
  const merge = await mergePatients(here.ctx(), unknown.id, ken.id);
  expect((await thread(merge.conversationId)).words).toEqual(["Ken here"]);
  await undoMerge(here.ctx(), merge.id);
  expect((await thread(merge.conversationId)).row).toBeNull();
});

it("lets one of two people at once say who it is", async () => {
  const [a, b] = [await patient(here), await patient(here)];
  const unknown = await stranger(["Who am I?"]);
  const both = await Promise.allSettled([
    mergePatients(here.ctx(), unknown.id, a.id),
    mergePatients(here.ctx(), unknown.id, b.id),
  ]);
  expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
});

it("links only unknown senders, and only within a clinic", async () => {
  const elsewhere = await suite();
  const [a, b] = [await patient(here), await patient(here)];
  await expect(mergePatients(here.ctx(), a.id, b.id)).rejects.toMatchObject({ reason: "not_unsorted" });
  const unknown = await stranger(["?"]);
  await expect(mergePatients(elsewhere.ctx(), unknown.id, a.id)).rejects.toMatchObject({ code: "not_found" });
});
