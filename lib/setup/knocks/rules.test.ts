import { expect, it } from "vitest";
import { judgeKnock } from "@/lib/setup/knocks/rules";
import type { Knock } from "@/lib/setup/schema";

const AT = new Date("2026-06-16T18:00:00Z");
const EARLIER = new Date("2026-06-16T15:00:00Z");
const posted = (at: Date, taken: boolean, status: number | null): NonNullable<Knock["vendor"]> => ({
  kind: "told",
  last: { at, taken, status },
});

it.each<[Partial<Knock>, string]>([
  [{ unsigned: 403, signed: 200 }, "ok"],
  [{ unsigned: 403, signed: 403 }, "problem"],
  [{ unsigned: 403, signed: null }, "problem"],
  [{ unsigned: 200, signed: 200 }, "problem"],
  [{ unsigned: 404 }, "problem"],
  [{ unsigned: null }, "problem"],
  [{ vendor: { kind: "asked" }, came: true, lastSignedAt: AT }, "ok"],
  [{ vendor: { kind: "asked" }, came: false }, "problem"],
  [{ vendor: { kind: "wrong", trouble: "not_entered" }, lastSignedAt: AT }, "problem"],
  [{ vendor: { kind: "wrong", trouble: "off" } }, "problem"],
  [{ vendor: { kind: "wrong", trouble: "unsigned" } }, "problem"],
  [{ vendor: { kind: "wrong", trouble: "other_key" } }, "problem"],
  [{ vendor: { kind: "refused" } }, "unknown"],
  [{ vendor: { kind: "refused" }, lastSignedAt: AT }, "ok"],
  [{ vendor: { kind: "silent" } }, "unknown"],
  [{ vendor: { kind: "told", last: null } }, "unknown"],
  [{ vendor: { kind: "told", last: null }, lastSignedAt: EARLIER }, "ok"],
  [{ vendor: posted(AT, true, 200), lastSignedAt: AT }, "ok"],
  [{ vendor: posted(AT, false, 403) }, "problem"],
  [{ vendor: posted(AT, false, null), lastSignedAt: EARLIER }, "problem"],
  [{ vendor: posted(EARLIER, false, 503), lastSignedAt: AT }, "ok"],
])("a webhook of which %o is known is %s", (known, state) => {
  for (const provider of ["sendgrid", "telnyx", "twilio"]) {
    const address = "https://hub.example/x";
    const verdict = judgeKnock(provider, address, { unsigned: 403, lastSignedAt: null, ...known });
    expect(verdict.state).toBe(state);
    expect(verdict.fix === null).toBe(state === "ok");
  }
});

it("says of a wrong key what to copy from where", () => {
  const verdict = judgeKnock("telnyx", "https://hub.example/x", {
    unsigned: 403,
    vendor: posted(AT, false, 403),
    lastSignedAt: null,
  });
  expect(verdict.found).toContain("was answered with 403");
  expect(verdict.fix).toContain("public key entered here must be the one that Telnyx shows");
});
