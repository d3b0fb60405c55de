import { beforeAll, expect, test } from "vitest";
import { updateConversation } from "@/lib/conversations/commands";
import { viewCounts } from "@/lib/conversations/counts/queries";
import { addNote } from "@/lib/conversations/notes/commands";
import { beat } from "@/lib/conversations/presence/commands";
import { getConversation, listConversations, listTimeline } from "@/lib/conversations/queries";
import type { View } from "@/lib/conversations/schema";
import { wakeSnoozed } from "@/lib/conversations/snooze/commands";
import { inClinic } from "@/lib/db/transaction";
import { sendMessage } from "@/lib/messages/commands";
import { dropDraft, saveDraft } from "@/lib/messages/drafts/commands";
import { getDraft } from "@/lib/messages/drafts/queries";
import { listColleagues } from "@/lib/staff/colleagues/queries";
import { type Suite, suite } from "@/lib/testing/ctx";
import { inbound } from "@/lib/testing/inbound";
import { patient } from "@/lib/testing/patients";

let clinic: Suite;
beforeAll(async () => {
  clinic = await suite();
});

const list = async (view: View, of: Suite = clinic, actor: "front_desk" | "clinician" = "front_desk") =>
  (await listConversations(of.ctx(actor), { view, limit: 50 })).items.map((item) => item.id);

test("two people take one thread: the second hears who was first, and when", async () => {
  const { conversationId: id } = await patient(clinic);
  const claim = (actor: "front_desk" | "clinician") =>
    updateConversation(clinic.ctx(actor), id, { assigneeId: clinic.staff[actor], ifAssigneeId: null });
  expect((await claim("clinician")).assignee).toEqual({ id: clinic.staff.clinician, name: "clinician" });
  clinic.time.advance(3_000);
  await expect(claim("front_desk")).rejects.toMatchObject({
    code: "conflict",
    reason: "already_assigned",
    message: "clinician took this one 3 seconds ago.",
    details: { assigneeId: clinic.staff.clinician },
  });
  const stranger = await suite();
  await expect(
    updateConversation(clinic.ctx(), id, { assigneeId: stranger.staff.front_desk }),
  ).rejects.toMatchObject({ reason: "no_such_staff" });
  expect((await updateConversation(clinic.ctx(), id, { assigneeId: null })).assignee).toBeNull();
});

test("a thread given to a team stands in its members' view until somebody else's team has it", async () => {
  const own = await suite();
  const { conversationId: id } = await patient(own);
  const [desk, billing] = await inClinic(own.clinicId, async (tx) => {
    const names = ["Desk", "Billing"];
    const teams = await Promise.all(
      names.map((name) => tx.team.create({ data: { clinicId: own.clinicId, name } })),
    );
    const member = { clinicId: own.clinicId, teamId: teams[1]?.id ?? "", staffId: own.staff.front_desk };
    await tx.teamMember.create({ data: member });
    return teams;
  });
  expect((await listColleagues(own.ctx())).teams).toEqual([
    { id: billing?.id, name: "Billing" },
    { id: desk?.id, name: "Desk" },
  ]);
  const give = (teamId: string | null) => updateConversation(own.ctx(), id, { teamId });
  expect((await give(billing?.id ?? "")).team).toEqual({ id: billing?.id, name: "Billing" });
  expect(await list("team", own)).toEqual([id]);
  expect(await list("team", own, "clinician")).toEqual([]);
  await give(desk?.id ?? "");
  expect(await list("team", own)).toEqual([]);
  expect((await give(null)).team).toBeNull();
  const stranger = await suite();
  const theirs = await inClinic(stranger.clinicId, (tx) =>
    tx.team.create({ data: { clinicId: stranger.clinicId, name: "Desk" } }),
  );
  await expect(give(theirs.id)).rejects.toMatchObject({ reason: "no_such_team" });
});

test("of two claims at the same instant exactly one wins", async () => {
  const { conversationId: id } = await patient(clinic);
  const claims = (["front_desk", "clinician", "admin"] as const).map((actor) =>
    updateConversation(clinic.ctx(actor), id, { assigneeId: clinic.staff[actor], ifAssigneeId: null }),
  );
  const answers = await Promise.allSettled(claims);
  expect(answers.filter((answer) => answer.status === "fulfilled")).toHaveLength(1);
});

