import { beforeEach, expect, test } from "vitest";
import { OpeningSettings } from "@/lib/clinics/opening/schema";
import { mintCtx } from "@/lib/ctx";
import { inClinic } from "@/lib/db/transaction";
import { segmentsOf } from "@/lib/delivery/rules/queue";
import { closedSince, nextOpening, opensWords } from "@/lib/replies/after-hours/rules";
import { fill } from "@/lib/replies/rules";
import { saveReplies } from "@/lib/replies/settings/commands";
import { getReplies } from "@/lib/replies/settings/queries";
import { RepliesSettings } from "@/lib/replies/settings/schema";
import { AFTER_HOURS, EMERGENCY, KEYWORDS, REVOCATION_QUESTION, WRONG_NUMBER } from "@/lib/replies/words";
import { type Suite, suite } from "@/lib/testing/ctx";
import { inbound } from "@/lib/testing/inbound";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

/** 9:52 PM of a Tuesday in Denver; the clinic closes at 5 PM and opens at 8 AM. */
const NIGHT = "2026-06-17T03:52:00Z";
const week = OpeningSettings.parse({});
let clinic: Suite;

async function begin(now?: string) {
  clinic = await suite({ providers: [testVendor("twilio", "SMS").provider], ...(now ? { now } : {}) });
  await saveReplies(clinic.ctx("admin"), RepliesSettings.parse({ afterHours: { on: true } }));
}
beforeEach(() => begin(NIGHT));

const answers = async (conversationId: string) => {
  const where = { clinicId: clinic.clinicId, conversationId, direction: "OUTBOUND" as const };
  const rows = await inClinic(clinic.clinicId, (tx) =>
    tx.message.findMany({ where: { ...where, tags: { has: "after_hours_reply" } }, orderBy: { id: "asc" } }),
  );
  return rows.map(({ body }) => body);
};

test("she is told once per closed window that the clinic is closed, in her language, and in the next window again", async () => {
  const [maria, rosa] = [await patient(clinic), await patient(clinic, { language: "es" })];
  await inbound(clinic, maria, "Can I move my visit?");
  clinic.time.advance(3_600_000);
  await inbound(clinic, maria, "Are you there?");
  const nurse = { on: true, nurse: "(303) 555-0199" };
  await saveReplies(clinic.ctx("admin"), RepliesSettings.parse({ afterHours: nurse }));
  await inbound(clinic, rosa, "¿Puedo cambiar mi cita?");
  expect(await answers(maria.conversationId)).toEqual([
    "Test Clinic: We are closed and will read this when we open, 8 AM tomorrow. Emergency? Call 911.",
  ]);
  expect(await answers(rosa.conversationId)).toEqual([
    "Test Clinic: Ya cerramos. Leeremos su mensaje mañana a las 8 AM, cuando abramos. ¿Emergencia? Llame al 911. Enfermera de guardia: 303-555-0199.",
  ]);
  // Wednesday, 9:52 PM.
  clinic.time.set("2026-06-18T03:52:00Z");
  await inbound(clinic, maria, "One more thing");
  expect(await answers(maria.conversationId)).toHaveLength(2);
});

test.each([["STOP"], ["HELP"], ["Liked “See you Friday”"]])(
  "%s is not told that the clinic is closed",
  async (text) => {
    const maria = await patient(clinic);
    await inbound(clinic, maria, text);
    expect(await answers(maria.conversationId)).toEqual([]);
  },
);

test("nobody is told in opening hours, minutes later, by a short code, after a STOP, or while it is off", async () => {
  const maria = await patient(clinic);
  await inbound(clinic, maria, "Hello?", { minutesAgo: 6 });
  await inbound(clinic, { phone: "72345" }, "Your code is 123");
  await inbound(clinic, maria, "STOP");
  await inbound(clinic, maria, "and another thing");
  await begin();
  const ken = await patient(clinic);
  await inbound(clinic, ken, "Hello?");
  clinic.time.set(NIGHT);
  await saveReplies(clinic.ctx("admin"), RepliesSettings.parse({}));
  await inbound(clinic, ken, "Hello??");
  for (const one of [maria, ken]) expect(await answers(one.conversationId)).toEqual([]);
});

