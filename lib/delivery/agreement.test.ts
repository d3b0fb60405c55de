import fc from "fast-check";
import { v7 as uuid } from "uuid";
import { expect, it } from "vitest";
import type { Ctx } from "@/lib/ctx";
import { inClinic } from "@/lib/db/transaction";
import { claim } from "@/lib/delivery/claim/commands";
import type { DraftAnswer } from "@/lib/delivery/drafts/schema";
import { decideDraft, decideDrafts } from "@/lib/delivery/queries";
import { decidingOf } from "@/lib/delivery/rules/deciding";
import type { Draft } from "@/lib/delivery/schema";
import { sendMessage } from "@/lib/messages/commands";
import { previewMessage } from "@/lib/messages/preview/queries";
import type { SendMessage } from "@/lib/messages/schema";
import { type Suite, suite } from "@/lib/testing/ctx";
import { stored } from "@/lib/testing/messages";
import { patient, phoneNumber } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

/*
 * The composer's draft, the preflight, the dry run, the accepted message and the worker's claim are asked about the same
 * patients at the same instant: whatever is known of them, all five must say the same.
 */
const HOUR = 3_600_000;
const SOMETIMES = (weight: number) =>
  fc.boolean().chain((no) => (no ? fc.constant(false) : fc.nat(weight).map((n) => n === 0)));

const person = fc.record({
  areaCode: fc.constantFrom("303", "305", "808", "850"),
  timeZone: fc.constantFrom(null, null, "America/New_York", "Asia/Kathmandu", "America/Phoenix"),
  journeyHours: fc.constantFrom(null, 1, 9),
  zip: fc.constantFrom(null, null, "33101", "75201"),
  deceased: SOMETIMES(6),
  doNotContact: SOMETIMES(6),
  stopped: SOMETIMES(4),
  consent: fc.constantFrom(null, null, "grant" as const, "revoke" as const),
  refuses: SOMETIMES(4),
  closed: SOMETIMES(5),
  instruction: fc.constantFrom(null, null, null, "hours" as const, "elsewhere" as const, "no_names" as const),
  guardians: SOMETIMES(4),
  confidential: SOMETIMES(4),
  used: fc.constantFrom(0, 0, 5, 6, 9, 10),
  household: fc.constantFrom(null, null, 3, 20),
});
const words = fc.record({
  channel: fc.constantFrom("SMS" as const, "SMS" as const, "EMAIL" as const, "PUSH" as const),
  fallback: fc.boolean(),
  category: fc.constantFrom(
    "treatment" as const,
    "appointment" as const,
    "billing" as const,
    "marketing" as const,
  ),
  priority: fc.constantFrom("normal" as const, "urgent" as const, "bulk" as const),
  inHours: fc.constantFrom(null, null, 1, 10, 30),
  expiresInHours: fc.constantFrom(null, null, 2, 11),
  answers: fc.constantFrom(null, null, 5, 90),
  byKey: fc.boolean(),
});
type Person = typeof person extends fc.Arbitrary<infer T> ? T : never;
type Words = typeof words extends fc.Arbitrary<infer T> ? T : never;

