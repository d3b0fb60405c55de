import { TelnyxWebhook } from "telnyx/lib/webhooks";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Inbound, SignedRequest } from "@/lib/providers/port";
import { SignatureError } from "@/lib/providers/refusals";
import { telnyxProvider } from "@/lib/providers/telnyx";
import vectors from "@/lib/testing/vectors/telnyx-signature.json";

type Case = (typeof vectors.cases)[number];
const signedAt = new Date(vectors.signedAt);
const publicUrl = "https://hub.example";

function posted({ body, signature, timestamp }: Case): SignedRequest {
  return {
    url: `${publicUrl}/api/v1/messages/webhook/telnyx?key=forged`,
    method: "POST",
    headers: { "Telnyx-Signature-Ed25519": signature, "Telnyx-Timestamp": timestamp },
    body: Buffer.from(body),
  };
}

function receive(
  one: Case,
  later = 0,
  publicKey: string | undefined = vectors.publicKey,
): Promise<Inbound[]> {
  const now = () => new Date(signedAt.getTime() + later);
  const { receive } = telnyxProvider({ apiKey: "KEY", publicKey, publicUrl }, now);
  if (!receive) throw new Error("Telnyx lacks a verb.");
  return receive(posted(one));
}

const named = (name: string) => vectors.cases.find((one) => one.name === name) as Case;

describe("the signature", () => {
  // Telnyx's own verifier reads the machine's clock.
  beforeEach(() => void vi.useFakeTimers({ now: signedAt, toFake: ["Date"] }));
  afterEach(() => void vi.useRealTimers());

  it.each(vectors.cases.map((one) => [one.name, one] as const))("%s", async (_, one) => {
    const headers = { "telnyx-signature-ed25519": one.signature, "telnyx-timestamp": one.timestamp };
    const theirs = new TelnyxWebhook(vectors.publicKey).verify(one.body, headers);
    if (one.valid) {
      await expect(theirs).resolves.toBeUndefined();
      expect(await receive(one)).toHaveLength(1);
    } else {
      await expect(theirs).rejects.toThrow();
      await expect(receive(one)).rejects.toBeInstanceOf(SignatureError);
    }
  });

  it("is of the last five minutes, by the hub's own clock", async () => {
    const one = named("a last status");
    for (const ms of [-300_000, 300_000]) expect(await receive(one, ms)).toHaveLength(1);
    for (const ms of [-301_000, 301_000]) {
      await expect(receive(one, ms)).rejects.toBeInstanceOf(SignatureError);
    }
  });

  it("cannot be right without the account's key, and a wrong key stops boot", async () => {
    const bare = telnyxProvider({ apiKey: "KEY", publicUrl }, () => signedAt);
    await expect(bare.receive?.(posted(named("a last status")))).rejects.toBeInstanceOf(SignatureError);
    expect(() => telnyxProvider({ apiKey: "KEY", publicKey: "?", publicUrl })).toThrow(/public key/);
  });
});

describe("what it says", () => {
  it("names the attempt by the signed body, whatever address it came to", async () => {
    expect(await receive(named("a last status"))).toEqual([
      expect.objectContaining({
        kind: "receipt",
        receipt: "delivered",
        key: "attempt-1",
        ref: "40017b7e-b3c0-4ac3-8740-9c3c5a0a0e0c",
        eventId: "b301ed3f-1490-491f-995f-6e64e69674d4",
        address: "+13035550142",
      }),
    ]);
  });

  it("keeps the letters of an answer", async () => {
    expect(await receive(named("an inbound text in UTF-8"))).toMatchObject([
      { kind: "message", from: "+13035550142", to: ["+13035550199"], text: "¿A qué hora? 🙂" },
    ]);
  });

  it("keeps what it does not understand, under a name that a repeat shares", async () => {
    const [first] = await receive(named("spaces and line ends as they came"));
    const [again] = await receive(named("spaces and line ends as they came"));
    expect(first).toMatchObject({ kind: "unknown", status: "unreadable" });
    expect(again?.eventId).toBe(first?.eventId);
  });
});
