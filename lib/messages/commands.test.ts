import { beforeAll, expect, test } from "vitest";
import { inClinic } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { drive, settle } from "@/lib/delivery/commands";
import { sendAgain } from "@/lib/messages/again/commands";
import { cancelMessage, markHandled, sendMessage } from "@/lib/messages/commands";
import { saveDraft } from "@/lib/messages/drafts/commands";
import { getDraft } from "@/lib/messages/drafts/queries";
import { overrideRule } from "@/lib/messages/overrides/commands";
import { getMessage } from "@/lib/messages/queries";
import { type Suite, suite } from "@/lib/testing/ctx";
import { inbound } from "@/lib/testing/inbound";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

const twilio = testVendor("twilio", "SMS", (message) =>
  message.channel === "SMS" && message.body.includes("fail")
    ? { kind: "rejected", retry: false, reason: "landline" }
    : { kind: "accepted", ref: `SM${message.channel}${Math.random()}` },
);
const sendgrid = testVendor("sendgrid", "EMAIL");
let clinic: Suite;
let night: Suite;

beforeAll(async () => {
  clinic = await suite({ providers: [twilio.provider, sendgrid.provider] });
  // 9:52 PM in Denver.
  night = await suite({ now: "2026-06-17T03:52:00Z", providers: [twilio.provider, sendgrid.provider] });
});

const conversationOf = (of: Suite, id: string) =>
  inClinic(of.clinicId, (tx) => tx.conversation.findUniqueOrThrow({ where: { id } }));

test("a text is taken in, driven out and told as a story", async () => {
  const maria = await patient(clinic);
  const sent = await sendMessage(clinic.ctx(), {
    patientId: maria.id,
    channel: "SMS",
    body: "See you Friday",
  });
  expect(sent).toMatchObject({
    status: "PENDING",
    conversationId: maria.conversationId,
    plan: ["SMS"],
    category: "treatment",
    authorName: "front desk",
    badge: { label: "Sending" },
  });
  expect(clinic.woken).toContain(sent.id);
  await drive(clinic.ctx(), [sent.id]);
  const told = await getMessage(clinic.ctx(), sent.id);
  expect(told.badge.label).toBe("Sent");
  expect(told.deliveries).toMatchObject([{ channel: "SMS", status: "SENT" }]);
  expect(told.story.map((line) => line.kind)).toEqual(["created", "allowed", "claimed", "accepted"]);
  expect(told.story.map((line) => line.words)).toContain("The text service took it.");
  const conversation = await conversationOf(clinic, maria.conversationId);
  expect(conversation).toMatchObject({
    lastMessageId: sent.id,
    snippet: "See you Friday",
    lastDirection: "OUTBOUND",
  });
});

test("without a channel the patient's order counts, then what the patient has", async () => {
  const reader = await patient(clinic, { phone: null });
  const sent = await sendMessage(clinic.ctx(), { patientId: reader.id, body: "Hello" });
  expect(sent).toMatchObject({ plan: ["EMAIL"], subject: "A message from Test Clinic" });
  const nobody = await patient(clinic, { phone: null, email: null });
  expect(await sendMessage(clinic.ctx(), { patientId: nobody.id, body: "Hello" })).toMatchObject({
    plan: ["SMS"],
    status: "FAILED",
    reason: "no_contact_point",
    decision: { kind: "block", rule: "no_contact_point" },
  });
});

test("a time that has passed is due now, and a message that is past its expiry is told so", async () => {
  const { id: patientId } = await patient(clinic);
  const before = (minutes: number) => new Date(clinic.time.clock().getTime() - minutes * 60_000);
  const due = await sendMessage(clinic.ctx(), { patientId, body: "Hello", scheduledAt: before(90) });
  await drive(clinic.ctx(), [due.id]);
  expect(await getMessage(clinic.ctx(), due.id)).toMatchObject({ status: "SENT" });
  const late = await sendMessage(clinic.ctx(), { patientId, body: "Hello", expiresAt: before(1) });
  expect(late).toMatchObject({ status: "FAILED", reason: "expired", decision: { rule: "expired" } });
  const never = { scheduledAt: before(-20), expiresAt: before(-10) };
  expect(await sendMessage(clinic.ctx(), { patientId, body: "Hello", ...never })).toMatchObject({
    status: "FAILED",
    reason: "expired",
  });
});

test("a send drops the writer's own draft and never a colleague's", async () => {
  const maria = await patient(clinic);
  const words = { channel: "SMS" as const, subject: "", body: "Half a sentence" };
  const own = await saveDraft(clinic.ctx(), maria.conversationId, words);
  const theirs = await saveDraft(clinic.ctx("clinician"), maria.conversationId, words);
  for (const draftId of [own.id, theirs.id]) {
    await sendMessage(clinic.ctx(), { patientId: maria.id, body: "Hello", draftId });
  }
  expect(await getDraft(clinic.ctx(), maria.conversationId)).toEqual({ draft: null });
  expect(await getDraft(clinic.ctx("clinician"), maria.conversationId)).toMatchObject({
    draft: { id: theirs.id },
  });
});