test("each sentence a patient gets is GSM-7 and one text for Cedar Lane, as words.md has it", () => {
  const facts = { clinic: "Cedar Lane", phone: "303-555-0100", nurse: "303-555-0199" };
  const opens = { en: "8 AM tomorrow", es: "mañana a las 8 AM" };
  const all = [...Object.values(KEYWORDS), WRONG_NUMBER, EMERGENCY, AFTER_HOURS, REVOCATION_QUESTION];
  const texts = all.flatMap((both) =>
    (["en", "es"] as const).map((language) => fill(both[language], { ...facts, opens: opens[language] })),
  );
  for (const text of texts) expect([text, segmentsOf(text), text.length <= 160]).toEqual([text, 1, true]);
  expect(fill(AFTER_HOURS.en, { ...facts, opens: opens.en })).toBe(
    "Cedar Lane: We are closed and will read this when we open, 8 AM tomorrow. Emergency? Call 911. On-call nurse: 303-555-0199.",
  );
  expect(fill(AFTER_HOURS.es, { ...facts, opens: opens.es })).toBe(
    "Cedar Lane: Ya cerramos. Leeremos su mensaje mañana a las 8 AM, cuando abramos. ¿Emergencia? Llame al 911. Enfermera de guardia: 303-555-0199.",
  );
  expect(fill(KEYWORDS.stop.es, facts)).toBe(
    "Cedar Lane: Ya no le mandaremos mensajes de texto. Le podemos llamar o escribir por correo. Para recibirlos otra vez, mande START. Dudas: 303-555-0100.",
  );
  expect(fill(KEYWORDS.cancel.en, facts)).toBe(
    "Cedar Lane: You will get no more texts from us. If you meant to cancel a visit, call 303-555-0100: no visit was canceled. To get texts again, text START.",
  );
  expect(fill(KEYWORDS.stop.en, { clinic: "Cedar Lane" })).toBe(
    "Cedar Lane: You will get no more texts from us. We can still reach you by phone or email. To get texts again, text START.",
  );
});

test("settings keep the clinic's others, numbers are read as people write them, and a wrong one is named", async () => {
  const given = RepliesSettings.parse({ onCall: [{ name: "Ana", phone: "(303) 292-0191" }] });
  const { settings } = await saveReplies(clinic.ctx("admin"), given);
  expect(settings.onCall).toEqual([{ name: "Ana", phone: "+13032920191" }]);
  const row = await inClinic(clinic.clinicId, (tx) =>
    tx.clinic.findFirst({ where: { id: clinic.clinicId } }),
  );
  expect(row?.settings).toMatchObject({ quietHours: { openingSpreadMinutes: 0 } });
  const twice = { ...given, onCall: [...given.onCall, { name: "Ben", phone: "303.292.0191" }] };
  const wrong = { details: { fields: [{ field: "onCall.1.phone" }] }, reason: "bad_on_call" };
  await expect(saveReplies(clinic.ctx("admin"), twice)).rejects.toMatchObject(wrong);
  expect((await getReplies(mintCtx(clinic.clinicId, clinic.ctx("admin").actor, clinic.ports))).opens.en).toBe(
    "8 AM tomorrow",
  );
});

test.each([
  ["in opening hours", "2026-06-16T18:00:00Z", null, "8 AM tomorrow"],
  ["before opening", "2026-06-16T13:00:00Z", "2026-06-15T23:00:00.000Z", "8 AM today"],
  ["on Friday night", "2026-06-20T03:00:00Z", "2026-06-19T23:00:00.000Z", "8 AM Monday"],
  ["on the eve of a long weekend", "2026-07-03T03:00:00Z", "2026-07-02T23:00:00.000Z", "8 AM Monday"],
  ["on Thanksgiving", "2026-11-26T18:00:00Z", "2026-11-26T00:00:00.000Z", "8 AM tomorrow"],
  ["in the night of the clock change", "2026-11-01T07:30:00Z", "2026-10-30T23:00:00.000Z", "8 AM tomorrow"],
])("%s", (_, at, since, opens) => {
  const now = new Date(at);
  expect(closedSince(week, "America/Denver", now)?.toISOString() ?? null).toBe(since);
  expect(opensWords(nextOpening(week, "America/Denver", now), "America/Denver", now, "en")).toBe(opens);
});