async function live(clinic: Suite, given: Person) {
  const now = clinic.time.clock();
  const { clinicId } = clinic;
  const phone = phoneNumber(given.areaCode);
  const made = await patient(clinic, { phone, ...(given.timeZone ? { timeZone: given.timeZone } : {}) });
  await inClinic(clinicId, async (tx) => {
    const on = { clinicId, patientId: made.id };
    const guardian = { ...on, id: uuid(), relation: "guardian" as const, name: "Ana", authority: "parent" };
    if (given.guardians) await tx.relatedPerson.create({ data: guardian });
    await tx.patient.update({
      where: { clinicId_id: { clinicId, id: made.id } },
      data: {
        timeZoneUntil: given.journeyHours ? new Date(now.getTime() + given.journeyHours * HOUR) : null,
        ...(given.zip ? { address: { zip: given.zip } } : {}),
        ...(given.deceased ? { deceasedAt: now, deceasedSource: "test" } : {}),
        ...(given.guardians ? { dateOfBirth: new Date("2009-01-01") } : {}),
        doNotContact: given.doNotContact,
      },
    });
    await tx.contactPoint.updateMany({
      where: { ...on, kind: "phone" },
      data: {
        ...(given.closed ? { health: "closed", healthReason: "landline", healthAt: now } : {}),
        ...(given.guardians ? { relatedPersonId: guardian.id } : {}),
      },
    });
    if (given.stopped) {
      await tx.suppression.create({
        data: { clinicId, channel: "SMS", address: phone, reason: "stop", since: now },
      });
    }
    if (given.consent) {
      const purpose = given.consent === "grant" ? ("marketing" as const) : ("contact" as const);
      const line = { ...on, purpose, channel: "SMS" as const, act: given.consent, at: now };
      await tx.consentEvent.create({ data: { ...line, actorKind: "staff", source: "test" } });
    }
    if (given.refuses) {
      const line = { ...on, channel: "SMS" as const, category: "appointment" as const, allowed: false };
      await tx.preference.create({ data: { ...line, updatedAt: now } });
    }
    if (given.instruction) {
      const data = {
        ...on,
        createdAt: now,
        contactPointIds: given.instruction === "elsewhere" ? [uuid()] : [],
        noNames: given.instruction === "no_names",
        ...(given.instruction === "hours"
          ? { hours: [{ days: [1, 2, 3, 4, 5], from: "13:00", to: "14:00" }] }
          : {}),
      };
      await tx.contactInstruction.create({ data });
    }
    if (given.confidential) {
      await tx.restriction.create({
        data: { ...on, label: "teen_confidential", createdBy: "test", createdAt: now },
      });
    }
    const days = ["2026-06-15", "2026-06-16", "2026-06-17"].map((day) => new Date(`${day}T00:00:00Z`));
    await tx.patientDay.createMany({
      data: days.map((localDate) => ({ ...on, localDate, used: given.used })),
    });
    if (given.household === null) return;
    const sibling = uuid();
    const names = {
      firstName: "Ken",
      lastName: "Alvarez",
      searchText: "ken",
      createdAt: now,
      updatedAt: now,
    };
    await tx.patient.create({ data: { clinicId, id: sibling, ...names } });
    await tx.contactPoint.create({
      data: { clinicId, patientId: sibling, kind: "phone", value: phone, source: "test", createdAt: now },
    });
    await tx.daySlot.createMany({
      data: days.flatMap((localDate) =>
        Array.from({ length: given.household ?? 0 }, (_, hop) => {
          const slot = { messageId: uuid(), hop, localDate, clinicId, patientId: sibling };
          return { ...slot, address: phone, takenAt: now };
        }),
      ),
    });
  });
  return made;
}

/** What one asker says: may it go, which rule decides, and until when. */
const saying = (kind: string, rule: string | null, until: Date | null) =>
  `${kind} ${rule ?? "-"} ${until?.toISOString() ?? "-"}`;

function ofDraft({ next }: DraftAnswer): string {
  const answer = decidingOf(next)?.answer;
  if (!answer) throw new Error("Nothing was decided.");
  if (answer.kind === "allow") return saying("allow", null, null);
  return saying(answer.kind, next.reason, answer.kind === "hold" ? answer.until : null);
}

it.each([
  ["by day", "2026-06-16T18:00:00.000Z", {}],
  [
    "in the evening, with state hours for all",
    "2026-06-17T02:30:00.000Z",
    { quietHours: { overlays: "all" } },
  ],
  [
    "by night, where the clinic keeps hours of its own",
    "2026-06-17T05:00:00.000Z",
    {
      quietHours: {
        push: true,
        days: { "3": "closed" },
        channels: { EMAIL: { start: "22:00", end: "07:00" } },
      },
      dailyReserve: 2,
    },
  ],
])(
  "every asker says the same %s",
  async (_, now, settings) => {
    const vendors = [testVendor("twilio", "SMS").provider, testVendor("sendgrid", "EMAIL").provider];
    const clinic = await suite({ now, providers: vendors });
    await inClinic(clinic.clinicId, (tx) =>
      tx.clinic.update({ where: { id: clinic.clinicId }, data: { settings } }),
    );
    const asks = fc.sample(fc.tuple(person, words), { numRuns: 16, seed: Date.parse(now) });
    const heard = new Set<string>();
    for (const [who, said] of asks) {
      const kinds = await compare(clinic, who, said);
      heard.add(kinds);
    }
    expect(heard).toContain("block");
    expect(heard.size).toBeGreaterThan(1);
  },
  90_000,
);

