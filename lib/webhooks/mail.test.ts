import { v7 as uuid } from "uuid";
import { beforeAll, describe, expect, it } from "vitest";
import { getAttachment } from "@/lib/attachments/queries";
import { inClinic, inInstallation } from "@/lib/db/transaction";
import { drive } from "@/lib/delivery/commands";
import { replyAddress } from "@/lib/delivery/reply/rules";
import { env } from "@/lib/env";
import type { Inbound, MessageInbound, ReceiptInbound } from "@/lib/providers/port";
import { type Suite, suite } from "@/lib/testing/ctx";
import { outbound, stored } from "@/lib/testing/messages";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";
import { processWebhooks, takeIn } from "@/lib/webhooks/commands";

/** A vendor with a name of its own, so that suites leave each other's stored events alone. */
const name = `mail-${uuid()}`;
let own: Suite;
let desk: string;

beforeAll(async () => {
  own = await suite({ providers: [testVendor(name, "EMAIL").provider] });
  await inClinic(own.clinicId, (tx) =>
    tx.vendor.create({
      data: {
        clinicId: own.clinicId,
        provider: name,
        createdAt: own.time.clock(),
        baaSignedAt: own.time.clock(),
      },
    }),
  );
  const where = { clinicId: own.clinicId, channel: "EMAIL" as const };
  desk = await inClinic(own.clinicId, async (tx) => {
    await tx.sender.updateMany({ where, data: { provider: name } });
    return (await tx.sender.findFirstOrThrow({ where })).address;
  });
});

const about = (mail: Partial<MessageInbound["mail"]> = {}) => ({
  references: [],
  autoSubmitted: false,
  ...mail,
});

function mail(from: string, text: string, more: Partial<MessageInbound> = {}): MessageInbound {
  const ref = `<${uuid()}@mail.example>`;
  return {
    kind: "message",
    channel: "EMAIL",
    eventId: ref,
    ref,
    at: own.time.clock(),
    from,
    to: [desk],
    text,
    attachments: [],
    mail: about(),
    ...more,
  };
}

const post = async (...events: Inbound[]) => {
  await takeIn(own.ports, name, events);
  while (await processWebhooks(own.ports));
};

/** A mail of ours to somebody, as it left: her, the message, the attempt's id and the vendor's. */
async function sent(to?: Awaited<ReturnType<typeof patient>>) {
  const her = to ?? (await patient(own, { firstName: "Ana" }));
  const [id = ""] = await outbound(own, her, { plan: ["EMAIL"] });
  await drive(own.ctx({ kind: "system", job: "test" }), [id]);
  const { deliveries } = await stored(own, id);
  return { her, id, key: deliveries[0]?.id ?? "", ref: deliveries[0]?.providerMessageId ?? "" };
}

const thread = (conversationId: string) =>
  inClinic(own.clinicId, (tx) =>
    tx.conversation.findFirstOrThrow({
      where: { clinicId: own.clinicId, id: conversationId },
      include: { messages: { where: { direction: "INBOUND" }, include: { attachments: true } } },
    }),
  );
const filed = (ref: string) =>
  inClinic(own.clinicId, (tx) =>
    tx.message.findFirst({
      where: { clinicId: own.clinicId, inboundRef: ref },
      include: { conversation: true, attachments: true },
    }),
  );
const point = (value: string) =>
  inClinic(own.clinicId, (tx) =>
    tx.contactPoint.findFirstOrThrow({ where: { clinicId: own.clinicId, value } }),
  );
const closings = (address: string) =>
  inClinic(own.clinicId, (tx) =>
    tx.suppression.findMany({ where: { clinicId: own.clinicId, address, endedAt: null } }),
  );

