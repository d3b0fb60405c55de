import { describe, expect, it, test } from "vitest";
import { textLinkCause } from "@/lib/attachments/outgoing/rules";
import { SendBulk } from "@/lib/bulk/schema";
import { decide } from "@/lib/delivery/rules/decide";
import { outboundOf } from "@/lib/delivery/rules/outbound";
import { creditsOf } from "@/lib/delivery/rules/queue";
import { fitsVendor, isInReach, sizeWarning } from "@/lib/media/rules";
import { sendsPictures } from "@/lib/senders/rules";
import { factsOf, POLICY } from "@/lib/testing/facts";

const NOON = new Date("2026-06-16T18:00:00Z");
const file = (type: string, bytes: number) => ({ id: "a", type, bytes });
const picture = (bytes: number) => file("image/jpeg", bytes);
const pdf = (bytes: number) => file("application/pdf", bytes);

test.each([
  ["twilio", [picture(5_000_000)], true],
  ["twilio", [picture(5_000_001)], false],
  ["twilio", [picture(3_000_000), picture(2_000_001)], false],
  ["twilio", [pdf(500_000)], true],
  ["twilio", [pdf(500_001)], false],
  ["twilio", [file("image/heic", 10)], false],
  ["twilio", [file("image/webp", 10)], false],
  ["telnyx", [picture(999_999)], true],
  ["telnyx", [picture(1_000_000)], false],
  ["nobody", [picture(10)], false],
])("%s takes %j: %s", (provider, media, fits) => {
  expect(fitsVendor(provider, media)).toBe(fits);
});

test.each([
  [[picture(600_000)], null],
  [[picture(600_001)], /smaller/],
  [[picture(400_000), pdf(300_000)], /refuse.*secure link/],
])("a writer is told of %j: %s", (media, words) => {
  if (words === null) expect(sizeWarning(media)).toBeNull();
  else expect(sizeWarning(media)).toMatch(words);
});

test.each([
  ["+13035550142", true],
  ["+14165550142", true],
  ["+16715550142", true],
  ["+18765550142", false],
  ["+18095550142", false],
  ["+12425550142", false],
  ["+8615555555555", false],
  ["+34612345678", false],
  ["72345", false],
])("pictures reach %s: %s", (number, reach) => {
  expect(isInReach(number)).toBe(reach);
});

test.each([
  ["long_code", "+13035550100", null, true],
  ["toll_free", "+18335550100", null, true],
  ["long_code", "+34612345678", null, false],
  ["short_code", "72345", null, false],
  ["short_code", "72345", true, true],
  ["messaging_service", `MG${"a".repeat(32)}`, null, false],
  ["long_code", "+13035550100", false, false],
  ["email", "desk@clinic.example", true, false],
] as const)("a %s %s (%s) sends pictures: %s", (kind, address, mms, sends) => {
  expect(sendsPictures({ kind, address, mms })).toBe(sends);
});

test.each([
  [[], null],
  [[file("text/plain", 10)], "not_for_phones"],
  [[picture(4_000_000)], "too_large_for_text"],
  [[picture(10)], null],
])("with a number at Telnyx alone, %j goes by link because of %s", (media, cause) => {
  const facts = { media, senders: [{ provider: "telnyx", mms: true }], to: "+13035550142" };
  expect(textLinkCause(facts)).toBe(cause);
});

test("a bulk takes no files, and says why", () => {
  const { error } = SendBulk.safeParse({ name: "All", body: "Hello", attachments: [{ id: "x" }] });
  const words = error?.issues.find(({ path }) => path[0] === "attachments")?.message;
  expect(words).toMatch(/^Files go to one person at a time/);
});

describe("the one decision about a text with a picture", () => {
  const plain = factsOf();
  const [own] = plain.senders;
  if (!own) throw new Error("No sender.");
  const words = plain.message.content;
  const ask = (change: Partial<typeof plain> = {}, media = [picture(200_000)]) =>
    decide(
      {
        ...plain,
        senders: [{ ...own, mms: true }],
        ...change,
        message: { ...plain.message, content: { ...words, media } },
      },
      POLICY,
      0,
      NOON,
    );
  const telnyx = {
    ...own,
    id: "s9",
    provider: "telnyx",
    address: "+13035550999",
    isDefault: false,
    mms: true,
  };
  const vendors = { providers: ["twilio", "telnyx"], signed: ["twilio", "telnyx"] };

  it("lets it go from a number that sends pictures, and takes such a one where there is a choice", () => {
    expect(ask()).toMatchObject({ kind: "allow", sender: own.address });
    const both = [{ ...own, mms: false }, telnyx];
    expect(ask({ ...vendors, senders: both })).toMatchObject({ kind: "allow", provider: "telnyx" });
    const large = [picture(2_000_000)];
    const able = [
      { ...own, mms: true, isDefault: false },
      { ...telnyx, isDefault: true },
    ];
    expect(ask({ ...vendors, senders: able }, large)).toMatchObject({ kind: "allow", provider: "twilio" });
  });

  it.each([
    ["no number sends pictures", { senders: [{ ...own, mms: false }] }, "sender"],
    ["its vendor takes no such size", { ...vendors, senders: [{ ...telnyx, isDefault: true }] }, "size"],
    [
      "her phone is in another country",
      {
        points: plain.points.map((point) =>
          point.kind === "phone" ? { ...point, value: "+34612345678" } : point,
        ),
      },
      "recipient",
    ],
  ])("stops it where %s, and says which", (_, change, why) => {
    const answer = ask(change, [picture(2_000_000)]);
    expect(answer).toMatchObject({ kind: "block", reasons: [{ rule: "no_mms", evidence: { why } }] });
    expect(answer.kind === "block" && answer.reasons.map(({ rule }) => rule)).not.toContain("no_sender");
  });

  it("takes what nobody has looked into for private on a restricted chart", () => {
    const answer = ask({ labels: ["mental_health"] as never });
    expect(answer).toMatchObject({ kind: "block", reasons: [{ rule: "phi", evidence: { kinds: "file" } }] });
  });

  it("keeps it from a vendor without an agreement, which gets the notice alone", () => {
    const answer = ask({ signed: [] });
    expect(answer).toMatchObject({ kind: "allow", carries: "notice" });
    const message = { ...plain.message, content: { ...words, media: [picture(10)] } };
    const envelope = { channel: "SMS", to: "+13035550142", from: own.address, sender: own } as const;
    const more = {
      clinicName: "Test Clinic",
      replyTo: null,
      windowMs: null,
      mediaUrls: ["https://a.example/m/x"],
    };
    const notice = outboundOf(message, { ...envelope, ...more, carries: "notice" });
    expect(notice).not.toHaveProperty("mediaUrls");
    expect(outboundOf(message, { ...envelope, ...more, carries: "words" })).toMatchObject({
      mediaUrls: ["https://a.example/m/x"],
    });
  });

  it("counts it as one message of the sender's rate, however long its words are", () => {
    const long = { SMS: { body: "x".repeat(1_600), segments: 11 }, media: [picture(10)] };
    expect(creditsOf({ ...plain.message, content: long }, "SMS")).toBe(1);
  });
});
