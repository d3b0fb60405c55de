import { v7 as uuid } from "uuid";
import { beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/ctx";
import { inClinic, type Tx } from "@/lib/db/transaction";
import { pauseProvider } from "@/lib/failover/commands";
import { sendMessage } from "@/lib/messages/commands";
import { previewMessage } from "@/lib/messages/preview/queries";
import { getMessage } from "@/lib/messages/queries";
import { PreviewAnswer, SendMessage } from "@/lib/messages/schema";
import { stopSending } from "@/lib/sending/commands";
import { type Suite, suite } from "@/lib/testing/ctx";
import { patient, phoneNumber } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

/*
 * What the dry run says of a draft the message's own story says, rule for rule and word for word, on every way: who asks
 * before and who asks afterwards never hears two stories.
 */
type Who = Awaited<ReturnType<typeof patient>>;
type Make = (tx: Tx, on: { clinicId: string; patientId: string }, who: Who, now: Date) => Promise<unknown>;
type Place = "day" | "night" | "bare" | "offline" | "stopped" | "paused" | "unsigned";

const places = {} as Record<Place, Suite>;

async function place(now?: string, change?: (tx: Tx, clinicId: string) => Promise<unknown>, vendors = 2) {
  const providers = [testVendor("twilio", "SMS").provider, testVendor("sendgrid", "EMAIL").provider];
  const own = await suite({ ...(now ? { now } : {}), providers: providers.slice(0, vendors) });
  if (change) await inClinic(own.clinicId, (tx) => change(tx, own.clinicId));
  return own;
}

beforeAll(async () => {
  places.day = await place();
  places.night = await place("2026-06-17T03:52:00Z");
  places.bare = await place(undefined, (tx, clinicId) => tx.sender.deleteMany({ where: { clinicId } }));
  places.offline = await place(undefined, undefined, 0);
  places.stopped = await place();
  await stopSending(places.stopped.ctx("admin"), "Wrong list was loaded");
  places.paused = await place();
  await pauseProvider(places.paused.ctx("admin"), "twilio", "Their status page is red");
  const unsigned = (tx: Tx, clinicId: string) =>
    tx.vendor.updateMany({ where: { clinicId }, data: { baaSignedAt: null } });
  places.unsigned = await place(undefined, unsigned);
});

const marked =
  (data: object): Make =>
  (tx, { clinicId, patientId: id }) =>
    tx.patient.update({ where: { clinicId_id: { clinicId, id } }, data });
const consent =
  (purpose: "contact" | "marketing", channel: "SMS" | "EMAIL", act: "grant" | "revoke"): Make =>
  (tx, on, _, at) =>
    tx.consentEvent.create({
      data: { ...on, purpose, channel, act, at, actorKind: "staff", source: "paper" },
    });
const stopped =
  (channel: "SMS" | "EMAIL", reason: "stop" | "complaint", word = "STOP"): Make =>
  (tx, on, who, since) =>
    tx.suppression.create({
      data: {
        clinicId: on.clinicId,
        channel,
        address: channel === "SMS" ? who.phone : who.email,
        reason,
        since,
        evidence: { word },
      },
    });
const closed =
  (healthReason: string): Make =>
  (tx, on, _, healthAt) =>
    tx.contactPoint.updateMany({
      where: { ...on, kind: "phone" },
      data: { health: "closed", healthReason, healthAt },
    });
const refuses: Make = (tx, on, _, updatedAt) =>
  tx.preference.create({
    data: { ...on, channel: "SMS", category: "appointment", allowed: false, updatedAt },
  });
const instructed =
  (data: { noNames?: boolean; elsewhere?: boolean; hours?: object[] }): Make =>
  (tx, on, _, createdAt) =>
    tx.contactInstruction.create({
      data: {
        ...on,
        createdAt,
        contactPointIds: data.elsewhere ? [uuid()] : [],
        noNames: data.noNames ?? false,
        ...(data.hours ? { hours: data.hours as never } : {}),
      },
    });
const full =
  (used: number): Make =>
  (tx, on) =>
    tx.patientDay.create({ data: { ...on, localDate: new Date("2026-06-16"), used } });
const household: Make = async (tx, { clinicId }, who, at) => {
  const id = uuid();
  const name = { firstName: "Ken", lastName: "Alvarez", searchText: "ken", createdAt: at, updatedAt: at };
  await tx.patient.create({ data: { clinicId, id, ...name } });
  await tx.contactPoint.create({
    data: { clinicId, patientId: id, kind: "phone", value: who.phone, source: "test", createdAt: at },
  });
  await tx.daySlot.createMany({
    data: Array.from({ length: 20 }, () => ({
      messageId: uuid(),
      hop: 0,
      localDate: new Date("2026-06-16"),
      clinicId,
      patientId: id,
      address: who.phone,
      takenAt: at,
    })),
  });
};
const represented: Make = async (tx, on, _, now) => {
  const id = uuid();
  const guardian = { ...on, id, relation: "guardian" as const, name: "Ana", authority: "parent" };
  await tx.relatedPerson.create({ data: guardian });
  await marked({ dateOfBirth: new Date("1990-01-01") })(tx, on, _, now);
  await tx.contactPoint.updateMany({ where: { ...on, kind: "phone" }, data: { relatedPersonId: id } });
};
const asked =
  (kind: "stop" | "death"): Make =>
  async (tx, on, who, at) => {
    const message = await tx.message.create({
      data: {
        ...on,
        conversationId: who.conversationId,
        channel: "SMS",
        body: "…",
        direction: "INBOUND",
        status: "DELIVERED",
        createdBy: on.patientId,
        createdByKind: "patient",
        createdAt: at,
        updatedAt: at,
        fromAddress: who.phone,
      },
    });
    const due = new Date(at.getTime() + 86_400_000);
    await tx.revocationQuestion.create({
      data: {
        clinicId: on.clinicId,
        kind,
        channel: "SMS",
        address: who.phone,
        messageId: message.id,
        word: "enough",
        askedAt: at,
        dueAt: due,
        wallAt: due,
      },
    });
  };

const KEY: Actor = { kind: "key", id: uuid(), scopes: ["message.send", "patient.read"] };
const BOTH = { SMS: { body: "Short" }, EMAIL: { subject: "Long", body: "Longer" } };

/** What is drafted, what the dry run must say of it, and the world it is drafted in. */
const drafts: [string, string, object, (Make | undefined)?, Place?, ("key" | "staff")?][] = [
  ["a text that may go", "allow", { body: "See you" }],
  ["an email that may go", "allow", { channel: "EMAIL", subject: "Visit", body: "See you" }],
  ["a secure message to one without an account", "block no_contact_point", { channel: "IN_APP", body: "x" }],
  ["a text, then an email", "allow", { plan: ["SMS", "EMAIL"], content: BOTH }],
  [
    "to one who has died",
    "block deceased",
    { body: "x" },
    marked({ deceasedAt: new Date("2026-06-01"), deceasedSource: "obituary" }),
  ],
  ["to one who asked for nothing", "block do_not_contact", { body: "x" }, marked({ doNotContact: true })],
  ["to the app of one who has none", "block no_contact_point", { channel: "PUSH", body: "x" }],
  ["to a landline", "block contact_closed", { channel: "SMS", body: "x" }, closed("landline")],
  ["to a number that is gone", "block contact_closed", { channel: "SMS", body: "x" }, closed("number_gone")],
  ["after STOP", "block opt_out", { body: "x" }, stopped("SMS", "stop")],
  ["after a spam report", "block opt_out", { channel: "EMAIL", body: "x" }, stopped("EMAIL", "complaint")],
  [
    "after ALTO, by two ways",
    "allow",
    { plan: ["SMS", "EMAIL"], content: BOTH },
    stopped("SMS", "stop", "ALTO"),
  ],
  ["after texts were taken back", "block consent", { body: "x" }, consent("contact", "SMS", "revoke")],
  ["an offer nobody asked for", "block marketing_consent", { body: "x", category: "marketing" }],
  [
    "an offer after a no",
    "block marketing_consent",
    { body: "x", category: "marketing" },
    consent("marketing", "SMS", "revoke"),
  ],
  [
    "an offer by mail without an address",
    "block no_postal_address",
    { channel: "EMAIL", body: "x", category: "marketing" },
    consent("marketing", "EMAIL", "grant"),
  ],
  [
    "to a number she asked us not to use",
    "block contact_instruction",
    { body: "x" },
    instructed({ elsewhere: true }),
  ],
  [
    "with her name, which she asked us not to write",
    "block contact_instruction",
    { body: "Hi Maria" },
    instructed({ noNames: true }),
  ],
  [
    "outside the hours she asked for",
    "hold contact_hours",
    { body: "x" },
    instructed({ hours: [{ days: [1, 2, 3, 4, 5], from: "13:00", to: "14:00" }] }),
  ],
  ["to the phone of who does not speak for her", "block representation", { body: "x" }, represented],
  [
    "about visits, which she does not want by text",
    "block preference",
    { body: "x", category: "appointment" },
    refuses,
  ],
  [
    "with private words by a job",
    "block phi",
    { body: "Your HIV test is positive" },
    undefined,
    "day",
    "key",
  ],
  ["with private words by hand", "block phi", { body: "Your HIV test is positive" }],
  ["from no number", "block no_sender", { body: "x" }, undefined, "bare"],
  ["by a service that is not set up", "block provider_missing", { body: "x" }, undefined, "offline"],
  ["by a vendor without an agreement", "allow vendor_unsigned", { body: "x" }, undefined, "unsigned"],
  ["while sending is stopped", "hold clinic_stopped", { body: "x" }, undefined, "stopped"],
  ["while the service is paused", "hold provider_trouble", { body: "x" }, undefined, "paused"],
  [
    "by a machine after words that may be a no",
    "hold revocation_unsure",
    { body: "x" },
    asked("stop"),
    "day",
    "key",
  ],
  ["by a machine after a death was told", "hold death_told", { body: "x" }, asked("death"), "day", "key"],
  ["for tomorrow", "hold scheduled", { body: "x", scheduledFor: { date: "2026-06-17", time: "09:00" } }],
  ["the eleventh of the day", "hold daily_cap", { body: "x" }, full(10)],
  ["to a phone that had enough", "hold household_cap", { body: "x" }, household],
  ["by night", "hold quiet_hours", { body: "x" }, undefined, "night"],
  [
    "by night, or the email",
    "allow",
    { plan: ["SMS", "EMAIL"], content: BOTH, fallbackOnHold: true },
    undefined,
    "night",
  ],
  [
    "by night with a word about tomorrow",
    "hold quiet_hours",
    { body: "See you tomorrow" },
    undefined,
    "night",
  ],
  [
    "by night to one who wants no email",
    "hold quiet_hours",
    { channel: "SMS", body: "x" },
    stopped("EMAIL", "complaint"),
    "night",
  ],
  ["by night, the eleventh of the day", "hold quiet_hours", { channel: "SMS", body: "x" }, full(10), "night"],
  [
    "the eleventh of the day, by night, or the text",
    "hold daily_cap",
    { plan: ["EMAIL", "SMS"], content: BOTH, fallbackOnHold: true },
    full(10),
    "night",
  ],
  [
    "by two ways that may not be used, each for its own cause",
    "block consent",
    { plan: ["EMAIL", "SMS"], content: BOTH },
    async (...about) => {
      await consent("contact", "EMAIL", "revoke")(...about);
      await closed("landline")(...about);
    },
  ],
  [
    "the same the other way round",
    "block contact_closed",
    { plan: ["SMS", "EMAIL"], content: BOTH },
    async (...about) => {
      await consent("contact", "EMAIL", "revoke")(...about);
      await closed("landline")(...about);
    },
  ],
  [
    "when it is too late",
    "block expired",
    { body: "x", expiresAt: "2026-06-17T05:00:00Z" },
    undefined,
    "night",
  ],
];

test.each(drafts)("%s: %s", async (_, says, draft, make, where = "day", by = "staff") => {
  const own = places[where];
  const who = await patient(own, { phone: phoneNumber() });
  const on = { clinicId: own.clinicId, patientId: who.id };
  if (make) await inClinic(own.clinicId, (tx) => make(tx, on, who, own.time.clock()));
  const ctx = own.ctx(by === "key" ? KEY : "front_desk");
  const input = SendMessage.parse({ patientId: who.id, ...draft });
  const { decision, plan, rendered } = PreviewAnswer.parse(await previewMessage(ctx, input));

  expect([decision.kind, decision.rule].filter(Boolean).join(" ")).toBe(says);
  // The five that are promised; beside them every reason, and the sentence that screens show.
  const promised = ["kind", "rule", "until", "evidence", "remedy"];
  for (const one of [decision, ...plan.map((hop) => hop.decision)]) {
    expect(Object.keys(one).filter((name) => ![...promised, "reasons", "words"].includes(name))).toEqual([]);
    expect("until" in one).toBe(one.kind === "hold");
    expect([one.rule !== undefined, one.evidence !== undefined, one.remedy !== undefined]).toEqual(
      Array(3).fill(one.reasons.length > 0),
    );
    expect(one.reasons.length > 0 || one.kind === "allow").toBe(true);
  }
  expect(plan.map(({ channel }) => channel)).toEqual(input.plan ?? [input.channel ?? "SMS"]);
  if (rendered.SMS) expect(rendered.SMS).toMatchObject({ encoding: "GSM-7", segments: 1, cost: 0.0118 });
  expect(Object.keys(rendered).sort()).toEqual(plan.map(({ channel }) => channel).sort());

  const sent = await sendMessage(ctx, input);
  const told = await getMessage(own.ctx(), sent.id);
  expect(told.decision).toMatchObject({ kind: decision.kind, words: decision.words });
  expect(told.decision?.rule).toBe(decision.rule);
  for (const line of told.story.filter(({ kind }) => ["allowed", "held", "blocked"].includes(kind))) {
    const hop = plan.find(({ channel }) => channel === line.channel)?.decision;
    expect({ rule: line.rule, words: line.words }).toEqual({ rule: hop?.rule, words: hop?.words });
    expect(line.until?.toISOString()).toBe(hop?.until);
    expect(line.evidence).toEqual(hop?.evidence);
  }
  expect(told.story.some(({ words }) => words === decision.words)).toBe(true);
  const { sentence } = told.badge;
  if (sentence !== null && decision.kind !== "allow") expect(sentence).toBe(decision.words);
  if (/Email can go now/.test(decision.words)) {
    const mail = SendMessage.parse({ patientId: who.id, ...draft, plan: undefined, channel: "EMAIL" });
    expect((await previewMessage(ctx, mail)).decision.kind).toBe("allow");
  }
});
