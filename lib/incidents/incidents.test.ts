import { expect, test } from "vitest";
import { getConversation } from "@/lib/conversations/queries";
import { inClinic } from "@/lib/db/transaction";
import { drive } from "@/lib/delivery/commands";
import { assessIncident, assignIncident, reportIncident, tellIncident } from "@/lib/incidents/commands";
import { getIncident, listExposed, listIncidents } from "@/lib/incidents/queries";
import { clockWords, dueAfter } from "@/lib/incidents/rules";
import { reportWrongNumber } from "@/lib/incidents/wrong-number/commands";
import { sendMessage } from "@/lib/messages/commands";
import { getMessage } from "@/lib/messages/queries";
import { getPatient } from "@/lib/patients/profile/queries";
import { decideQuestion } from "@/lib/revocations/deciding/commands";
import { suite } from "@/lib/testing/ctx";
import { inbound } from "@/lib/testing/inbound";
import { patient, phoneNumber } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

const FACTORS = {
  nature: "First name and a visit.",
  recipient: "Whoever has the number now.",
  acquired: "It was read: they answered.",
  mitigated: "The number is closed.",
};

async function world() {
  const vendor = testVendor("twilio", "SMS");
  const clinic = await suite({ providers: [vendor.provider] });
  const officer = clinic.ctx("privacy_officer");
  const list = async () => (await listIncidents(officer, { limit: 20 })).items;
  return { vendor, clinic, officer, list };
}

test("wrong number: what is queued is cancelled, one apology without a name goes there, and what went before is on record", async () => {
  const { vendor, clinic, officer, list } = await world();
  const harold = await patient(clinic, { firstName: "Harold", lastName: "Boyd" });
  const text = (body: string, later = false) =>
    sendMessage(clinic.ctx("clinician"), {
      patientId: harold.id,
      channel: "SMS",
      body,
      ...(later ? { scheduledAt: new Date("2026-06-17T18:00:00Z") } : { keepWords: "She asked for it" }),
    });
  const gone = await text("Test Clinic: Harold Boyd, your A1c is 7.2.");
  await drive(clinic.ctx(), [gone.id]);
  const queued = await text("See you tomorrow", true);
  const messageId = await inbound(clinic, harold, "Hello, who is this?");
  const done = await reportWrongNumber(clinic.ctx(), harold.conversationId, { messageId, apologize: true });
  expect(done.patientIds).toEqual([harold.id]);

  expect(await getMessage(clinic.ctx(), queued.id)).toMatchObject({ status: "CANCELLED" });
  await drive(clinic.ctx(), [done.apologyId ?? ""]);
  const said = vendor.sent.map(({ message }) => [
    "to" in message ? message.to : "",
    "body" in message ? message.body : "",
  ]);
  const [, apology] = said;
  expect(said).toHaveLength(2);
  expect(apology).toEqual([harold.phone, expect.stringMatching(/^Sorry about that/)]);
  expect(String(apology?.[1])).not.toMatch(/Harold|Boyd|Test Clinic/);

  const { contactPoints } = await getPatient(clinic.ctx(), harold.id);
  expect(contactPoints.find((one) => one.kind === "phone")).toMatchObject({
    health: "closed",
    healthWords: "Someone at this number says it is not this patient's. Ask for a new one.",
  });
  const [incident] = await list();
  expect(incident).toMatchObject({ patientName: "Harold Boyd", status: "open", overdue: false });
  expect(incident?.clock).toBe(
    "Day 1 of 60. Decide, and if it is a breach tell the patient by August 15, 2026.",
  );
  const { items } = await listExposed(officer, incident?.id ?? "", { limit: 10 });
  expect(items.map(({ messageId: id, revealed }) => ({ id, revealed }))).toEqual([
    {
      id: gone.id,
      revealed: [
        "That somebody here is a patient of this clinic",
        "The patient's full name",
        "A test or its result",
      ],
    },
  ]);

  // Whoever texts from there now is a stranger, and no reply of ours goes there again.
  const again = await getMessage(clinic.ctx(), await inbound(clinic, harold, "Are you a doctor?"));
  expect(again.patientId).not.toBe(harold.id);
  const refused = await text("Harold, please call us.");
  expect(refused).toMatchObject({ status: "FAILED" });
});

