import { beforeAll, expect, test } from "vitest";
import { createBulk } from "@/lib/bulk/commands";
import { checkBulk } from "@/lib/bulk/preflight/queries";
import { getBulk } from "@/lib/bulk/queries";
import { listRecipients } from "@/lib/bulk/results/queries";
import { ListRecipients, SendBulk } from "@/lib/bulk/schema";
import { runBulks } from "@/lib/bulk/work/commands";
import { drive } from "@/lib/delivery/commands";
import { getMessage } from "@/lib/messages/queries";
import { type Suite, suite } from "@/lib/testing/ctx";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

const twilio = testVendor("twilio", "SMS");
const sendgrid = testVendor("sendgrid", "EMAIL");
const MINUTE_MS = 60_000;
let clinic: Suite;
let patientIds: string[];

beforeAll(async () => {
  clinic = await suite({ providers: [twilio.provider, sendgrid.provider] });
  patientIds = [(await patient(clinic)).id, (await patient(clinic)).id];
});

const both = (given: object = {}) =>
  SendBulk.parse({
    name: "Flu season",
    plan: ["SMS", "EMAIL"],
    content: { SMS: { body: "Call us." }, EMAIL: { subject: "Call us", body: "Please call us." } },
    audience: { kind: "patients", patientIds },
    ...given,
  });

test("a bulk takes its own patience as a single send does: kept, shown before, and obeyed by each message", async () => {
  const admin = () => clinic.ctx("admin");
  const input = both({ fallbackMinutes: { SMS: 10 } });
  expect(await checkBulk(admin(), input)).toMatchObject({
    plan: ["SMS", "EMAIL"],
    fallbackOnHold: false,
    fallbackMinutes: { SMS: 10 },
  });
  const id = await createBulk(admin(), input);
  expect(await getBulk(admin(), id)).toMatchObject({ fallbackOnHold: false, fallbackMinutes: { SMS: 10 } });
  await runBulks(clinic.ports, clinic.clinicId);
  const { items } = await listRecipients(admin(), id, ListRecipients.parse({}));
  const ids = items.flatMap(({ messageId }) => messageId ?? []);
  await drive(clinic.ctx(), ids);
  expect([twilio.sent.length, sendgrid.sent.length]).toEqual([2, 0]);
  clinic.time.advance(9 * MINUTE_MS);
  await drive(clinic.ctx(), ids);
  expect(sendgrid.sent.length).toBe(0);
  clinic.time.advance(MINUTE_MS);
  await drive(clinic.ctx(), ids);
  expect(sendgrid.sent.length).toBe(2);
  const { story } = await getMessage(clinic.ctx(), ids[0] ?? "");
  expect(story[0]?.words).toMatch(/If nothing is heard of the text for 10 min, the email follows\.$/);
  expect(story.some(({ kind, words }) => kind === "fallback" && /nothing was heard/.test(words))).toBe(true);
});

test("without one it is as the clinic's rules say", async () => {
  const id = await createBulk(clinic.ctx("admin"), both({ start: false, sendAgain: true }));
  expect(await getBulk(clinic.ctx("admin"), id)).toMatchObject({ fallbackMinutes: null });
});

test("who would have to wait goes by the next way, in the check and in the run, where the bulk says so", async () => {
  const night = await suite({
    now: "2026-06-17T05:00:00Z",
    providers: [testVendor("twilio", "SMS").provider, testVendor("sendgrid", "EMAIL").provider],
  });
  const audience = { kind: "patients", patientIds: [(await patient(night)).id, (await patient(night)).id] };
  expect(await checkBulk(night.ctx("admin"), both({ audience }))).toMatchObject({ go: 0, held: 2 });
  const now = both({ audience, fallbackOnHold: true });
  const check = await checkBulk(night.ctx("admin"), now);
  expect(check).toMatchObject({ go: 2, held: 0, channels: [{ channel: "EMAIL", count: 2 }] });
  const id = await createBulk(night.ctx("admin"), now);
  await runBulks(night.ports, night.clinicId);
  const { items } = await listRecipients(night.ctx("admin"), id, ListRecipients.parse({}));
  await drive(
    night.ctx(),
    items.flatMap(({ messageId }) => messageId ?? []),
  );
  expect(await getBulk(night.ctx("admin"), id)).toMatchObject({
    fallbackOnHold: true,
    counts: { sent: 2, held: 0 },
  });
});

test("a patience that outlasts the clinic's is refused by the check and the send alike", async () => {
  const refused = { code: "invalid", reason: "too_patient" };
  const input = both({ fallbackMinutes: { SMS: 72 * 60 } });
  await expect(checkBulk(clinic.ctx("admin"), input)).rejects.toMatchObject(refused);
  await expect(createBulk(clinic.ctx("admin"), input)).rejects.toMatchObject(refused);
});
