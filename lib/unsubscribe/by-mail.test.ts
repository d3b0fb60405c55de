import { v7 as uuid } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase } from "@/lib/db/client";
import { inClinic } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { env } from "@/lib/env";
import { keepSubscribers } from "@/lib/subscribers/commands";
import {
  codeInMailboxes,
  saysOnlyUnsubscribe,
  subscriberCode,
  unsubscribeHeaders,
  unsubscribeMailbox,
} from "@/lib/subscribers/rules";
import { type Suite, suite } from "@/lib/testing/ctx";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";
import { takeIn } from "@/lib/webhooks/commands";

const name = `mail-${uuid()}`;
let clinic: Suite;

beforeAll(async () => {
  clinic = await suite({ providers: [testVendor(name, "EMAIL").provider] });
});
afterAll(closeDatabase);

test("the headers are those of RFC 2369 and RFC 8058; the address keeps to 64 signs before the @", () => {
  const code = "0123456789abcdefghijklmno";
  const mailbox = unsubscribeMailbox("front-desk.messages@in.clinic.example", code) ?? "";
  expect(mailbox).toBe(`front-desk.messages+unsub${code}@in.clinic.example`);
  expect(mailbox.split("@")[0]?.length).toBeLessThanOrEqual(64);
  expect(codeInMailboxes(["desk@clinic.example", mailbox.toUpperCase()])).toBe(code);
  expect(codeInMailboxes(["desk+unsub12@clinic.example"])).toBeNull();
  expect(unsubscribeMailbox(`${"a".repeat(34)}@clinic.example`, code)).toBeNull();
  expect(unsubscribeHeaders("https://hub.example/u/x", null)).toMatchObject({
    "List-Unsubscribe": "<https://hub.example/u/x/one-click>",
  });
  expect(unsubscribeHeaders("https://hub.example/u/x", mailbox)).toEqual({
    "List-Unsubscribe": `<https://hub.example/u/x/one-click>, <mailto:${mailbox}?subject=unsubscribe>`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  });
});

test.each([
  ["", true],
  ["Unsubscribe", true],
  ["please unsubscribe me.\r\n> On Monday you wrote", true],
  ["Cancelar suscripción", true],
  ["Unsubscribe me, and cancel my visit on Friday", false],
])("%j says only that: %s", (text, only) => {
  expect(saysOnlyUnsubscribe(text)).toBe(only);
});

async function mailTo(to: string, from: string, text: string): Promise<void> {
  const ref = `<${uuid()}@mail.example>`;
  await takeIn(clinic.ports, name, [
    {
      ...{ kind: "message", channel: "EMAIL", eventId: ref, ref, at: clinic.time.clock() },
      ...{ from, to: [to], subject: "unsubscribe", text, attachments: [] },
    },
  ]);
}

test("a mail to the unsubscribe address is obeyed; only one with words of its own becomes a message", async () => {
  const tom = await patient(clinic);
  const ctx = clinic.ctx({ kind: "system", job: "test" });
  const { secret } = env();
  const one = { patientId: tom.id, address: tom.email };
  await write(ctx, async (tx, audit) => {
    audit.fact();
    await keepSubscribers(tx, ctx, [one, one], secret);
  });
  const code = subscriberCode({ ...one, clinicId: clinic.clinicId }, secret);
  const to = unsubscribeMailbox(`desk@test-${clinic.clinicId}.example`, code) ?? "";
  const where = { clinicId: clinic.clinicId };
  const ledger = () =>
    inClinic(clinic.clinicId, (tx) =>
      tx.consentEvent.findMany({
        where: { ...where, purpose: "marketing" },
        select: { purpose: true, act: true, source: true, address: true },
      }),
    );
  const messages = () => inClinic(clinic.clinicId, (tx) => tx.message.count({ where }));
  // Some mail programs leave it to a machine of theirs: who sends it does not matter, whoever has the code does.
  await mailTo(to, "bounce@relay.example", "");
  expect(await ledger()).toEqual([
    { purpose: "marketing", act: "revoke", source: "unsubscribe_mail", address: tom.email },
  ]);
  expect(await messages()).toBe(0);
  await mailTo(to, tom.email, "No more news, please, and please move my visit.");
  expect(await ledger()).toHaveLength(1);
  expect(await messages()).toBe(1);
});

test("answers find the clinic by the address it has them sent to", async () => {
  const replyTo = `answers-${clinic.clinicId}@in.example`;
  await inClinic(clinic.clinicId, (tx) =>
    tx.mailStyle.create({
      data: { clinicId: clinic.clinicId, color: "#1f6f5c", replyTo, updatedAt: clinic.time.clock() },
    }),
  );
  const ana = await patient(clinic);
  await mailTo(replyTo, ana.email, "Thank you.");
  const where = { clinicId: clinic.clinicId, patientId: ana.id };
  expect(await inClinic(clinic.clinicId, (tx) => tx.message.count({ where }))).toBe(1);
});