test("of a shared phone only one chart may be wrong: the others keep it, and nothing is promised", async () => {
  const { vendor, clinic, list } = await world();
  const phone = phoneNumber();
  const ana = await patient(clinic, { firstName: "Ana", phone });
  const leo = await patient(clinic, { firstName: "Leo", phone });
  const id = await inbound(clinic, { phone }, "Leo does not live here any more");
  const { conversationId } = await getMessage(clinic.ctx(), id);
  const done = await reportWrongNumber(clinic.ctx(), conversationId, {
    patientIds: [leo.id],
    apologize: true,
  });
  expect(done).toMatchObject({ patientIds: [leo.id], apologyId: null });
  expect((await list()).map((one) => one.patientId)).toEqual([leo.id]);
  const sent = await sendMessage(clinic.ctx(), { patientId: ana.id, channel: "SMS", body: "See you" });
  await drive(clinic.ctx(), [sent.id]);
  expect(vendor.sent).toHaveLength(1);
  expect(await getMessage(clinic.ctx(), await inbound(clinic, { phone }, "Thanks"))).toMatchObject({
    patientId: ana.id,
  });
});

test("an incident is assessed, concluded, told; its history only grows, and a second report joins it", async () => {
  const { clinic, officer, list } = await world();
  const maria = await patient(clinic);
  const report = {
    patientId: maria.id,
    channel: "EMAIL" as const,
    address: maria.email,
    note: "Sent to her son.",
  };
  const { id } = await reportIncident(clinic.ctx(), report);
  expect((await reportIncident(clinic.ctx(), report)).id).toBe(id);
  await expect(tellIncident(officer, id, { how: "By letter" })).rejects.toMatchObject({
    reason: "no_breach",
  });
  await expect(assignIncident(officer, id, { officerId: clinic.staff.admin })).rejects.toMatchObject({
    reason: "no_such_officer",
  });
  await assessIncident(officer, id, { ...FACTORS, conclusion: "undecided", reason: "" });
  await assessIncident(officer, id, { ...FACTORS, conclusion: "breach", reason: "It named a test." });
  const told = await tellIncident(officer, id, { how: "By letter to her address." });
  expect(told).toMatchObject({ status: "told", assessment: { conclusion: "breach" } });
  expect(told.events.map((event) => event.words)).toEqual([
    "Opened. Sent to her son. 0 messages went there.",
    "Reported again. Sent to her son.",
    "Assessed, not concluded yet.",
    "Concluded: a breach. It named a test.",
    "The patient was told. By letter to her address.",
  ]);
  await expect(
    assessIncident(officer, id, { ...FACTORS, conclusion: "low_probability", reason: "No" }),
  ).rejects.toMatchObject({ reason: "told" });
  const rewrite = inClinic(clinic.clinicId, (tx) =>
    tx.privacyIncidentEvent.deleteMany({ where: { clinicId: clinic.clinicId, incidentId: id } }),
  );
  await expect(rewrite).rejects.toThrow(/permission denied/);
  expect(await list()).toHaveLength(1);
  const other = await suite();
  await expect(getIncident(other.ctx("privacy_officer"), id)).rejects.toMatchObject({ code: "not_found" });
});

test.each([
  ["open", 2, "Day 3 of 60. Decide, and if it is a breach tell the patient by August 15, 2026.", false],
  ["breach", 59.5, "A breach. Tell the patient by August 15, 2026: 1 day left.", false],
  ["breach", 61, "Overdue since August 15, 2026. The patient had to be told within 60 days.", true],
  ["low_probability", 80, "Low probability that anything came of it: no notice is due.", false],
] as const)("the clock of an incident that is %s after %d days", (status, days, clock, overdue) => {
  const discoveredAt = new Date("2026-06-16T18:00:00Z");
  const now = new Date(discoveredAt.getTime() + days * 86_400_000);
  const incident = { status, discoveredAt, dueAt: dueAfter(discoveredAt), toldAt: null };
  expect(clockWords(incident, now, "America/Denver")).toEqual({ clock, overdue });
});