test("a hold is an outcome, told in the patient's time, and the patient's wait lets the writer lift it", async () => {
  const maria = await patient(night);
  const inReplyTo = await inbound(night, maria, "Are you there?", { minutesAgo: 12 });
  const reply = { patientId: maria.id, channel: "SMS" as const, body: "Yes", inReplyTo };
  const held = await sendMessage(night.ctx(), reply);
  expect(held).toMatchObject({ status: "SCHEDULED", reason: "quiet_hours", decision: { kind: "hold" } });
  expect(held.badge.sentence).toBe(
    "It is 9:52 PM for Maria. Maria wrote 12 minutes ago. This waits until 8:00 AM unless you choose “Send now, Maria is waiting”.",
  );
  const lift = { rule: "quiet_hours" as const, reason: "She is waiting" };
  await expect(
    overrideRule(night.ctx({ kind: "key", id: night.staff.admin, scopes: ["message.send"] }), held.id, lift),
  ).rejects.toMatchObject({ code: "forbidden" });
  const lifted = await overrideRule(night.ctx(), held.id, lift);
  expect(lifted).toMatchObject({ status: "PENDING", reason: null });
  expect(lifted.story.find((line) => line.kind === "override")?.words).toBe(
    "front desk lifted quiet hours for this message: “She is waiting”",
  );
  await expect(overrideRule(night.ctx(), held.id, lift)).rejects.toMatchObject({ reason: "not_held" });
});

test("someone else's held message is lifted only by those who may", async () => {
  const maria = await patient(night);
  const held = await sendMessage(night.ctx("admin"), { patientId: maria.id, channel: "SMS", body: "Hello" });
  const lift = { rule: "quiet_hours" as const, reason: "Urgent result" };
  await expect(overrideRule(night.ctx("front_desk"), held.id, lift)).rejects.toMatchObject({
    code: "forbidden",
  });
  expect((await overrideRule(night.ctx("clinician"), held.id, lift)).status).toBe("PENDING");
});

test("a reply is refused when the patient or a colleague wrote after what the writer had seen", async () => {
  const maria = await patient(clinic);
  const first = await inbound(clinic, maria, "Can I move my visit?");
  const reply = { patientId: maria.id, channel: "SMS" as const, body: "Yes", seenMessageId: first };
  clinic.time.advance(1_000);
  const late = await inbound(clinic, maria, "To Friday", { minutesAgo: 5 });
  await expect(sendMessage(clinic.ctx(), reply)).rejects.toMatchObject({
    code: "conflict",
    reason: "newer_message",
    details: { newerMessageId: late, by: "patient" },
  });
  clinic.time.advance(1_000);
  const answer = await sendMessage(clinic.ctx("clinician"), { ...reply, seenMessageId: late });
  await expect(sendMessage(clinic.ctx(), { ...reply, seenMessageId: late })).rejects.toMatchObject({
    message: expect.stringContaining("clinician answered while you were typing."),
    details: { newerMessageId: answer.id, by: "colleague" },
  });
  // One's own last message is no collision.
  const more = await sendMessage(clinic.ctx("clinician"), { ...reply, seenMessageId: late, body: "10 AM?" });
  expect(more.status).toBe("PENDING");
});

