import { beforeAll, expect, test } from "vitest";
import { inClinic } from "@/lib/db/transaction";
import { sendMessage } from "@/lib/messages/commands";
import { previewMessage } from "@/lib/messages/preview/queries";
import { PreviewAnswer, SendMessage } from "@/lib/messages/schema";
import { type Suite, suite } from "@/lib/testing/ctx";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

const providers = [testVendor("twilio", "SMS").provider, testVendor("sendgrid", "EMAIL").provider];
let day: Suite;
let night: Suite;

beforeAll(async () => {
  day = await suite({ providers });
  night = await suite({ now: "2026-06-17T03:52:00Z", providers });
});

/** Rows of every table of this clinic, with the newest transaction that wrote one. */
function fingerprint(own: Suite) {
  return inClinic(own.clinicId, async (tx) => {
    const tables = await tx.$queryRaw<{ name: string }[]>`
      SELECT table_name AS name FROM information_schema.columns
      WHERE table_schema = 'public' AND column_name = 'clinicId' ORDER BY 1`;
    const lines: string[] = [];
    for (const { name } of tables) {
      const [row] = await tx.$queryRawUnsafe<{ told: string }[]>(
        `SELECT count(*) || '/' || coalesce(max(xmin::text::bigint), 0) AS told FROM "${name}" WHERE "clinicId" = $1::uuid`,
        own.clinicId,
      );
      lines.push(`${name} ${row?.told}`);
    }
    return lines;
  });
}

const asks: [string, object][] = [
  ["a plain text", { body: "See you Friday" }],
  [
    "a plan with words for each way",
    {
      plan: ["SMS", "EMAIL"],
      content: { SMS: { body: "Short" }, EMAIL: { subject: "Long", body: "Longer" } },
    },
  ],
  ["a time on the patient's wall", { body: "Hello", scheduledFor: { date: "2026-06-20", time: "09:00" } }],
  ["a mail with an end that has passed", { channel: "EMAIL", body: "x", expiresAt: "2026-06-16T00:00:00Z" }],
  ["marketing without consent", { body: "Offer", category: "marketing" }],
  ["a way the patient does not have", { channel: "PUSH", body: "x" }],
  ["what may pass over the night", { plan: ["SMS", "EMAIL"], body: "x", fallbackOnHold: true }],
];

test.each(asks)("%s: the dry run says what the send then does, by day and by night", async (_, ask) => {
  for (const own of [day, night]) {
    const maria = await patient(own);
    const input = SendMessage.parse({ patientId: maria.id, ...ask });
    const before = await fingerprint(own);
    const preview = PreviewAnswer.parse(await previewMessage(own.ctx(), input));
    expect(await fingerprint(own)).toEqual(before);
    const sent = await sendMessage(own.ctx(), input);
    const { kind, rule, until, remedy } = preview.decision;
    expect({ kind, rule, until: until ?? null, remedy }).toEqual({
      kind: sent.decision?.kind,
      rule: sent.decision?.rule,
      until: sent.decision?.until?.toISOString() ?? null,
      remedy: sent.decision?.remedy,
    });
    expect(preview.plan.map(({ channel }) => channel)).toEqual(sent.plan);
    expect(preview.scheduledFor?.at ?? null).toBe(sent.scheduledFor?.at.toISOString() ?? null);
  }
});

test("the answer has the shape that integrators build on", async () => {
  const maria = await patient(night);
  const input = SendMessage.parse({
    patientId: maria.id,
    plan: ["SMS", "EMAIL", "PUSH"],
    content: {
      SMS: { body: "¿Puede venir el viernes?" },
      EMAIL: { subject: "Visit", body: "Hi", htmlBody: "<p>Hi</p>" },
      PUSH: { title: "Cedar Lane", body: "Open the app" },
    },
  });
  const answer = PreviewAnswer.parse(await previewMessage(night.ctx(), input));
  expect(answer).toMatchObject({
    decision: {
      kind: "hold",
      rule: "quiet_hours",
      until: "2026-06-17T14:00:00.000Z",
      evidence: { zone: "America/Denver", localTime: "21:52" },
      remedy: "override_quiet_hours",
    },
    plan: [{ channel: "SMS" }, { channel: "EMAIL" }, { channel: "PUSH" }],
    rendered: {
      SMS: { body: "¿Puede venir el viernes?", encoding: "GSM-7", segments: 1, cost: 0.0118 },
      EMAIL: { subject: "Visit", body: "Hi", htmlBody: "<p>Hi</p>" },
      PUSH: { title: "Cedar Lane", body: "Open the app" },
    },
  });
});
