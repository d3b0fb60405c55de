import { expect, test } from "vitest";
import { verdictOf } from "@/lib/revocations/rules/verdict";
import type { Verdict } from "@/lib/revocations/schema";

/** Sentences that patients sent to somebody, and what each has to be read as. */
const SEEN: readonly (readonly [string, Verdict["kind"]])[] = [
  ["STOP.", "stop"],
  ["Stop please", "stop"],
  ["stop 🙏", "stop"],
  ["STOP 12345", "none"],
  ["Don't stop", "none"],
  ["please remove me", "stop"],
  ["please remove me from your list", "stop"],
  ["ALTO", "stop"],
  ["wrong number", "stop"],
  ["cancel my appointment", "none"],
  ["unsubscribe me from billing only", "unsure_revocation"],
];

test.each(SEEN)("“%s” is %s", (text, kind) => {
  expect(verdictOf({ channel: "SMS", text }).kind).toBe(kind);
});

/** What phones and copied words bring along unseen: marks of direction, joiners, a soft hyphen, a byte order mark. */
const UNSEEN = ["\u200b", "\u200d", "\u200e", "\u202b", "\u2060", "\u00ad", "\ufeff"];

test.each(UNSEEN.map((mark) => [mark.codePointAt(0)?.toString(16), mark] as const))(
  "a mark that nobody sees (U+%s) hides no STOP",
  (_, mark) => {
    for (const text of [`${mark}STOP${mark}`, `ST${mark}OP`, `please stop tex${mark}ting me`]) {
      expect(verdictOf({ channel: "SMS", text })).toMatchObject({ kind: "stop", certain: true });
    }
    expect(verdictOf({ channel: "SMS", text: `ＳＴＯ${mark}Ｐ` }).kind).toBe("stop");
  },
);