describe("a mail that answers", () => {
  it("stands in her thread with her own words, what it quotes kept apart, and a doubt where there is one", async () => {
    const { her, key } = await sent();
    const answer = mail(
      her.email,
      "Friday works.\n\nOn Mon, Jun 1, 2026 Desk <d@x.example> wrote:\n> Friday?",
      {
        mail: about({ inReplyTo: `<${key}@clinic.example>`, spf: "fail", returnPath: her.email }),
      },
    );
    await post(answer);
    const { messages, waitingSince, snippet } = await thread(her.conversationId);
    const event = await inInstallation((tx) =>
      tx.webhookEvent.findFirstOrThrow({ where: { provider: name, eventId: answer.eventId } }),
    );
    // What the workbench leads to.
    expect(event.payload).toEqual({ messageId: messages[0]?.id });
    expect(messages).toMatchObject([
      { body: "Friday works.", isAutomatic: false, metadata: { spf: "fail", doubtful: true } },
    ]);
    expect(messages[0]?.quoted).toContain("> Friday?");
    expect(snippet).toBe("Friday works.");
    expect(waitingSince).not.toBeNull();
  });

  it("of two who share an address is filed to whom the mail was, by its token, then by its headers", async () => {
    const email = `family-${uuid()}@example.org`;
    const ana = await patient(own, { firstName: "Ana", email });
    const leo = await patient(own, { firstName: "Leo", email });
    const { key } = await sent(leo);
    const byHeader = mail(email, "Yes", { mail: about({ references: [`<${key}@clinic.example>`] }) });
    const byToken = mail(email, "Yes", { to: [replyAddress(desk, ana.conversationId, env().secret)] });
    await post(byHeader, byToken);
    expect((await filed(byHeader.ref))?.conversationId).toBe(leo.conversationId);
    expect((await filed(byToken.ref))?.conversationId).toBe(ana.conversationId);
  });

  it("from a stranger is not believed to be hers, whatever token or headers it brings", async () => {
    const { her, key } = await sent();
    const token = replyAddress(desk, her.conversationId, env().secret);
    const forged = [
      mail("eve@evil.example", "I am Ana", { to: [token] }),
      mail("eve@evil.example", "I am Ana", { mail: about({ inReplyTo: `<${key}@clinic.example>` }) }),
      mail("eve@evil.example", "I am Ana", { to: [token.replace(/\+./, "+0")] }),
    ];
    await post(...forged);
    for (const { ref } of forged) expect((await filed(ref))?.conversation.kind).toBe("unknown");
    expect((await thread(her.conversationId)).messages).toEqual([]);
  });

  it("brings its files: names always, programs never, types as their bytes say", async () => {
    const her = await patient(own);
    const file = (filename: string, bytes: string, contentType = "image/png") => ({
      filename,
      contentType,
      content: Buffer.from(bytes, "latin1"),
    });
    const letter = mail(her.email, "See attached", {
      attachments: [
        { ...file("rash.png", "\x89PNG\r\n\x1a\n0"), contentId: "ii_1" },
        file("page.png", "<script>x()</script>"),
        file("letter.pdf.exe", "MZ", "application/pdf"),
        file("setup", "MZ\x90\x00rest"),
        file("../../etc/pass\u202ewd", "x", "text/plain"),
        file("winmail.dat", "\x78\x9f\x3e\x22", "application/ms-tnef"),
      ],
    });
    await post(letter);
    const kept = (await filed(letter.ref))?.attachments ?? [];
    expect(kept.map((one) => [one.filename, one.contentType, one.size > 0, one.refused])).toEqual([
      ["rash.png", "image/png", true, null],
      ["page.png", "application/octet-stream", true, null],
      ["letter.pdf.exe", "application/pdf", false, "program"],
      ["setup", "image/png", false, "program"],
      [".. .. etc pass wd", "text/plain", true, null],
      ["winmail.dat", "application/ms-tnef", true, null],
    ]);
  });
});

