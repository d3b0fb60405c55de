import { generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Inbound } from "@/lib/providers/port";
import { SignatureError } from "@/lib/providers/refusals";
import { sendgridProvider } from "@/lib/providers/sendgrid";
import signatures from "@/lib/testing/vectors/sendgrid-event-webhook-signature.json";
import realistic from "@/lib/testing/vectors/sendgrid-events-anymail.json";
import documented from "@/lib/testing/vectors/sendgrid-events-docs.json";

const now = new Date("2026-03-03T17:00:00Z");
const url = "https://hub.example/api/v1/messages/webhook/sendgrid";
const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const ours = publicKey.export({ format: "der", type: "spki" }).toString("base64");

function signedHeaders(body: Uint8Array, timestamp = "1772557200") {
  return {
    "Content-Type": "application/json",
    "X-Twilio-Email-Event-Webhook-Timestamp": timestamp,
    "X-Twilio-Email-Event-Webhook-Signature": sign(
      "sha256",
      Buffer.concat([Buffer.from(timestamp), body]),
      privateKey,
    ).toString("base64"),
  };
}

function receive(
  headers: Record<string, string>,
  body: Uint8Array,
  webhookPublicKey?: string,
): Promise<Inbound[]> {
  const provider = sendgridProvider({ apiKey: "SG.test", webhookPublicKey }, () => now);
  return provider.receive?.({ url, method: "POST", headers, body }) as Promise<Inbound[]>;
}

async function events(...batch: unknown[]): Promise<Inbound[]> {
  const body = Buffer.from(`${JSON.stringify(batch)}\r\n`);
  return receive(signedHeaders(body), body, ours);
}

const event = (given: object) => ({
  email: "ana@example.com",
  timestamp: 1461095250,
  sg_event_id: "e1",
  ...given,
});

describe("the signed event webhook", () => {
  it.each(signatures.cases)("$name", async (vector) => {
    const headers = {
      "content-type": "application/json",
      "x-twilio-email-event-webhook-signature": vector.signature,
      "x-twilio-email-event-webhook-timestamp": vector.timestamp,
    };
    const reading = receive(headers, Buffer.from(vector.payloadBase64, "base64"), vector.publicKey);
    if (vector.valid) expect((await reading).every(({ kind }) => kind === "receipt")).toBe(true);
    else await expect(reading).rejects.toThrow(SignatureError);
  });

  it.each(["", "AAAA", "MEUCIQ==", "MAYCAQACAQA=", "not base64!", `${"A".repeat(96)}`])(
    "a signature that is none refuses the batch and breaks nothing: %j",
    async (signature) => {
      const body = Buffer.from("[]");
      const headers = { ...signedHeaders(body), "X-Twilio-Email-Event-Webhook-Signature": signature };
      await expect(receive(headers, body, ours)).rejects.toThrow(SignatureError);
    },
  );

  it("takes what SendGrid repeats a day later: what came before is told by its id, not by its age", async () => {
    const body = Buffer.from(`${JSON.stringify([event({ event: "delivered" })])}\r\n`);
    const aDayAgo = String(now.getTime() / 1_000 - 86_400);
    expect(await receive(signedHeaders(body, aDayAgo), body, ours)).toMatchObject([{ eventId: "e1" }]);
  });

  it("refuses everything while no key is set, and stops boot on a key that is none", async () => {
    const body = Buffer.from("[]");
    await expect(receive(signedHeaders(body), body)).rejects.toThrow(SignatureError);
    const webhookPublicKey = signatures.badKeyForConversion.key;
    expect(() => sendgridProvider({ apiKey: "SG.test", webhookPublicKey })).toThrow(/public key/);
  });

  it("keeps what it cannot read", async () => {
    const body = Buffer.from("not JSON");
    expect(await receive(signedHeaders(body), body, ours)).toMatchObject([
      { kind: "unknown", status: "unreadable" },
    ]);
  });
});