async function compare(clinic: Suite, who: Person, said: Words): Promise<string> {
  const made = await live(clinic, who);
  const now = clinic.time.clock().getTime();
  const ctx: Ctx = said.byKey
    ? clinic.ctx({ kind: "key", id: clinic.staff.admin, scopes: ["message.send", "message.urgent"] })
    : clinic.ctx("clinician");
  const after = (hours: number | null) => (hours === null ? undefined : new Date(now + hours * HOUR));
  const inReplyTo = said.answers === null ? undefined : await wrote(clinic, made, said.answers);
  const [scheduledAt, expiresAt] = [after(said.inHours), after(said.expiresInHours)];
  const plan: SendMessage["plan"] =
    said.fallback && said.channel !== "EMAIL" ? [said.channel, "EMAIL"] : [said.channel];
  const input: SendMessage = {
    patientId: made.id,
    plan,
    subject: "Your visit",
    body: "Maria, your visit is booked.",
    category: said.category,
    priority: said.priority,
    ...(scheduledAt ? { scheduledAt } : {}),
    ...(expiresAt ? { expiresAt } : {}),
    ...(inReplyTo ? { inReplyTo } : {}),
  };
  const body = input.body ?? "";
  const draft: Draft = {
    patientId: made.id,
    conversationId: made.conversationId,
    plan,
    category: said.category,
    priority: said.priority,
    content: { SMS: { body }, EMAIL: { subject: "Your visit", body }, PUSH: { body } },
    scheduledAt: scheduledAt ?? null,
    expiresAt: expiresAt ?? null,
    inReplyToId: inReplyTo ?? null,
  };
  const composer = await decideDraft(ctx, draft);
  const [preflight] = await decideDrafts(ctx, [draft]);
  const { decision } = await previewMessage(ctx, input);
  const sent = await sendMessage(ctx, input);
  const accepted = await stored(clinic, sent.id);
  const { claimed } = await claim(clinic.ctx({ kind: "system", job: "drive" }), [sent.id]);
  const driven = await stored(clinic, sent.id);

  const expected = ofDraft(composer);
  const story = `${JSON.stringify(who)} ${JSON.stringify(said)}`;
  expect(preflight && ofDraft(preflight), story).toBe(expected);
  const dryRun = decision.kind === "allow" ? null : composer.next.reason;
  expect(saying(decision.kind, dryRun, (decision.until as Date | undefined) ?? null), story).toBe(expected);
  const last = decidingOf(composer.next)?.answer;
  if (last && last.kind !== "allow") expect(decision.rule, story).toBe(last.reasons[0]?.rule);
  const { status, reason, hop } = composer.next;
  expect(accepted, story).toMatchObject({ status, reason, hop });
  if (last?.kind === "hold") expect(accepted.nextAt, story).toEqual(last.until);
  expect(claimed.length, story).toBe(last?.kind === "allow" ? 1 : 0);
  expect(
    driven.decisions.map(({ kind }) => kind),
    story,
  ).toEqual(composer.next.decisions.map(({ answer }) => answer.kind));
  return last?.kind ?? "none";
}

async function wrote(
  clinic: Suite,
  made: { id: string; conversationId: string; phone: string },
  minutesAgo: number,
) {
  const id = uuid();
  const at = new Date(clinic.time.clock().getTime() - minutesAgo * 60_000);
  const { id: patientId, conversationId, phone } = made;
  await inClinic(clinic.clinicId, (tx) =>
    tx.message.create({
      data: {
        id,
        clinicId: clinic.clinicId,
        patientId,
        conversationId,
        channel: "SMS",
        direction: "INBOUND",
        status: "DELIVERED",
        body: "Are you there?",
        fromAddress: phone,
        createdBy: patientId,
        createdByKind: "patient",
        createdAt: at,
        updatedAt: at,
      },
    }),
  );
  return id;
}
