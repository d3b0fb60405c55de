import { expect, test } from "vitest";
import {
  afterWrong,
  codeFrom,
  isAlive,
  isEasyPin,
  portalStateOf,
  shownCode,
  signInName,
  typedCode,
} from "@/lib/portal/rules";

const NOW = new Date("2026-06-16T18:00:00Z");
const ago = (ms: number) => new Date(NOW.getTime() - ms);
const MINUTE = 60_000;

test.each([
  ["000000", true],
  ["123456", true],
  ["654321", true],
  ["121212", true],
  ["147147", true],
  ["112361", true],
  ["231161", true],
  ["19611123", true],
  ["11231961", true],
  ["555114", false],
  ["5550114", true],
  ["550114", true],
  ["481602", false],
  ["20481602", false],
])("PIN %s is easy: %s", (pin, easy) => {
  expect(isEasyPin(pin, { dateOfBirth: "1961-11-23", name: "+13035550114" })).toBe(easy);
});

test("a code is read as it was meant, and nothing else is one", () => {
  const code = codeFrom(Uint8Array.from({ length: 10 }, (_, index) => index * 23 + 7));
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/);
  expect(typedCode(shownCode(code).toLowerCase())).toBe(code);
  expect(typedCode("o1Il0 abcde")).toBe("01110ABCDE");
  for (const text of ["", "K7QM4", "K7QM4T9X2PP", "K7QM4-T9X2U", "K7QM4-T9X2é"])
    expect(typedCode(text)).toBeNull();
});

test("three wrong ones lock, and twelve in a row close", () => {
  const locks = Array.from({ length: 12 }, (_, wrong) => afterWrong(wrong, NOW));
  expect(locks.map(({ lockedUntil }) => lockedUntil !== null)).toEqual(
    Array.from({ length: 12 }, (_, index) => index % 3 === 2),
  );
  expect(locks.map(({ closes }) => closes).indexOf(true)).toBe(11);
  expect(locks[2]?.lockedUntil).toEqual(new Date(NOW.getTime() + 15 * MINUTE));
});

test.each([
  ["nobody invited", null, "none"],
  ["invited", { inviteEndsAt: new Date(NOW.getTime() + 1), pinHash: null, endedAt: null }, "invited"],
  ["at its end", { inviteEndsAt: NOW, pinHash: null, endedAt: null }, "lapsed"],
  ["taken", { inviteEndsAt: null, pinHash: "x", endedAt: null }, "active"],
  [
    "invited again, PIN forgotten",
    { inviteEndsAt: new Date(NOW.getTime() + 1), pinHash: "x", endedAt: null },
    "active",
  ],
  ["closed", { inviteEndsAt: null, pinHash: null, endedAt: NOW }, "ended"],
])("state: %s", (_name, account, state) => {
  expect(portalStateOf(account, NOW)).toBe(state);
});

test.each([
  ["just seen", {}, true],
  ["idle for 15 minutes", { lastSeenAt: ago(15 * MINUTE) }, false],
  ["a breath before that", { lastSeenAt: ago(15 * MINUTE - 1) }, true],
  ["after 12 hours", { expiresAt: NOW }, false],
  ["signed out", { endedAt: ago(1) }, false],
  ["account closed", { pinHash: null }, false],
])("session: %s", (_name, change, alive) => {
  const session = { lastSeenAt: NOW, expiresAt: new Date(NOW.getTime() + 1), endedAt: null, pinHash: "x" };
  expect(isAlive({ ...session, ...change }, NOW)).toBe(alive);
});

test("people sign in by a number or an address however they write it", () => {
  expect(signInName("(303) 555-0142")).toBe("+13035550142");
  expect(signInName(" Leo@Mail.Example ")).toBe("leo@mail.example");
  expect(signInName("leo")).toBeNull();
});
