import { beforeAll, describe, expect, it } from "vitest";
import { inClinic } from "@/lib/db/transaction";
import { decide } from "@/lib/delivery/rules/decide";
import { addSender, changeSender } from "@/lib/senders/commands";
import { listSenders } from "@/lib/senders/queries";
import { fits, troubleOf } from "@/lib/senders/rules";
import { AddSender } from "@/lib/senders/schema";
import { type Suite, suite } from "@/lib/testing/ctx";
import { factsOf, POLICY } from "@/lib/testing/facts";

const NOON = new Date("2026-06-16T18:00:00Z");

describe("rules", () => {
  it.each([
    ["long_code", "unregistered", /10DLC.*30034/],
    ["toll_free", "unverified", /30032/],
    ["long_code", "suspended", /30033/],
    ["long_code", "pending", /on its way/],
  ] as const)("a %s that is %s says so before a carrier does", (kind, registration, words) => {
    expect(troubleOf({ kind, registration, address: "+13035550100", isActive: true })).toMatch(words);
  });

  it("a registered one that is switched on has no trouble", () => {
    const sender = { kind: "long_code", registration: "registered", address: "+13035550100" } as const;
    expect(troubleOf({ ...sender, isActive: true })).toBeNull();
    expect(troubleOf({ ...sender, isActive: false })).toMatch(/still comes in/);
  });

  it.each([
    ["everything", "marketing", true],
    ["everything", "treatment", true],
    ["care", "marketing", false],
    ["care", "appointment", true],
    ["marketing", "marketing", true],
    ["marketing", "treatment", false],
  ] as const)("%s carries %s: %s", (purpose, category, expected) => {
    expect(fits(purpose, category)).toBe(expected);
  });

  it("an unregistered number blocks the text, and the answer says why", () => {
    const facts = factsOf();
    const senders = facts.senders.map((sender) => ({ ...sender, registered: sender.channel !== "SMS" }));
    const evidence = { why: "registration", address: "+13035550100" };
    expect(decide({ ...facts, senders }, POLICY, 0, NOON)).toMatchObject({
      kind: "block",
      reasons: [{ rule: "no_sender", evidence, remedy: "set_up_sender" }],
    });
  });

  it("marketing goes from the number that is meant for it, care from the other", () => {
    const facts = factsOf();
    const [own] = facts.senders;
    if (!own) throw new Error("No sender.");
    const care = { ...own, purpose: "care" as const };
    const other = {
      ...own,
      id: "s9",
      address: "+13035550109",
      isDefault: false,
      purpose: "marketing" as const,
    };
    const senders = [care, other, ...facts.senders.slice(1)];
    expect(decide({ ...facts, senders }, POLICY, 0, NOON)).toMatchObject({ sender: own.address });
    expect(decide({ ...facts, senders: [other] }, POLICY, 0, NOON)).toMatchObject({
      reasons: [{ rule: "no_sender", evidence: { why: "purpose" } }],
    });
  });
});

describe("a clinic's senders", () => {
  let clinic: Suite;
  const number = `(303) 55${String(Date.now()).slice(-5, -4)}-${String(Date.now()).slice(-4)}`;
  const given = (more: object = {}) =>
    AddSender.parse({ channel: "SMS", provider: "twilio", kind: "long_code", address: number, ...more });
  beforeAll(async () => {
    clinic = await suite();
  });

  it("are added in one form, unused until registered, once only in the whole installation", async () => {
    const { items } = await addSender(clinic.ctx("admin"), given());
    const added = items.find(({ shown }) => shown === number);
    expect(added).toMatchObject({
      registration: "pending",
      rate: 1,
      purpose: "everything",
      isDefault: false,
    });
    expect(added?.trouble).toMatch(/Nothing is sent/);
    const other = await suite();
    const again = addSender(other.ctx("admin"), given());
    await expect(again).rejects.toMatchObject({ code: "conflict", reason: "sender_taken" });
    expect((await listSenders(other.ctx("admin"))).items.some(({ shown }) => shown === number)).toBe(false);
  });

  it.each([
    [{ kind: "email" }, "kind"],
    [{ provider: "sendgrid" }, "provider"],
    [{ kind: "short_code", address: "123" }, "address"],
    [{ kind: "messaging_service", address: "MG1" }, "address"],
    [{ address: "no number" }, "address"],
  ])("say which field is wrong: %o", (more, field) => {
    expect(() => addSender(clinic.ctx("admin"), given(more))).toThrow(
      expect.objectContaining({ details: { fields: [expect.objectContaining({ field })] } }),
    );
  });

  it("have one default for a channel, which cannot be switched off before another takes its place", async () => {
    const { items } = await listSenders(clinic.ctx("admin"));
    const texts = items.filter(({ channel }) => channel === "SMS");
    const [first, second] = [texts.find((one) => one.isDefault), texts.find((one) => !one.isDefault)];
    if (!first || !second) throw new Error("Two senders are needed.");
    const off = changeSender(clinic.ctx("admin"), first.id, { isActive: false });
    await expect(off).rejects.toMatchObject({ reason: "default_sender" });
    const change = { registration: "registered", isDefault: true, rate: 3 } as const;
    const after = await changeSender(clinic.ctx("admin"), second.id, change);
    const defaults = after.items.filter((one) => one.channel === "SMS" && one.isDefault);
    expect(defaults).toMatchObject([{ id: second.id, rate: 3, trouble: null }]);
    await expect(
      changeSender(clinic.ctx("admin"), "0199f0a0-0000-7000-8000-00000000dead", { rate: 2 }),
    ).rejects.toMatchObject({ code: "not_found" });
  });

  it("keep one default, whoever adds or chooses one at the same moment", async () => {
    const own = await suite();
    const { clinicId } = own;
    await inClinic(clinicId, (tx) => tx.sender.deleteMany({ where: { clinicId, channel: "SMS" } }));
    const tail = String(Date.now()).slice(-5);
    const places = [1, 2, 3, 4].map((nth) => given({ address: `+17205${nth}${tail}` }));
    await Promise.all(places.map((place) => addSender(own.ctx("admin"), place)));
    const texts = async () => {
      const { items } = await listSenders(own.ctx("admin"));
      return items.filter(({ channel }) => channel === "SMS");
    };
    const defaults = async () => (await texts()).filter(({ isDefault }) => isDefault).length;
    expect([(await texts()).length, await defaults()]).toEqual([4, 1]);
    for (let round = 0; round < 3; round += 1) {
      const all = await texts();
      await Promise.all(all.map(({ id }) => changeSender(own.ctx("admin"), id, { isDefault: true })));
      expect(await defaults()).toBe(1);
    }
  });
});