it("the same picture from two patients is kept once, and opens for each", async () => {
  const picture = {
    filename: "rash.png",
    contentType: "image/png",
    content: Buffer.from(`\x89PNG\r\n\x1a\n${uuid()}`, "latin1"),
  };
  const letters = [await patient(own), await patient(own)].map(({ email }) =>
    mail(email, "See attached", { attachments: [picture, { ...picture, filename: "again.png" }] }),
  );
  await post(...letters);
  const kept = (await Promise.all(letters.map(({ ref }) => filed(ref)))).flatMap(
    (one) => one?.attachments ?? [],
  );
  expect(kept).toHaveLength(4);
  const [sha256 = null, ...others] = new Set(kept.map((one) => one.sha256));
  expect(others).toEqual([]);
  const where = { clinicId: own.clinicId, sha256: sha256 ?? "" };
  expect(await inClinic(own.clinicId, (tx) => tx.storedFile.count({ where }))).toBe(1);
  for (const { id } of kept) {
    expect(Buffer.from((await getAttachment(own.ctx(), id)).bytes)).toEqual(picture.content);
  }
});

it("a clinic's own plus address gets what is sent to it", async () => {
  const address = desk.replace("@", "+north@");
  const ana = await patient(own, { firstName: "Ana" });
  await inClinic(own.clinicId, (tx) =>
    tx.sender.create({
      data: {
        ...{ clinicId: own.clinicId, channel: "EMAIL", provider: name, kind: "email", address },
        ...{ rate: 100, createdAt: own.time.clock() },
      },
    }),
  );
  const letter = mail(ana.email, "Thank you", { to: [address.toUpperCase()] });
  await post(letter);
  expect((await filed(letter.ref))?.conversationId).toBe(ana.conversationId);
});

describe("a machine's mail", () => {
  it("is kept and makes nobody wait, known or not", async () => {
    const { her } = await sent();
    const away = mail(her.email, "I am away until Monday.", { mail: about({ autoSubmitted: true }) });
    const news = mail(`news-${uuid()}@shop.example`, "Sale!", { mail: about({ autoSubmitted: true }) });
    const ours = mail(desk.replace("@", "+abc@"), "We are closed.");
    await post(away, news, ours);
    const { messages, ...hers } = await thread(her.conversationId);
    expect(messages).toMatchObject([{ body: "I am away until Monday.", isAutomatic: true }]);
    expect(hers).toMatchObject({ waitingSince: null, lastInboundAt: null });
    for (const one of [news, ours]) {
      expect(await filed(one.ref)).toMatchObject({
        isAutomatic: true,
        conversation: { status: "closed", waitingSince: null },
      });
    }
  });

  it("is known by its number too: two programs that answer each other fall silent", async () => {
    const from = `loop-${uuid()}@example.org`;
    const mails = Array.from({ length: 18 }, (_, n) => mail(from, `Ticket ${n} received.`));
    await post(...mails);
    const rows = await Promise.all(mails.map((one) => filed(one.ref)));
    expect(rows.map((row) => row?.isAutomatic)).toEqual([...Array(15).fill(false), ...Array(3).fill(true)]);
  });
});

describe("a mail server's report", () => {
  const report = (recipient: string, more: object = {}) =>
    about({
      autoSubmitted: true,
      returnPath: "",
      report: {
        receipt: "bounced",
        status: "report/bounced",
        code: "5.1.1",
        reason: "mailbox_unknown",
        soft: false,
        closes: true,
        recipient,
        ...more,
      },
    });

  it("about a mail of ours ends that mail and closes its address", async () => {
    const { her, id, ref } = await sent();
    const letter = mail("mailer-daemon@example.org", "Undelivered", {
      mail: report(her.email, { about: `<${ref}@geopod-ismtpd-7>` }),
    });
    await post(letter, letter);
    expect(await stored(own, id)).toMatchObject({ status: "BOUNCED", reason: "mailbox_unknown" });
    expect(await point(her.email)).toMatchObject({ health: "closed", healthReason: "mailbox_unknown" });
    expect(await filed(letter.ref)).toBeNull();
  });

  it("that names no mail of ours closes nothing, whoever it names", async () => {
    const { her, id } = await sent();
    const other = await sent();
    const letters = [
      mail("mailer-daemon@example.org", "x", {
        mail: report(her.email, { about: `<${uuid()}@clinic.example>` }),
      }),
      mail("mailer-daemon@example.org", "x", { mail: report(her.email, { about: `<${other.ref}@geopod>` }) }),
    ];
    await post(...letters);
    expect((await stored(own, id)).status).not.toBe("BOUNCED");
    expect((await point(her.email)).health).toBe("ok");
    expect(await filed(letters[0]?.ref ?? "")).toMatchObject({ isAutomatic: true });
  });
});