test("words of a stranger do the same by themselves", async () => {
  const { clinic, list } = await world();
  const harold = await patient(clinic, { firstName: "Harold" });
  const at = clinic.time.clock();
  await inbound(clinic, harold, "Wrong number");
  expect(await list()).toMatchObject([{ patientId: harold.id, kind: "wrong_number", discoveredAt: at }]);
  const { events } = await getIncident(clinic.ctx("privacy_officer"), (await list())[0]?.id ?? "");
  expect(events[0]).toMatchObject({
    by: "The hub",
    words: "Opened. Somebody at this number said that it is not this patient's. 0 messages went there.",
  });
});

test("an incident that somebody found is recorded by hand: its clock runs from the day it was found", async () => {
  const { clinic, officer, list } = await world();
  const tom = await patient(clinic, { firstName: "Tom", lastName: "Reed" });
  const foundAt = new Date("2026-06-14T18:00:00Z");
  const about = { patientId: tom.id, channel: "EMAIL" as const, note: "It went to his former employer." };
  const { id } = await reportIncident(officer, { ...about, address: tom.email.toUpperCase(), foundAt });
  expect(await list()).toMatchObject([{ id, kind: "other", address: tom.email, discoveredAt: foundAt }]);
  const detail = await getIncident(officer, id);
  expect(detail.dueAt).toEqual(dueAfter(foundAt));
  expect(detail.events[0]?.words).toMatch(/former employer/);
  const later = new Date("2026-06-17T18:00:00Z");
  const future = reportIncident(officer, { ...about, address: tom.email, foundAt: later });
  await expect(future).rejects.toMatchObject({
    reason: "bad_report",
    details: { fields: [{ field: "foundAt" }] },
  });
});

test("words that may tell of a wrong number: a person's yes quarantines it as the plain words do, and START opens nothing", async () => {
  const { clinic, list } = await world();
  const harold = await patient(clinic, { firstName: "Harold", lastName: "Boyd" });
  const queued = await sendMessage(clinic.ctx("clinician"), {
    patientId: harold.id,
    channel: "SMS",
    body: "See you tomorrow",
    scheduledAt: new Date("2026-06-17T18:00:00Z"),
  });
  await inbound(clinic, harold, "Hi, I just got this number, I'm not Harold");
  const [question] = (await getConversation(clinic.ctx(), harold.conversationId)).questions;
  await decideQuestion(clinic.ctx(), question?.id ?? "", { answer: "yes" });
  expect(await getMessage(clinic.ctx(), queued.id)).toMatchObject({ status: "CANCELLED" });
  expect(await list()).toMatchObject([{ patientId: harold.id, kind: "wrong_number" }]);
  const { contactPoints } = await getPatient(clinic.ctx(), harold.id);
  expect(contactPoints.find((one) => one.kind === "phone")).toMatchObject({
    health: "closed",
    wrongNumber: true,
  });
  clinic.time.advance(60_000);
  await inbound(clinic, harold, "START");
  const where = { clinicId: clinic.clinicId, address: harold.phone, endedAt: null };
  const closed = await inClinic(clinic.clinicId, (tx) => tx.suppression.findMany({ where }));
  expect(closed.map(({ reason }) => reason)).toEqual(["wrong_number"]);
});

test("of a shared phone a person's yes takes the number from the one chart alone", async () => {
  const { clinic, list } = await world();
  const ana = await patient(clinic, { firstName: "Ana" });
  const leo = await patient(clinic, { firstName: "Leo", phone: ana.phone });
  const said = await inbound(clinic, ana, "Hi, I just got this number");
  const { patientId, conversationId } = await inClinic(clinic.clinicId, (tx) =>
    tx.message.findFirstOrThrow({ where: { clinicId: clinic.clinicId, id: said } }),
  );
  const [question] = (await getConversation(clinic.ctx(), conversationId)).questions;
  await decideQuestion(clinic.ctx(), question?.id ?? "", { answer: "yes" });
  expect((await list()).map((one) => one.patientId)).toEqual([patientId]);
  const where = { clinicId: clinic.clinicId, address: ana.phone, endedAt: null };
  expect(await inClinic(clinic.clinicId, (tx) => tx.suppression.count({ where }))).toBe(0);
  const other = patientId === ana.id ? leo : ana;
  const { contactPoints } = await getPatient(clinic.ctx(), other.id);
  expect(contactPoints.find((one) => one.kind === "phone")?.health).not.toBe("closed");
});