test("of two replies at once to the same message one wins", async () => {
  const maria = await patient(clinic);
  const seen = await inbound(clinic, maria, "Hello?");
  const reply = { patientId: maria.id, channel: "SMS" as const, body: "Hi", seenMessageId: seen };
  clinic.time.advance(1_000);
  const answers = await Promise.allSettled([
    sendMessage(clinic.ctx("front_desk"), reply),
    sendMessage(clinic.ctx("clinician"), reply),
  ]);
  expect(answers.map((answer) => answer.status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("an answer ends the wait; taking it back within the undo starts it again", async () => {
  const maria = await patient(clinic);
  const asked = await inbound(clinic, maria, "Can you call me?");
  const waiting = await conversationOf(clinic, maria.conversationId);
  expect(waiting.waitingSince).not.toBeNull();
  clinic.time.advance(1_000);
  const scheduledAt = new Date(clinic.time.clock().getTime() + 8_000);
  const sent = await sendMessage(clinic.ctx(), {
    patientId: maria.id,
    channel: "SMS",
    body: "Sure",
    seenMessageId: asked,
    scheduledAt,
  });
  expect(sent).toMatchObject({ status: "SCHEDULED", reason: "scheduled" });
  expect((await conversationOf(clinic, maria.conversationId)).waitingSince).toBeNull();
  const undone = await cancelMessage(clinic.ctx(), sent.id);
  expect(undone).toMatchObject({ status: "CANCELLED", reason: "cancelled", badge: { label: "Cancelled" } });
  expect(await conversationOf(clinic, maria.conversationId)).toMatchObject({
    waitingSince: waiting.waitingSince,
    lastMessageId: asked,
    snippet: "Can you call me?",
  });
  expect((await cancelMessage(clinic.ctx(), sent.id)).status).toBe("CANCELLED");
});

test("what has left cannot be cancelled", async () => {
  const maria = await patient(clinic);
  const sent = await sendMessage(clinic.ctx(), { patientId: maria.id, channel: "SMS", body: "Hi" });
  await drive(clinic.ctx(), [sent.id]);
  await expect(cancelMessage(clinic.ctx(), sent.id)).rejects.toMatchObject({ reason: "already_sent" });
});

test("a failure says its cause, is sent again as a new message and leaves the Failed view", async () => {
  const maria = await patient(clinic);
  const sent = await sendMessage(clinic.ctx(), { patientId: maria.id, channel: "SMS", body: "fail please" });
  await drive(clinic.ctx(), [sent.id]);
  const failed = await getMessage(clinic.ctx(), sent.id);
  expect(failed).toMatchObject({ status: "FAILED", reason: "landline", badge: { tone: "danger" } });
  expect(failed.badge.sentence).toMatch(/^Not delivered: \(303\) .* is a landline/);
  expect((await conversationOf(clinic, maria.conversationId)).failedSince).not.toBeNull();
  const again = await sendAgain(clinic.ctx(), sent.id, { body: "Other words", confirmUnknown: false });
  expect(again).toMatchObject({ body: "Other words", metadata: { resendOf: sent.id } });
  expect((await conversationOf(clinic, maria.conversationId)).failedSince).toBeNull();
  await expect(sendAgain(clinic.ctx("clinician"), sent.id, { confirmUnknown: false })).rejects.toMatchObject({
    code: "conflict",
    reason: "already_sent_again",
  });
  await expect(sendAgain(clinic.ctx(), again.id, { confirmUnknown: false })).rejects.toMatchObject({
    code: "conflict",
  });
});

test("a failure can be dealt with by hand", async () => {
  const maria = await patient(clinic);
  const sent = await sendMessage(clinic.ctx(), { patientId: maria.id, channel: "SMS", body: "fail" });
  await expect(markHandled(clinic.ctx(), sent.id)).rejects.toMatchObject({ reason: "not_failed" });
  await drive(clinic.ctx(), [sent.id]);
  await markHandled(clinic.ctx(), sent.id);
  expect((await conversationOf(clinic, maria.conversationId)).failedSince).toBeNull();
});

test("nobody plans a message more than a year ahead", async () => {
  const { id: patientId } = await patient(clinic);
  const scheduledAt = new Date(clinic.time.clock().getTime() + 400 * 86_400_000);
  const send = () => sendMessage(clinic.ctx(), { patientId, channel: "SMS", body: "Hi", scheduledAt });
  await expect(send()).rejects.toThrow("at most a year ahead");
});

test("a message that may have arrived is sent again only by someone who has read the warning", async () => {
  const silent = testVendor("twilio", "SMS", () => null);
  const own = await suite({ providers: [silent.provider] });
  const asha = await patient(own, { firstName: "Asha" });
  const sent = await sendMessage(own.ctx(), { patientId: asha.id, channel: "SMS", body: "Hi" });
  await drive(own.ctx(), [sent.id]);
  own.time.advance(60_000);
  await write(own.ctx({ kind: "system", job: "sweep" }), async (tx, audit) => {
    audit.fact();
    await settle(tx, own.ctx(), [sent.id]);
  });
  const unknown = await getMessage(own.ctx(), sent.id);
  expect(unknown).toMatchObject({
    status: "PENDING",
    reason: "unknown",
    badge: { label: "May have been sent" },
  });
  expect(unknown.badge.sentence).toBe(
    "May have been sent. The text service did not answer at 12:00 PM. We are checking; this usually takes under 5 minutes. Sending again could reach Asha twice.",
  );
  expect(unknown.story.map((line) => line.kind)).toEqual(["created", "allowed", "claimed", "unknown"]);
  await expect(cancelMessage(own.ctx(), sent.id)).rejects.toMatchObject({ reason: "already_sent" });
  await expect(sendAgain(own.ctx(), sent.id, { confirmUnknown: false })).rejects.toMatchObject({
    reason: "may_reach_twice",
  });
  const again = await sendAgain(own.ctx(), sent.id, { confirmUnknown: true });
  expect(again).toMatchObject({ body: "Hi", metadata: { resendOf: sent.id } });
});

test("a thread that fails on its first way is told on to the next", async () => {
  const own = await suite({ providers: [twilio.provider, sendgrid.provider] });
  const devon = await patient(own, { firstName: "Devon" });
  const sent = await sendMessage(own.ctx(), {
    patientId: devon.id,
    plan: ["SMS", "EMAIL"],
    body: "fail by text",
  });
  await drive(own.ctx(), [sent.id]);
  await drive(own.ctx(), [sent.id]);
  const told = await getMessage(own.ctx(), sent.id);
  expect(told.channel).toBe("EMAIL");
  const words = told.story.map((line) => line.words);
  expect(words).toContain("Next way: email, because the text did not arrive.");
  expect(words.find((line) => line.includes("is a landline"))).toBeDefined();
});