test("a thread moves through the views as it waits, is answered, snoozed and closed", async () => {
  const own = await suite();
  const maria = await patient(own);
  const id = maria.conversationId;
  await inbound(own, maria, "Are you open?");
  expect(await list("waiting", own)).toEqual([id]);
  expect(await list("unassigned", own)).toEqual([id]);
  await updateConversation(own.ctx(), id, { assigneeId: own.staff.front_desk });
  expect(await list("mine", own)).toEqual([id]);
  expect(await list("mine", own, "clinician")).toEqual([]);
  expect(await list("unassigned", own)).toEqual([]);

  await expect(updateConversation(own.ctx(), id, { status: "snoozed" })).rejects.toMatchObject({
    reason: "snooze_needs_time",
  });
  const until = new Date(own.time.clock().getTime() + 3_600_000);
  await updateConversation(own.ctx(), id, { status: "snoozed", snoozedUntil: until });
  expect(await viewCounts(own.ctx())).toMatchObject({ snoozed: 1, waiting: 0, open: 0, closed: 0 });
  own.time.advance(3_600_000);
  expect(await wakeSnoozed(own.ctx({ kind: "system", job: "snooze" }))).toBe(1);
  expect(await list("waiting", own)).toEqual([id]);

  await updateConversation(own.ctx(), id, { status: "closed" });
  expect(await viewCounts(own.ctx())).toMatchObject({
    waiting: 0,
    open: 0,
    closed: 1,
    unassigned: 0,
    team: 0,
  });
  own.time.advance(60_000);
  await inbound(own, maria, "Hello?");
  expect(await list("waiting", own)).toEqual([id]);
});

test("unread is one's own, on every device", async () => {
  const maria = await patient(clinic);
  const id = maria.conversationId;
  await inbound(clinic, maria, "Hi");
  const unread = async (actor: "front_desk" | "clinician") =>
    (await updateConversation(clinic.ctx(actor), id, {})).unread;
  expect(await unread("front_desk")).toBe(true);
  await updateConversation(clinic.ctx("front_desk"), id, { read: true });
  expect([await unread("front_desk"), await unread("clinician")]).toEqual([false, true]);
  clinic.time.advance(1_000);
  await inbound(clinic, maria, "Hi again");
  expect(await unread("front_desk")).toBe(true);
});

test("search finds a closed thread by name without accents, by number, and by a household's member", async () => {
  const own = await suite();
  const phone = "+13035550177";
  const leo = await patient(own, { firstName: "Leo", lastName: "Alvarez", phone });
  const mia = await patient(own, { firstName: "Mía", lastName: "Alvarez", phone });
  await updateConversation(own.ctx(), leo.conversationId, { status: "closed" });
  const household = await inClinic(own.clinicId, async (tx) => {
    await tx.patient.update({ where: { id: mia.id }, data: { searchText: `mia alvarez ${phone.slice(1)}` } });
    await tx.patient.update({ where: { id: leo.id }, data: { searchText: `leo alvarez ${phone.slice(1)}` } });
    return tx.conversation.create({
      data: {
        clinicId: own.clinicId,
        kind: "household",
        patientId: leo.id,
        address: phone,
        lastMessageAt: own.time.clock(),
        createdAt: own.time.clock(),
      },
    });
  });
  const search = (text: string) => listConversations(own.ctx(), { view: "open", limit: 50, search: text });
  const byName = await search("Mía alv");
  expect(new Set(byName.items.map((item) => item.id))).toEqual(new Set([mia.conversationId, household.id]));
  expect(byName.items.find((item) => item.id === household.id)?.name).toBe("Leo and Mía");
  expect((await search("(303) 555-0177")).items).toHaveLength(3);
  const slip = await search("Alvares");
  expect(slip).toMatchObject({ items: [], didYouMean: expect.stringContaining("Alvarez") });
});

test("a restricted thread shows no words in the list", async () => {
  const maria = await patient(clinic);
  await inClinic(clinic.clinicId, (tx) =>
    tx.restriction.create({
      data: {
        clinicId: clinic.clinicId,
        label: "mental_health",
        patientId: maria.id,
        createdBy: clinic.staff.admin,
        createdAt: clinic.time.clock(),
      },
    }),
  );
  await sendMessage(clinic.ctx(), { patientId: maria.id, channel: "SMS", body: "Your therapy visit" });
  const row = await updateConversation(clinic.ctx(), maria.conversationId, {});
  expect(row).toMatchObject({ restricted: true, snippet: "" });
  await inbound(clinic, maria, "Is my therapy at four?");
  const kept = await inClinic(clinic.clinicId, (tx) =>
    tx.conversation.findFirstOrThrow({ where: { clinicId: clinic.clinicId, id: maria.conversationId } }),
  );
  expect(kept).toMatchObject({ lastDirection: "INBOUND", snippet: "" });
});

