import { v7 as uuid } from "uuid";
import { beforeAll, expect, test } from "vitest";
import { inClinic } from "@/lib/db/transaction";
import { drive } from "@/lib/delivery/commands";
import { sendAgain } from "@/lib/messages/again/commands";
import { cancelMessage, sendMessage } from "@/lib/messages/commands";
import { previewMessage } from "@/lib/messages/preview/queries";
import { getMessage } from "@/lib/messages/queries";
import { reschedule } from "@/lib/messages/reschedule/commands";
import { SendMessage } from "@/lib/messages/schema";
import { type Suite, suite } from "@/lib/testing/ctx";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

const twilio = testVendor("twilio", "SMS");
const sendgrid = testVendor("sendgrid", "EMAIL");
const providers = [twilio.provider, sendgrid.provider];
/** 9:52 PM on Tuesday in Denver, and the opening of Wednesday. */
const NIGHT = "2026-06-17T03:52:00Z";
const OPENING = new Date("2026-06-17T14:00:00Z");
let day: Suite;
let night: Suite;

beforeAll(async () => {
  day = await suite({ providers });
  night = await suite({ now: NIGHT, providers });
});

const textsTo = (phone: string) =>
  twilio.sent.flatMap(({ message }) =>
    message.channel === "SMS" && message.to === phone ? [message.body] : [],
  );
const mailsTo = (email: string) =>
  sendgrid.sent.flatMap(({ message }) =>
    message.channel === "EMAIL" && message.to.email === email ? [message] : [],
  );

/** A template that names the next visit, and a patient who has one on Friday. */
async function visitor(own: Suite) {
  const maria = await patient(own);
  const templateId = uuid();
  const base = { clinicId: own.clinicId, createdBy: "test", createdAt: own.time.clock() };
  const smsBody = "Hi {{firstName}}, see you {{appointmentDate}} at {{appointmentTime}}.";
  const visitId = uuid();
  await inClinic(own.clinicId, async (tx) => {
    await tx.messageTemplate.create({
      data: {
        ...base,
        id: templateId,
        name: `Visit ${templateId}`,
        category: "appointment",
        smsBody,
        updatedAt: base.createdAt,
      },
    });
    await tx.appointment.create({
      data: {
        id: visitId,
        clinicId: own.clinicId,
        externalId: visitId,
        patientId: maria.id,
        startsAt: new Date("2026-06-19T20:30:00Z"),
        provider: "Dr. Osei",
        updatedAt: base.createdAt,
      },
    });
  });
  const move = (startsAt: string) =>
    inClinic(own.clinicId, (tx) =>
      tx.appointment.updateMany({ where: { clinicId: own.clinicId, id: visitId }, data: { startsAt } }),
    );
  return { maria, templateId, move };
}

test("each hop of a plan carries its own words", async () => {
  const maria = await patient(day);
  const sent = await sendMessage(day.ctx(), {
    patientId: maria.id,
    plan: ["SMS", "EMAIL"],
    content: { SMS: { body: "By text" }, EMAIL: { subject: "By mail", body: "Longer, by mail" } },
  });
  await drive(day.ctx(), [sent.id]);
  expect(textsTo(maria.phone)).toEqual(["By text"]);
  // The text stays silent past its deadline: the next way says its own.
  day.time.advance(31 * 60_000);
  await drive(day.ctx(), [sent.id]);
  expect(mailsTo(maria.email)).toMatchObject([
    { subject: "By mail", text: expect.stringMatching(/^Longer, by mail\n/) },
  ]);
  const story = (await getMessage(day.ctx(), sent.id)).story.map((line) => line.words);
  expect(story).toContain("Next way: email, because nothing was heard of the text in time.");
});

test("a plan by preference takes only ways that have words", async () => {
  const maria = await patient(day);
  const of = async (input: object) =>
    (await previewMessage(day.ctx(), SendMessage.parse({ patientId: maria.id, ...input }))).plan.map(
      ({ channel }) => channel,
    );
  expect(await of({ content: { EMAIL: { body: "Hi" } } })).toEqual(["EMAIL"]);
  expect(await of({ body: "Hi" })).toEqual(["SMS"]);
  await inClinic(day.clinicId, (tx) =>
    tx.patient.updateMany({
      where: { clinicId: day.clinicId, id: maria.id },
      data: { channelOrder: ["EMAIL", "SMS"] },
    }),
  );
  expect(await of({ body: "Hi" })).toEqual(["EMAIL", "SMS"]);
  expect(await of({ content: { SMS: { body: "Hi" } } })).toEqual(["SMS"]);
});

