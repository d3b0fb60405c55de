import { v7 as uuid } from "uuid";
import { beforeAll, describe, expect, it } from "vitest";
import { inClinic } from "@/lib/db/transaction";
import { drive } from "@/lib/delivery/commands";
import type { MessageInbound } from "@/lib/providers/port";
import { type Suite, suite } from "@/lib/testing/ctx";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";
import { takeIn } from "@/lib/webhooks/commands";

type Word = "STOP" | "START" | "HELP";

let clinic: Suite;
let vendor: ReturnType<typeof testVendor>;
let shortCode: string;
let longCode: string;

beforeAll(async () => {
  vendor = testVendor("twilio", "SMS");
  clinic = await suite({ providers: [vendor.provider] });
  shortCode = String(100_000 + (Number.parseInt(clinic.clinicId.slice(-8), 16) % 900_000));
  longCode = await inClinic(clinic.clinicId, async (tx) => {
    const { clinicId } = clinic;
    const code = {
      kind: "short_code" as const,
      address: shortCode,
      rate: 100,
      createdAt: clinic.time.clock(),
    };
    await tx.sender.create({ data: { clinicId, channel: "SMS", provider: "twilio", ...code } });
    return (await tx.sender.findFirstOrThrow({ where: { clinicId, kind: "long_code" } })).address;
  });
});

/** She writes to one of the clinic's numbers; its webhook comes twice. Answers what left for her since. */
async function answersTo(from: string, to: string, text: string, optOutType?: Word) {
  const before = vendor.sent.length;
  clinic.time.advance(60_000);
  const ref = `SM${uuid()}`;
  const message: MessageInbound = {
    ...{ kind: "message", channel: "SMS", eventId: ref, ref, at: clinic.time.clock() },
    ...{ from, to: [to], text, attachments: [], ...(optOutType ? { optOutType } : {}) },
  };
  await takeIn(clinic.ports, "twilio", [message]);
  await takeIn(clinic.ports, "twilio", [message]);
  const queued = await inClinic(clinic.clinicId, (tx) =>
    tx.queueItem.findMany({ where: { clinicId: clinic.clinicId } }),
  );
  await drive(
    clinic.ctx({ kind: "system", job: "runner" }),
    queued.map(({ messageId }) => messageId),
  );
  return vendor.sent
    .slice(before)
    .flatMap(({ message: sent }) => (sent.channel === "SMS" && sent.to === from ? [sent] : []));
}

const reader = async (language: string) => (await patient(clinic, { language })).phone;

// No carrier and no vendor answers for a short code: its three answers are the clinic's own to send (CTIA).
describe.each([
  ["es", { STOP: /Ya no le mandaremos/, START: /Volvera a recibir/, HELP: /Si necesita ayuda/ }],
  [
    "en",
    {
      STOP: /no more texts from us/,
      START: /get texts from us again/,
      HELP: /call 303-555-0100/,
    },
  ],
] as const)("on a short code, for a patient who reads %s", (language, says) => {
  let phone: string;
  beforeAll(async () => {
    phone = await reader(language);
  });

  it.each(["STOP", "START", "HELP"] as const)(
    "%s is answered by us, once, from the code itself",
    async (word) => {
      const answers = await answersTo(phone, shortCode, word);
      expect(answers.map(({ from }) => from)).toEqual([shortCode]);
      expect(answers[0]?.body).toMatch(says[word]);
    },
  );
});

describe("on a ten-digit number", () => {
  it("nothing is answered that the vendor has answered itself", async () => {
    const phone = await reader("es");
    for (const word of ["STOP", "START", "HELP"] as const) {
      expect(await answersTo(phone, longCode, word, word)).toEqual([]);
    }
  });

  it("each is answered once, from that number, where the vendor has not", async () => {
    const phone = await reader("en");
    for (const word of ["STOP", "START", "HELP"] as const) {
      expect((await answersTo(phone, longCode, word)).map(({ from }) => from)).toEqual([longCode]);
    }
  });
});
