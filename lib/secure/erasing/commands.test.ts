import { expect, test } from "vitest";
import { identifyLink } from "@/lib/auth/portal";
import { systemCtx } from "@/lib/ctx";
import { inClinic } from "@/lib/db/transaction";
import { drive } from "@/lib/delivery/commands";
import { sendAgain } from "@/lib/messages/again/commands";
import { sendMessage } from "@/lib/messages/commands";
import { getMessage } from "@/lib/messages/queries";
import { installPorts } from "@/lib/ports";
import { eraseOpened } from "@/lib/secure/erasing/commands";
import { openLetter } from "@/lib/secure/opening/commands";
import { suite } from "@/lib/testing/ctx";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

const WORDS = "Your A1c came back at 7.2.";
const DAY_MS = 86_400_000;

test("words behind a link go so long after they were opened or ran out, and stay with the message for staff", async () => {
  const twilio = testVendor("twilio", "SMS");
  const clinic = await suite({ providers: [twilio.provider] });
  const { clinicId } = clinic;
  installPorts({ clock: clinic.time.clock });
  await inClinic(clinicId, async (tx) => {
    const at = clinic.time.clock();
    await tx.vendor.createMany({
      data: [{ clinicId, provider: "twilio", baaSignedAt: at, createdAt: at }],
      skipDuplicates: true,
    });
    await tx.clinic.update({ where: { id: clinicId }, data: { settings: { secureDays: 10 } } });
  });
  const [opened, unopened] = [await patient(clinic), await patient(clinic)];
  const send = async (to: { id: string }) => {
    const asked = { patientId: to.id, channel: "SMS" as const, body: WORDS, secureLink: {} };
    const { id } = await sendMessage(clinic.ctx(), asked);
    await drive(clinic.ctx(), [id]);
    return id;
  };
  const [read, unread] = [await send(opened), await send(unopened)];
  const text = twilio.sent.find(({ message }) => message.channel === "SMS" && message.to === opened.phone);
  const code = /\/portal\/m\/([\w-]{22})/.exec(text?.message.channel === "SMS" ? text.message.body : "")?.[1];
  const holder = await identifyLink(code ?? "");
  if (!holder) throw new Error("No such link.");
  await openLetter(holder.ctx, holder.linkId, { reader: "a-browser-of-this-test-1" });

  const erase = async (days: number) => {
    clinic.time.advance(days * DAY_MS);
    await eraseOpened(systemCtx(clinicId, "tidy", clinic.ports));
    const rows = await inClinic(clinicId, (tx) => tx.secureMessage.findMany({ where: { clinicId } }));
    return [read, unread].map((id) => rows.find(({ messageId }) => messageId === id)?.body);
  };
  expect(await erase(9)).toEqual([WORDS, WORDS]);
  // Ten days after it was opened; the other ran out after seven, and is kept for ten more.
  expect(await erase(1)).toEqual(["", WORDS]);
  expect(await erase(7)).toEqual(["", ""]);

  const told = await getMessage(clinic.ctx(), read);
  expect(told.body).toBe(WORDS);
  expect(told.secure?.erasedAt).toEqual(new Date("2026-06-26T18:00:00Z"));
  expect(told.story.at(-1)?.words).toBe(
    "The words behind the link were removed on June 26 at 12:00 PM. They stay here, for staff.",
  );
  const audit = await inClinic(clinicId, (tx) =>
    tx.auditEntry.findMany({ where: { clinicId, action: "secure.words_removed" } }),
  );
  expect(audit.map(({ subjectId }) => subjectId).sort()).toEqual([read, unread].sort());

  await inClinic(clinicId, (tx) =>
    tx.message.updateMany({
      where: { clinicId, id: unread },
      data: { status: "FAILED", reason: "unreachable" },
    }),
  );
  await expect(sendAgain(clinic.ctx(), unread, { confirmUnknown: false })).rejects.toMatchObject({
    reason: "edit_words",
  });
});