test("an open thread has the card, its notes and the colleagues in it; opening is audited once", async () => {
  const maria = await patient(clinic, { timeZone: "Europe/Madrid" });
  const id = maria.conversationId;
  const asked = await inbound(clinic, maria, "Hi");
  const note = await addNote(clinic.ctx("clinician"), id, { body: "Call her mother first" });
  expect(note).toMatchObject({ body: "Call her mother first", authorName: "clinician" });
  await beat(clinic.ctx("clinician"), id, { typing: true, left: false });
  const open = await getConversation(clinic.ctx(), id);
  expect(open).toMatchObject({
    name: "Maria Alvarez",
    patient: { timeZone: "Europe/Madrid", timeZoneSource: "explicit", usedToday: 0, dailyCap: 10 },
    notes: [{ id: note.id }],
    viewers: [{ staffId: clinic.staff.clinician, name: "clinician", typing: true }],
  });
  expect(open.patient.contactPoints).toHaveLength(2);
  expect((await listTimeline(clinic.ctx(), id, { limit: 50 })).items.map((item) => item.id)).toEqual([asked]);
  const opened = await inClinic(clinic.clinicId, (tx) =>
    tx.auditEntry.count({ where: { subjectId: id, action: "conversation.opened" } }),
  );
  expect(opened).toBe(1);
});

test("someone who stops typing, leaves or goes silent is not shown as there", async () => {
  const { conversationId: id } = await patient(clinic);
  const seen = async () => (await beat(clinic.ctx("front_desk"), id, { typing: false, left: false })).viewers;
  await beat(clinic.ctx("clinician"), id, { typing: true, left: false });
  expect(await seen()).toMatchObject([{ typing: true }]);
  clinic.time.advance(7_000);
  expect(await seen()).toMatchObject([{ typing: false }]);
  clinic.time.advance(20_000);
  expect(await seen()).toEqual([]);
  await beat(clinic.ctx("clinician"), id, { typing: false, left: false });
  expect(await seen()).toHaveLength(1);
  await beat(clinic.ctx("clinician"), id, { typing: false, left: true });
  expect(await seen()).toEqual([]);
});

test("a draft is one's own, survives, and goes when the message is sent", async () => {
  const maria = await patient(clinic);
  const id = maria.conversationId;
  const words = { channel: "SMS" as const, subject: "", body: "Dear" };
  const [first, second] = await Promise.all([
    saveDraft(clinic.ctx(), id, words),
    saveDraft(clinic.ctx(), id, words),
  ]);
  expect(first.id).toBe(second.id);
  const saved = await saveDraft(clinic.ctx(), id, { ...words, body: "Dear Maria" });
  expect(await getDraft(clinic.ctx(), id)).toMatchObject({ draft: { id: saved.id, body: "Dear Maria" } });
  expect(await getDraft(clinic.ctx("clinician"), id)).toEqual({ draft: null });
  expect((await listTimeline(clinic.ctx(), id, { limit: 50 })).items).toEqual([]);
  await sendMessage(clinic.ctx(), {
    patientId: maria.id,
    channel: "SMS",
    body: "Dear Maria",
    draftId: saved.id,
  });
  expect(await getDraft(clinic.ctx(), id)).toEqual({ draft: null });
  await saveDraft(clinic.ctx(), id, words);
  await dropDraft(clinic.ctx(), id);
  expect(await getDraft(clinic.ctx(), id)).toEqual({ draft: null });
});

test("pages of a view go on where the last one ended while threads move", async () => {
  const own = await suite();
  const people = [];
  for (let index = 0; index < 5; index += 1) {
    own.time.advance(1_000);
    people.push(await patient(own));
  }
  const first = await listConversations(own.ctx(), { view: "open", limit: 2 });
  own.time.advance(1_000);
  await inbound(own, people[0] ?? { phone: "" }, "I move to the top");
  const rest = await listConversations(own.ctx(), {
    view: "open",
    limit: 2,
    ...(first.nextCursor ? { cursor: first.nextCursor } : {}),
  });
  const ids = people.map((person) => person.conversationId);
  expect(first.items.map((item) => item.id)).toEqual([ids[4], ids[3]]);
  expect(rest.items.map((item) => item.id)).toEqual([ids[2], ids[1]]);
});
