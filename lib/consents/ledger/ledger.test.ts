import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writeConsent } from "@/lib/consents/ledger/commands";
import { getConsents } from "@/lib/consents/ledger/queries";
import { type LedgerLine, standingAt } from "@/lib/consents/ledger/rules";
import { ConsentsQuery, RecordConsent } from "@/lib/consents/ledger/schema";
import { drive } from "@/lib/delivery/commands";
import { previewMessage } from "@/lib/messages/preview/queries";
import { suite } from "@/lib/testing/ctx";
import { inbound } from "@/lib/testing/inbound";
import { outbound, stored } from "@/lib/testing/messages";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

const day = (text: string) => new Date(`2026-03-${text}T12:00:00Z`);
const line = (act: LedgerLine["act"], at: Date, address: string | null = null): LedgerLine => ({
  purpose: "marketing",
  channel: "SMS",
  address,
  act,
  at,
});

describe("the state of the ledger", () => {
  const lines = [line("grant", day("01")), line("revoke", day("05")), line("grant", day("09"))];
  it.each<[string, Date, LedgerLine["act"][]]>([
    ["before the first line", new Date("2026-02-28T12:00:00Z"), []],
    ["as of 3 March", day("03"), ["grant"]],
    ["at the instant of the revocation", day("05"), ["revoke"]],
    ["as of 6 March", day("06"), ["revoke"]],
    ["today", day("20"), ["grant"]],
  ])("%s", (_, asOf, acts) => expect(standingAt(lines, asOf).map(({ act }) => act)).toEqual(acts));

  it("of two lines at once the revocation counts, and the order of the lines never does", () => {
    const any = fc.record({
      act: fc.constantFrom<LedgerLine["act"]>("grant", "revoke"),
      at: fc.constantFrom(day("01"), day("02"), day("03")),
      address: fc.constantFrom(null, "+13035550142"),
    });
    const property = fc.property(fc.array(any), fc.infiniteStream(fc.nat()), (given, order) => {
      const all = given.map(({ act, at, address }) => line(act, at, address));
      const shuffled = all
        .map((one) => ({ one, key: order.next().value as number }))
        .sort((a, b) => a.key - b.key)
        .map(({ one }) => one);
      expect(standingAt(shuffled, day("20"))).toEqual(standingAt(all, day("20")));
      for (const standing of standingAt(all, day("20"))) {
        const latest = all.filter((one) => one.address === standing.address && one.at >= standing.at);
        expect(standing.act === "grant" && latest.some(({ act }) => act === "revoke")).toBe(false);
      }
    });
    fc.assert(property, { numRuns: 300 });
  });
});

const said = (given: object) =>
  RecordConsent.parse({ purpose: "contact", channel: "SMS", source: "phone", ...given });
const WORDS = "We would like to text you about offers. Reply STOP to end.";

describe("what a patient says on the phone", () => {
  it("is kept with the words she was told, their hash, who wrote it and when, and can be asked as of a day", async () => {
    const clinic = await suite();
    const maria = await patient(clinic);
    const grant = said({ purpose: "marketing", act: "grant", disclosure: WORDS, note: "Called us" });
    await writeConsent(clinic.ctx(), maria.id, grant);
    const granted = clinic.time.clock();
    clinic.time.advance(3 * 86_400_000);
    await writeConsent(clinic.ctx(), maria.id, said({ purpose: "marketing", act: "revoke" }));
    const now = await getConsents(clinic.ctx(), maria.id, ConsentsQuery.parse({}));
    expect(now.standing).toMatchObject([{ purpose: "marketing", channel: "SMS", granted: false }]);
    expect(now.items).toMatchObject([
      { act: "revoke", source: "phone", by: "front desk" },
      {
        act: "grant",
        disclosure: WORDS,
        disclosureHash: createHash("sha256").update(WORDS).digest("hex"),
        note: "Called us",
        by: "front desk",
        at: granted,
      },
    ]);
    const then = await getConsents(clinic.ctx(), maria.id, { asOf: granted, limit: 1 });
    expect(then.standing).toMatchObject([{ granted: true }]);
    const first = await getConsents(clinic.ctx(), maria.id, ConsentsQuery.parse({ limit: 1 }));
    const query = ConsentsQuery.parse({ limit: 1, cursor: first.nextCursor ?? "" });
    const second = await getConsents(clinic.ctx(), maria.id, query);
    expect(second).toMatchObject({ items: [{ act: "grant" }], nextCursor: null });
  });

  it("a grant without the words she was shown is none", () => {
    expect(() => said({ purpose: "marketing", act: "grant" })).toThrow(/shown or told/);
  });

  it("no more texts: it belongs to the number, so what is queued for a sister on the same phone is cancelled as well", async () => {
    const vendor = testVendor("twilio", "SMS");
    const clinic = await suite({ providers: [vendor.provider] });
    const maria = await patient(clinic);
    const sister = await patient(clinic, { phone: maria.phone });
    const [hers = ""] = await outbound(clinic, maria);
    const [theirs = ""] = await outbound(clinic, sister);
    await writeConsent(clinic.ctx(), maria.id, said({ act: "revoke" }));
    expect(await stored(clinic, hers)).toMatchObject({ status: "CANCELLED", reason: "opt_out" });
    expect(await stored(clinic, theirs)).toMatchObject({ status: "CANCELLED", reason: "opt_out" });
    await drive(clinic.ctx(), [hers, theirs]);
    expect(vendor.sent).toEqual([]);
    clinic.time.advance(1_000);
    await writeConsent(clinic.ctx(), maria.id, said({ act: "grant", disclosure: WORDS }));
    const [again = ""] = await outbound(clinic, maria);
    await drive(clinic.ctx(), [again]);
    expect(vendor.sent).toHaveLength(1);
  });

  it("who accepts the risk of private matters in texts is texted them, with a warning", async () => {
    const vendor = testVendor("twilio", "SMS");
    const clinic = await suite({ providers: [vendor.provider] });
    const maria = await patient(clinic);
    const words = { patientId: maria.id, channel: "SMS" as const, body: "Your A1c came back at 7.2." };
    expect((await previewMessage(clinic.ctx(), words)).decision).toMatchObject({
      kind: "block",
      rule: "phi",
    });
    const accepts = said({ purpose: "texting_risk", act: "grant", disclosure: "Others may read it." });
    await writeConsent(clinic.ctx(), maria.id, accepts);
    const { decision } = await previewMessage(clinic.ctx(), words);
    expect(decision).toMatchObject({ kind: "allow", rule: "phi", evidence: { place: "risk_accepted" } });
    clinic.time.advance(1_000);
    await writeConsent(clinic.ctx(), maria.id, said({ purpose: "texting_risk", act: "revoke" }));
    expect((await previewMessage(clinic.ctx(), words)).decision).toMatchObject({ kind: "block" });
  });

  it("after a STOP only she opens her number again", async () => {
    const clinic = await suite();
    const maria = await patient(clinic);
    await inbound(clinic, maria, "STOP");
    const grant = writeConsent(clinic.ctx(), maria.id, said({ act: "grant", disclosure: WORDS }));
    await expect(grant).rejects.toMatchObject({ reason: "patient_must_start" });
    const { closed, items } = await getConsents(clinic.ctx(), maria.id, ConsentsQuery.parse({}));
    expect(closed).toMatchObject([{ channel: "SMS", reason: "stop" }]);
    const stopped = { act: "revoke", source: "stop", by: "provider" };
    expect(items).toMatchObject([
      { ...stopped, purpose: "marketing" },
      { ...stopped, purpose: "contact" },
    ]);
  });
});