test("a way that has to wait is passed over only when the sender said so", async () => {
  const maria = await patient(night);
  const input = { patientId: maria.id, plan: ["SMS" as const, "EMAIL" as const], body: "Your form is ready" };
  const waits = await sendMessage(night.ctx(), input);
  expect(waits).toMatchObject({ status: "SCHEDULED", reason: "quiet_hours", channel: "SMS" });
  const goes = await sendMessage(night.ctx(), { ...input, fallbackOnHold: true });
  await drive(night.ctx(), [waits.id, goes.id]);
  await drive(night.ctx(), [waits.id, goes.id]);
  expect(mailsTo(maria.email)).toHaveLength(1);
  const told = await getMessage(night.ctx(), goes.id);
  expect(told).toMatchObject({ status: "SENT", channel: "EMAIL", fallbackOnHold: true });
  expect(told.story.map((line) => line.words)).toContain("Next way: email, because the text has to wait.");
  await cancelMessage(night.ctx(), waits.id);
});

test("a template held overnight stops for a person when the visit moved, and goes when it did not", async () => {
  const own = await suite({ now: NIGHT, providers });
  const [moved, kept] = [await visitor(own), await visitor(own)];
  const send = ({ maria, templateId }: typeof moved) =>
    sendMessage(own.ctx(), { patientId: maria.id, channel: "SMS", templateId });
  const [first, second] = [await send(moved), await send(kept)];
  expect(first).toMatchObject({ status: "SCHEDULED", body: "Hi Maria, see you Friday, June 19 at 2:30 PM." });
  await moved.move("2026-06-19T22:00:00Z");
  own.time.set(OPENING);
  await drive(own.ctx(), [first.id, second.id]);
  expect(textsTo(kept.maria.phone)).toEqual(["Hi Maria, see you Friday, June 19 at 2:30 PM."]);
  expect(textsTo(moved.maria.phone)).toEqual([]);
  const told = await getMessage(own.ctx(), first.id);
  expect(told).toMatchObject({ status: "FAILED", reason: "facts_changed" });
  expect(told.badge.sentence).toBe(
    "Not sent: the visit has changed since this was written. It says 2:30 PM; the schedule says 4:00 PM. Change the words and send it.",
  );
  await expect(sendAgain(own.ctx(), first.id, { confirmUnknown: false })).rejects.toMatchObject({
    reason: "edit_words",
  });
});

test("tomorrow is not said tomorrow: the text stops for a person, who was told before", async () => {
  const own = await suite({ now: NIGHT, providers });
  const maria = await patient(own);
  const send = { patientId: maria.id, channel: "SMS" as const, body: "See you tomorrow at 9" };
  const preview = await previewMessage(own.ctx(), send);
  expect(preview.decision).toMatchObject({ kind: "hold", rule: "quiet_hours" });
  expect(preview.decision.words).toContain("It says “tomorrow”, which would be wrong on Wednesday, June 17");
  const sent = await sendMessage(own.ctx(), send);
  own.time.set(OPENING);
  await drive(own.ctx(), [sent.id]);
  expect(textsTo(maria.phone)).toEqual([]);
  const reworded = { patientId: maria.id, channel: "EMAIL" as const, body: "See you today at 9" };
  await sendMessage(own.ctx(), { ...reworded, replaces: sent.id });
  const conversation = await inClinic(own.clinicId, (tx) =>
    tx.conversation.findUniqueOrThrow({ where: { id: maria.conversationId } }),
  );
  expect(conversation.failedSince).toBeNull();
  expect(await getMessage(own.ctx(), sent.id)).toMatchObject({
    status: "FAILED",
    reason: "time_words",
    badge: {
      sentence:
        "Not sent: it says “tomorrow”, which was right on Tuesday, June 16 and would be wrong on Wednesday, June 17. Change the words and send it.",
    },
  });
});

