import { beforeAll, describe, expect, it, test } from "vitest";
import { inClinic } from "@/lib/db/transaction";
import { drive } from "@/lib/delivery/commands";
import { keywordProblem, keywordProblems } from "@/lib/replies/keywords/rules";
import { saveReplies } from "@/lib/replies/settings/commands";
import { getReplies } from "@/lib/replies/settings/queries";
import { RepliesSettings } from "@/lib/replies/settings/schema";
import { KEYWORDS } from "@/lib/replies/words";
import { type Suite, suite } from "@/lib/testing/ctx";
import { inbound, inboundMail } from "@/lib/testing/inbound";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

const FACTS = { clinic: "Cedar Lane", phone: "303-555-0100" };

describe("what an answer to STOP, START or HELP must say", () => {
  it.each([
    ["stop", "{clinic}: No more texts. To start again text START.", null],
    ["stop", "No more texts. To start again text START.", "Say who writes: put {clinic} in."],
    ["stop", "{clinic}: No more texts.", "Say how to get texts again: the word START."],
    ["stop", "{clinic}: Bye. START again? See www.cedar.example for offers", "Leave the web address out."],
    [
      "stop",
      "{clinic}: Bye {firstName}. Text START again.",
      "{firstName} is not known here: only {clinic} and {phone} are.",
    ],
    [
      "stop",
      "{clinic}: Ya no más mensajes. Mande START.",
      "“á” makes every text dearer and shorter. Write it plainer.",
    ],
    ["stop", `{clinic}: ${"No more texts. ".repeat(10)}START`, "Too long for one text by 7. Shorten it."],
    ["cancel", "{clinic}: No more texts. Call {phone}. START again.", "Say that no visit was canceled."],
    ["cancel", "{clinic}: No more texts. Ninguna cita se cancelo. {phone}. START.", null],
    ["start", "{clinic}: Texts are on. To end them, STOP.", "Say how to get help: HELP or {phone}."],
    ["start", "{clinic}: Texts are on. HELP for help, STOP to end.", null],
    ["help", "{clinic}: We are here to help. STOP ends texts.", "Say whom to ask: put {phone} in."],
    ["help", "{clinic}: Call {phone}.", "Say how to stop them: the word STOP."],
    ["help", "{clinic}: Call {phone}. STOP ends our texts.", null],
  ] as const)("%s: %s", (kind, words, problem) => {
    expect(keywordProblem(kind, words, FACTS)).toBe(problem);
  });

  it.each(["en", "es"] as const)(
    "ours to START says all that carriers want of a first text, in %s",
    (language) => {
      const said = KEYWORDS.start[language];
      const all = [
        /\{clinic\}/,
        /frequency varies|frecuencia varia/,
        /rates may apply|aplicarse cargos/,
        /STOP/,
        /HELP|Ayuda/,
      ];
      for (const part of all) expect(said).toMatch(part);
    },
  );

  it("our own are always right, and right by the same rules", () => {
    const long = {
      clinic: "The Cedar Lane Community Health and Family Wellness Center of Denver",
      phone: null,
    };
    expect(keywordProblems(KEYWORDS, KEYWORDS, long)).toEqual([]);
    for (const kind of ["stop", "cancel", "start", "help"] as const) {
      for (const words of Object.values(KEYWORDS[kind]))
        expect(keywordProblem(kind, words, FACTS)).toBeNull();
    }
  });
});

const texts = testVendor("twilio", "SMS");
const mails = testVendor("sendgrid", "EMAIL");
let clinic: Suite;
beforeAll(async () => {
  clinic = await suite({ providers: [texts.provider, mails.provider] });
});

/** What the hub answered in a thread, once the engine has had its turn. */
async function answers(conversationId: string) {
  const where = {
    clinicId: clinic.clinicId,
    conversationId,
    isAutomatic: true,
    direction: "OUTBOUND" as const,
  };
  const rows = await inClinic(clinic.clinicId, (tx) =>
    tx.message.findMany({ where, orderBy: { id: "asc" } }),
  );
  await drive(
    clinic.ctx(),
    rows.map(({ id }) => id),
  );
  return rows.map(({ body }) => body);
}

test("a clinic's own words answer STOP; what is no lawful answer is named; the hub's own come back", async () => {
  const own = { stop: { en: "{clinic}: Done, no texts. START brings them back." } };
  const saved = await saveReplies(clinic.ctx("admin"), RepliesSettings.parse({ keywords: own }));
  expect(saved.settings.keywords?.stop).toEqual({ en: own.stop.en, es: KEYWORDS.stop.es });
  const maria = await patient(clinic);
  await inbound(clinic, maria, "STOP");
  expect(await answers(maria.conversationId)).toEqual([
    "Test Clinic: Done, no texts. START brings them back.",
  ]);
  const wrong = RepliesSettings.parse({ keywords: { help: { es: "Llame a la clinica." } } });
  await expect(saveReplies(clinic.ctx("admin"), wrong)).rejects.toMatchObject({
    reason: "bad_words",
    details: { fields: [{ field: "keywords.help.es" }] },
  });
  await saveReplies(clinic.ctx("admin"), RepliesSettings.parse({}));
  const { settings } = await getReplies(clinic.ctx("admin"));
  expect(settings.keywords).toEqual(KEYWORDS);
});

test("words that end our mail are confirmed once by mail, in its own words; START by mail opens it; HELP is read by a person", async () => {
  const ana = await patient(clinic, { language: "es" });
  await inboundMail(clinic, ana, "please stop emailing me\n\nOn Mon, Clinic wrote:\n> News for you");
  await inboundMail(clinic, ana, "Stop emailing me");
  const mailed = () =>
    mails.sent.flatMap(({ message }) =>
      message.channel === "EMAIL" && message.to.email === ana.email ? [message.text.split("\n")[0]] : [],
    );
  await answers(ana.conversationId);
  expect(mailed()).toEqual([
    "Test Clinic: You will get no more emails from us. We can still reach you by phone or text. To get emails again, answer START. Questions: 303-555-0100.",
  ]);
  await inboundMail(clinic, ana, "HELP");
  await inboundMail(clinic, ana, "START");
  await answers(ana.conversationId);
  expect(mailed().slice(1)).toEqual([
    "Test Clinic: Volverá a recibir nuestros correos. Para no recibirlos, responda STOP. Dudas: 303-555-0100.",
  ]);
});

test("a stop by mail from an address that no person reads is obeyed, and answered by nothing", async () => {
  const robot = { email: `no-reply@${Math.random().toString(36).slice(2)}.example.org` };
  await inboundMail(clinic, robot, "unsubscribe me");
  const closed = await inClinic(clinic.clinicId, (tx) =>
    tx.suppression.count({ where: { clinicId: clinic.clinicId, channel: "EMAIL", address: robot.email } }),
  );
  expect(closed).toBe(1);
  const sent = mails.sent.filter(
    ({ message }) => message.channel === "EMAIL" && message.to.email === robot.email,
  );
  expect(sent).toEqual([]);
});