describe("events", () => {
  it.each(documented.events.map((each, index) => [`${index} ${each.event}`, each] as const))(
    "documented: %s",
    async (_, each) => {
      const [inbound] = await events(each);
      expect(inbound).toMatchObject({ kind: "receipt", address: each.email });
      expect(inbound?.eventId).not.toBe("");
      expect(inbound?.at.getUTCFullYear()).toBeGreaterThan(1970);
      expect(inbound?.at.getUTCFullYear()).toBeLessThan(2027);
    },
  );

  const theirs: Record<string, string> = { queued: "queued", rejected: "failed", opened: "opened" };
  it.each(realistic.cases)("realistic: $name", async ({ payload, expectedByAnymail }) => {
    const [inbound] = await events(...payload);
    const expected: { event_type?: string; event_id?: string } = expectedByAnymail;
    const type = expected.event_type;
    if (type) expect(inbound).toMatchObject({ receipt: theirs[type] ?? type });
    if (expected.event_id) expect(inbound?.eventId).toBe(expected.event_id);
  });

  it.each([
    [{ event: "processed" }, { receipt: "queued" }],
    [
      { event: "deferred", response: "451 later" },
      { receipt: "deferred", soft: true, detail: "451 later" },
    ],
    [{ event: "delivered" }, { receipt: "delivered" }],
    [
      { event: "bounce", type: "bounce", status: "5.1.1", reason: "550 no such user" },
      { receipt: "bounced", status: "bounce/bounce", reason: "mailbox_unknown", soft: false, closes: true },
    ],
    [
      { event: "bounce", type: "blocked", status: "5.2.2" },
      { receipt: "bounced", status: "bounce/blocked", reason: "mailbox_full", soft: true, closes: false },
    ],
    [
      { event: "bounce", type: "bounce", bounce_classification: "Invalid Address" },
      { receipt: "bounced", reason: "mailbox_unknown", closes: true },
    ],
    [
      { event: "dropped", reason: "Bounced Address" },
      { receipt: "failed", reason: "suppressed_at_vendor", closes: true },
    ],
    [
      { event: "dropped", reason: "Spam Reporting Address" },
      { receipt: "failed", reason: "opted_out", detail: "Spam Reporting Address" },
    ],
    [
      { event: "dropped", reason: "Unsubscribed Address" },
      { receipt: "failed", reason: "opted_out" },
    ],
    [
      { event: "dropped", reason: "Invalid" },
      { reason: "address_invalid", closes: true },
    ],
    [
      { event: "dropped", reason: "Spam Content" },
      { reason: "content_refused", soft: false },
    ],
    [{ event: "dropped", reason: "Invalid SMTPAPI header" }, { reason: "malformed" }],
    [
      { event: "dropped", reason: "Recipient List over Package Quota" },
      { reason: "rate_limited", soft: true },
    ],
    [{ event: "spamreport" }, { receipt: "complained" }],
    [{ event: "unsubscribe" }, { receipt: "unsubscribed" }],
    [{ event: "group_unsubscribe", asm_group_id: 4 }, { receipt: "unsubscribed" }],
    [{ event: "group_resubscribe", asm_group_id: 4 }, { receipt: "resubscribed" }],
  ])("%o", async (given, expected) => {
    expect(await events(event(given))).toMatchObject([{ kind: "receipt", ...expected }]);
  });

  it.each([
    ["Invalid Address", "mailbox_unknown"],
    ["Mailbox Unavailable", "mailbox_unknown"],
    ["Content", "content_refused"],
    ["Frequency or Volume Too High", "rate_limited"],
    ["Reputation", "mail_refused"],
    ["Technical", "mail_refused"],
    ["Unclassified", "mail_refused"],
    ["A class of tomorrow", "mail_refused"],
  ])("a block that SendGrid classes as %s closes no address", async (bounce_classification, reason) => {
    const block = event({ event: "bounce", type: "blocked", bounce_classification });
    expect(await events(block)).toMatchObject([{ receipt: "bounced", reason, soft: true, closes: false }]);
  });

  it("tells a machine's open and click from a person's", async () => {
    const useragent =
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148";
    const [person, apple, click, scanner] = await events(
      event({ event: "open", useragent }),
      event({ event: "open", sg_machine_open: true }),
      event({ event: "click", useragent, url: "https://hub.example/l/abc" }),
      event({ event: "click", useragent: "Barracuda Sentinel (EE) bot", url: "https://hub.example/l/abc" }),
    );
    expect([person, apple, click, scanner].map((one) => one && "machine" in one)).toEqual([
      false,
      true,
      false,
      true,
    ]);
    expect(JSON.stringify(click)).not.toContain("hub.example/l");
  });

  it.each([
    "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)",
    "YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html",
  ])("takes no proxy's opening for a person's: %s", async (useragent) => {
    expect(await events(event({ event: "open", useragent, sg_machine_open: false }))).toMatchObject([
      { machine: true },
    ]);
  });

  it("finds the attempt by our own argument, the mail by SendGrid's id, and by smtp-id when that is missing", async () => {
    const sgMessageId = "wrfRRvF7Q0GgwUo2CvDmEA.filter0425p1mdw1.13037.57168B4A1D.0";
    const smtpId = "<wrfRRvF7Q0GgwUo2CvDmEA@ismtpd0006p1sjc2.sendgrid.net>";
    const inbound = await events(
      event({ event: "delivered", key: "attempt-1", sg_message_id: sgMessageId, category: ["a", "b"] }),
      event({ event: "bounce", key: "attempt-1", "smtp-id": smtpId, category: "a" }),
      event({ event: "bounce", sg_message_id: "qNwBLgPQQjW6DJvKQwSAbw.recvd-5f54b5d587-dwvk6-1-67890-10.0" }),
    );
    expect(inbound).toMatchObject([
      { key: "attempt-1", ref: "wrfRRvF7Q0GgwUo2CvDmEA" },
      { key: "attempt-1", ref: "wrfRRvF7Q0GgwUo2CvDmEA" },
      { ref: "qNwBLgPQQjW6DJvKQwSAbw" },
    ]);
  });

  it("stores what it does not know, and never twice under two names", async () => {
    const strange = { event: "account_status_change", type: "compliance_suspend", timestamp: 1461095250 };
    const [first] = await events(strange);
    const [again] = await events(strange);
    expect(first).toMatchObject({ kind: "unknown", status: "account_status_change" });
    expect(again?.eventId).toBe(first?.eventId);
    expect(await events(null, 7, { event: "constructor" })).toMatchObject(Array(3).fill({ kind: "unknown" }));
  });

  it("takes no time that is still to come, no id that no index takes, and no event's depth from the rest of its batch", async () => {
    const [ahead, long, odd, deep, plain] = await receive(
      ...(() => {
        const nested = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
        const body = Buffer.from(
          `[${JSON.stringify(event({ event: "delivered", timestamp: 4102444800 }))},
            ${JSON.stringify(event({ event: "delivered", sg_event_id: "x".repeat(5_000) }))},
            ${JSON.stringify(event({ event: "delivered", timestamp: 8.64e15, sg_event_id: "e3" }))},
            {"event":"tomorrow","category":${nested}},
            ${JSON.stringify(event({ event: "delivered", sg_event_id: "e4" }))}]`,
        );
        return [signedHeaders(body), body, ours] as const;
      })(),
    );
    expect([ahead?.at, odd?.at]).toEqual([now, now]);
    expect(long?.eventId).toMatch(/^[0-9a-f]{64}$/);
    expect(deep).toMatchObject({ kind: "unknown", status: "tomorrow" });
    expect(plain).toMatchObject({ kind: "receipt", eventId: "e4" });
  });
});