const receipt = (receipt: ReceiptInbound["receipt"], more: Partial<ReceiptInbound>): ReceiptInbound => ({
  kind: "receipt",
  receipt,
  eventId: `e-${uuid()}`,
  at: own.time.clock(),
  status: receipt,
  ...more,
});
const GONE = { reason: "mailbox_unknown", closes: true, soft: false } as const;

describe("a late event without an id", () => {
  it("ends the one mail that it can mean", async () => {
    const { her, id } = await sent();
    own.time.advance(3_600_000);
    await post(receipt("bounced", { ...GONE, address: her.email.toUpperCase() }));
    expect((await stored(own, id)).status).toBe("BOUNCED");
    expect((await point(her.email)).health).toBe("closed");
  });

  it("is a fact about its address where it could mean two, or none", async () => {
    const { her, id } = await sent();
    const second = await sent(her);
    own.time.advance(60_000);
    await post(receipt("bounced", { ...GONE, address: her.email }));
    for (const one of [id, second.id]) expect((await stored(own, one)).status).not.toBe("BOUNCED");
    expect((await point(her.email)).health).toBe("closed");
    const never = await patient(own);
    await post(receipt("complained", { address: never.email }));
    expect(await closings(never.email)).toMatchObject([{ reason: "complaint" }]);
  });
});

describe("what a reader does about our mail", () => {
  it("a complaint closes the address and cancels what waits for it, at once", async () => {
    const { her, key } = await sent();
    const [waiting = ""] = await outbound(own, her, {
      plan: ["EMAIL"],
      scheduledAt: new Date(own.time.clock().getTime() + 3_600_000),
    });
    await post(receipt("complained", { key }));
    expect(await stored(own, waiting)).toMatchObject({ status: "CANCELLED", reason: "opt_out" });
    expect(await closings(her.email)).toMatchObject([{ channel: "EMAIL", reason: "complaint" }]);
    // She said nothing about texts.
    expect(await closings(her.phone)).toEqual([]);
  });

  it.each([
    ["Spam Reporting Address", "complaint"],
    ["Unsubscribed Address", "unsubscribe"],
  ])("dropped as %s is in our record too", async (detail, reason) => {
    const { her, key } = await sent();
    await post(receipt("failed", { key, status: "dropped", reason: "opted_out", detail }));
    expect(await closings(her.email)).toMatchObject([{ reason }]);
  });

  it.each([["in order"], ["backwards"]])(
    "unsubscribing and subscribing again, told %s, leaves it open",
    async (order) => {
      const { her, key } = await sent();
      const at = own.time.clock();
      const told = [
        receipt("unsubscribed", { key, at }),
        receipt("resubscribed", { key, at: new Date(at.getTime() + 60_000) }),
      ];
      for (const one of order === "in order" ? told : told.toReversed()) await post(one);
      expect(await closings(her.email)).toEqual([]);
    },
  );

  it("failures for days close an address, told in any order and 46 times; a success opens it again", async () => {
    const { her, key } = await sent();
    const start = own.time.clock().getTime();
    const full = [0, 1, 2, 3, 4].map((days) =>
      receipt("bounced", {
        key,
        soft: true,
        reason: "mailbox_full",
        at: new Date(start + days * 86_400_000),
      }),
    );
    await post(...full.slice(0, 4).reverse());
    for (let times = 0; times < 46; times += 1) await takeIn(own.ports, name, full.slice(0, 1));
    while (await processWebhooks(own.ports));
    expect(await point(her.email)).toMatchObject({ health: "failing", softFailures: 4 });
    await post(...full.slice(4));
    expect(await point(her.email)).toMatchObject({ health: "closed", healthReason: "mailbox_full" });
    await post(receipt("delivered", { key, at: new Date(start + 2.5 * 86_400_000) }));
    expect(await point(her.email)).toMatchObject({ health: "failing", softFailures: 2 });
  });
});
