import { expect, it } from "vitest";
import { changeWords, measuredWords } from "@/components/providers/words";
import type { ProviderChangeView, ProviderView } from "@/lib/failover/schema";

const change = (
  kind: ProviderChangeView["kind"],
  more: Partial<ProviderChangeView> = {},
): ProviderChangeView => ({
  id: "1",
  kind,
  from: 100,
  to: 0,
  evidence: { cause: "errors", share: 40, sample: 120 },
  by: null,
  at: "2026-03-03T17:00:00.000Z",
  ...more,
});

it.each<[ProviderChangeView, string]>([
  [change("demoted"), "Taken out: it failed 40 % of 120 messages."],
  [
    change("demoted", { to: 50, evidence: { cause: "slow", share: 33, sample: 90 } }),
    "Down to 50 %: 33 % of its receipts came late or not at all.",
  ],
  [
    change("raised", { from: 10, to: 25, evidence: { minutes: 10 } }),
    "Up from 10 % to 25 %: 10 minutes without trouble.",
  ],
  [change("restored"), "Back to its full share."],
  [change("tripped"), "Messages to many wait: it failed 40 % of 120 messages."],
  [change("healed"), "Messages to many go on."],
  [change("paused", { by: "Dana", evidence: { reason: "Maintenance." } }), "Dana paused it: Maintenance."],
  [change("resumed"), "Somebody resumed it."],
  [change("weighted", { by: "Dana", from: 0, to: 25 }), "Dana changed its weight from 0 to 25."],
])("%o", (given, words) => {
  expect(changeWords(given)).toBe(words);
});

it("tells what was measured, and what cannot be", () => {
  const view = (measured: ProviderView["measured"]) => measuredWords({ measured } as ProviderView);
  expect(view({ handed: 200, errors: 3, ripe: 100, prompt: 97, receiptSeconds: 2.34 })).toEqual([
    "200 handed over in the last 10 minutes, 2 % failed by it.",
    "97 % of its receipts came in time.",
    "Receipts come after 2.3 s.",
  ]);
  expect(view({ handed: 0, errors: 0, ripe: null, prompt: null, receiptSeconds: null })).toEqual([
    "Nothing handed over in the last 10 minutes.",
    "It does not tell what became of a message.",
  ]);
});