test("what has expired is never sent", async () => {
  const own = await suite({ now: NIGHT, providers });
  const maria = await patient(own);
  const sent = await sendMessage(own.ctx(), {
    patientId: maria.id,
    plan: ["EMAIL"],
    body: "Reminder",
    scheduledAt: new Date("2026-06-17T04:00:00Z"),
    expiresAt: new Date("2026-06-17T04:30:00Z"),
  });
  own.time.set("2026-06-17T04:30:00Z");
  await drive(own.ctx(), [sent.id]);
  expect(mailsTo(maria.email)).toEqual([]);
  expect(await getMessage(own.ctx(), sent.id)).toMatchObject({ status: "FAILED", reason: "expired" });
});

test("a time on the patient's wall, and one that the clocks skip", async () => {
  const nora = await patient(day, { timeZone: "Europe/Madrid" });
  const at = (date: string, time: string) =>
    sendMessage(day.ctx(), {
      patientId: nora.id,
      channel: "SMS",
      body: "Hello",
      scheduledFor: { date, time },
    });
  expect(await at("2026-06-18", "09:30")).toMatchObject({
    scheduledAt: new Date("2026-06-18T07:30:00Z"),
    scheduledFor: { zone: "Europe/Madrid", clocks: "plain" },
    status: "SCHEDULED",
  });
  const skipped = await at("2027-03-28", "02:30");
  expect(skipped.scheduledAt).toEqual(new Date("2027-03-28T01:00:00Z"));
  expect(skipped.scheduledFor?.words).toBe(
    "Goes out Sunday, March 28 at 3:00 AM in Madrid. The clocks skip 2:30 AM there that day.",
  );
  expect(() =>
    SendMessage.parse({ patientId: nora.id, body: "x", scheduledFor: { date: "x", time: "25:00" } }),
  ).toThrow();
});

test("a waiting message is moved, told in its story, and goes at its new time", async () => {
  const maria = await patient(day);
  const sent = await sendMessage(day.ctx(), {
    patientId: maria.id,
    channel: "EMAIL",
    body: "Hello",
    scheduledAt: new Date("2026-06-18T18:00:00Z"),
  });
  const moved = await reschedule(day.ctx(), sent.id, { scheduledFor: { date: "2026-06-17", time: "15:00" } });
  expect(moved).toMatchObject({ status: "SCHEDULED", scheduledAt: new Date("2026-06-17T21:00:00Z") });
  expect(moved.story.map((line) => line.words)).toContain("front desk moved it to tomorrow at 3:00 PM.");
  await drive(day.ctx(), [sent.id]);
  expect(mailsTo(maria.email)).toEqual([]);
  await reschedule(day.ctx(), sent.id, { scheduledAt: null });
  await drive(day.ctx(), [sent.id]);
  expect(mailsTo(maria.email)).toHaveLength(1);
  await expect(reschedule(day.ctx(), sent.id, { scheduledAt: null })).rejects.toMatchObject({
    reason: "already_sent",
  });
  await expect(cancelMessage(day.ctx(), sent.id)).rejects.toMatchObject({ reason: "already_sent" });
});

test("against the worker exactly one wins, whoever it is", async () => {
  const own = await suite({ providers });
  const people = await Promise.all(Array.from({ length: 12 }, () => patient(own)));
  const sent = await Promise.all(
    people.map((one) => sendMessage(own.ctx(), { patientId: one.id, channel: "SMS", body: "Race" })),
  );
  const later = { scheduledAt: new Date("2026-06-18T18:00:00Z") };
  const tries = await Promise.all(
    sent.map(async ({ id }, index) => {
      const moving = index % 2 === 0 ? reschedule(own.ctx(), id, later) : cancelMessage(own.ctx(), id);
      const [, move] = await Promise.allSettled([drive(own.ctx(), [id]), moving]);
      return move.status === "fulfilled";
    }),
  );
  for (const [index, won] of tries.entries()) {
    expect(textsTo(people[index]?.phone ?? "")).toHaveLength(won ? 0 : 1);
  }
});

test("a move past the message's own end is refused", async () => {
  const maria = await patient(day);
  const sent = await sendMessage(day.ctx(), {
    patientId: maria.id,
    channel: "EMAIL",
    body: "Hello",
    scheduledAt: new Date("2026-06-17T18:00:00Z"),
    expiresAt: new Date("2026-06-17T20:00:00Z"),
  });
  await expect(
    reschedule(day.ctx(), sent.id, { scheduledAt: new Date("2026-06-17T20:00:00Z") }),
  ).rejects.toMatchObject({ reason: "after_expiry" });
});
