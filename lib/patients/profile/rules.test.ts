import { describe, expect, it } from "vitest";
import { healthWords, standingConsents } from "@/lib/patients/profile/rules";

const fine = {
  kind: "phone" as const,
  value: "+13035550142",
  health: "ok" as const,
  healthReason: null,
  suppressed: null,
  sharedWith: [],
};
const mail = { ...fine, kind: "email" as const, value: "maria@gnail.com" };

describe("what staff read about a contact point", () => {
  it.each([
    [fine, null],
    [{ ...fine, health: "closed" as const, healthReason: "landline" }, /landline and cannot get texts/],
    [{ ...fine, health: "closed" as const, healthReason: "something new" }, /do not arrive/],
    [{ ...fine, health: "failing" as const }, /We keep trying/],
    [{ ...fine, suppressed: "stop" as const, health: "closed" as const }, /by texting START/],
    [mail, "Did they mean gmail.com?"],
    [
      { ...mail, health: "closed" as const },
      "Mail to this address does not arrive. Did they mean gmail.com?",
    ],
    [{ ...mail, value: "m@example.org", suppressed: "complaint" as const }, /Marked as spam/],
    [{ ...fine, sharedWith: ["Ana", "Leo", "Mía"] }, "Shared with Ana, Leo and Mía."],
    [{ ...fine, sharedWith: ["Ana"] }, "Shared with Ana."],
  ])("%j", (point, words) => {
    const answer = healthWords(point);
    if (words instanceof RegExp) expect(answer).toMatch(words);
    else expect(answer).toBe(words);
  });
});

it("the newest line of the ledger stands for each purpose, channel and address", () => {
  const line = (at: string, act: string, address = "+13035550142") => ({
    ...{ purpose: "contact", channel: "SMS", address, act },
    at: new Date(at),
  });
  const events = [
    line("2026-01-01", "grant"),
    line("2026-03-01", "revoke"),
    line("2026-02-01", "grant"),
    line("2026-01-15", "grant", "+17205550143"),
  ];
  expect(standingConsents(events).map((event) => `${event.act} ${event.address}`)).toEqual([
    "revoke +13035550142",
    "grant +17205550143",
  ]);
});

it("a mailbox that unsubscribed outdates an earlier yes to all mail; a later yes to all counts again", () => {
  const line = (act: string, address: string | null, hour: number) => ({
    ...{ purpose: "marketing", channel: "EMAIL", act, address },
    at: new Date(Date.UTC(2026, 5, 16, hour)),
  });
  const [yes, no] = [line("grant", null, 9), line("revoke", "tom@example.org", 10)];
  const one = [{ channel: "EMAIL", address: "tom@example.org" }];
  expect(standingConsents([yes, no], one)).toEqual([no]);
  const two = [...one, { channel: "EMAIL", address: "tom@work.example" }];
  expect(standingConsents([yes, no], two)).toEqual([no, yes]);
  const again = line("grant", null, 11);
  expect(standingConsents([yes, no, again], one)).toEqual([again]);
});
