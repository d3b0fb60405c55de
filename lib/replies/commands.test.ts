import { beforeAll, expect, test } from "vitest";
import { type Ctx, mintCtx } from "@/lib/ctx";
import { inClinic } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { drive } from "@/lib/delivery/commands";
import { queueReply } from "@/lib/replies/commands";
import { MOST_A_DAY } from "@/lib/replies/rules";
import type { Reply } from "@/lib/replies/schema";
import { type Suite, suite } from "@/lib/testing/ctx";
import { inbound } from "@/lib/testing/inbound";
import { stored } from "@/lib/testing/messages";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

const vendor = testVendor("twilio", "SMS");
/** 9:52 PM in Denver. */
const NIGHT = "2026-06-17T03:52:00Z";
let clinic: Suite;
let ctx: Ctx;

beforeAll(async () => {
  clinic = await suite({ providers: [vendor.provider], now: NIGHT });
  ctx = mintCtx(clinic.clinicId, { kind: "provider", name: "twilio" }, clinic.ports);
});

type Someone = Awaited<ReturnType<typeof patient>>;

async function wrote(text: string): Promise<{ her: Someone; to: Omit<Reply, "kind" | "body"> }> {
  const her = await patient(clinic);
  const inReplyTo = await inbound(clinic, her, text);
  const { id: patientId, conversationId, phone } = her;
  return { her, to: { patientId, conversationId, channel: "SMS", to: phone, inReplyTo } };
}

const sentTo = (phone: string) =>
  vendor.sent.filter(({ message }) => message.channel === "SMS" && message.to === phone);

const queue = (reply: Reply) =>
  write(ctx, (tx, audit) => {
    audit.fact();
    return queueReply(tx, ctx, audit, reply);
  });

test("a STOP's answer leaves at night, past the opt-out, and stands in the thread as automatic; it ends no wait", async () => {
  const { her, to } = await wrote("STOP");
  const id = await queue({ ...to, kind: "stop", window: "closed-1", body: "No more texts." });
  if (!id) throw new Error("Nothing was queued.");
  await drive(ctx, [id]);
  expect(sentTo(her.phone)).toHaveLength(1);
  expect(await stored(clinic, id)).toMatchObject({
    isAutomatic: true,
    status: "SENT",
    createdByKind: "system",
  });
  const thread = await inClinic(clinic.clinicId, (tx) =>
    tx.conversation.findFirst({ where: { clinicId: clinic.clinicId, id: her.conversationId } }),
  );
  expect(thread).toMatchObject({ lastDirection: "INBOUND", snippet: "STOP", waitingSince: expect.any(Date) });
});

test("two webhooks and two runners queue one answer", async () => {
  const { to } = await wrote("hello there");
  const asked: Reply = { ...to, kind: "help", body: "For help, call us." };
  const answers = await Promise.all([queue(asked), queue(asked), queue(asked)]);
  expect(answers.filter(Boolean)).toHaveLength(1);
});

test("an emergency's answer is blocked where texts were stopped, and goes nowhere else", async () => {
  const { her, to } = await wrote("STOP");
  const id = await queue({ ...to, kind: "emergency", body: "Call 911." });
  const row = await stored(clinic, id ?? "");
  expect(row).toMatchObject({ status: "FAILED", reason: "opt_out" });
  const other = await queue({ ...to, kind: "help", window: "x", to: "+13035559999", body: "Call us." });
  expect(await stored(clinic, other ?? "")).toMatchObject({ status: "FAILED", reason: "no_contact_point" });
  expect(sentTo(her.phone)).toHaveLength(0);
});

test("short codes and machines get no answer, and two machines stop answering each other", async () => {
  const { to } = await wrote("hello");
  expect(await queue({ ...to, to: "72345", kind: "after_hours", body: "Closed." })).toBeNull();
  expect(
    await queue({ ...to, channel: "EMAIL", to: "noreply@example.org", kind: "help", body: "x" }),
  ).toBeNull();
  const answers: (string | null)[] = [];
  for (let count = 0; count < MOST_A_DAY + 2; count += 1) {
    answers.push(await queue({ ...to, kind: "help", window: `${count}`, body: "For help, call us." }));
  }
  expect(answers.filter(Boolean)).toHaveLength(MOST_A_DAY);
});
