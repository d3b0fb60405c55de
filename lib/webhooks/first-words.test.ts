import { v7 as uuid } from "uuid";
import { expect, it } from "vitest";
import { inClinic } from "@/lib/db/transaction";
import { suite } from "@/lib/testing/ctx";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";
import { takeIn } from "@/lib/webhooks/commands";

/** A promise that somebody else fulfils. */
function signal() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve: () => resolve() };
}

it("her STOP is obeyed before its answer, also when our own first message makes her thread at that moment", async () => {
  const name = `carrier-${uuid()}`;
  const own = await suite({ providers: [testVendor(name, "SMS").provider] });
  const { clinicId } = own;
  const maria = await patient(own);
  const number = await inClinic(clinicId, async (tx) => {
    await tx.conversation.deleteMany({ where: { clinicId, id: maria.conversationId } });
    const where = { clinicId, channel: "SMS" as const };
    await tx.sender.updateMany({ where, data: { provider: name } });
    return (await tx.sender.findFirstOrThrow({ where })).address;
  });

  const at = own.time.clock();
  const [made, commit] = [signal(), signal()];
  const thread = { id: uuid(), clinicId, kind: "patient" as const, patientId: maria.id };
  const writing = inClinic(clinicId, async (tx) => {
    await tx.conversation.create({ data: { ...thread, lastMessageAt: at, createdAt: at } });
    made.resolve();
    await commit.promise;
  });
  await made.promise;
  const ref = `SM${uuid()}`;
  const words = { from: maria.phone, to: [number], text: "STOP", attachments: [] };
  const answered = takeIn(own.ports, name, [
    { kind: "message", channel: "SMS", eventId: ref, ref, at, ...words },
  ]);
  // Its filing stands at the thread by then, which nobody else can see yet.
  await new Promise((resolve) => setTimeout(resolve, 250));
  commit.resolve();
  await Promise.all([writing, answered]);

  const closed = await inClinic(clinicId, (tx) =>
    tx.suppression.findMany({ where: { clinicId, address: maria.phone, endedAt: null } }),
  );
  expect(closed.map(({ reason }) => reason)).toEqual(["stop"]);
});
