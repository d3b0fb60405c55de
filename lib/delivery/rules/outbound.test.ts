import { expect, it } from "vitest";
import { LEAST_WINDOW_MS, outboundOf } from "@/lib/delivery/rules/outbound";
import { factsOf } from "@/lib/testing/facts";

const SECOND = 1_000;
const validity = (windowMs: number | null) => {
  const envelope = { to: "+13035550142", from: "+13035550100", sender: undefined, clinicName: "Test Clinic" };
  const { message } = factsOf({ plan: ["SMS"] });
  const sent = outboundOf(message, {
    ...envelope,
    channel: "SMS",
    replyTo: null,
    windowMs,
    carries: "words",
  });
  return sent?.channel === "SMS" ? sent.validitySeconds : null;
};

it.each([
  ["no end in sight", null, 36_000],
  ["a long day", 12 * 3_600 * SECOND, 36_000],
  ["an hour", 3_600 * SECOND, 3_588],
  ["half a minute", 30 * SECOND, 18],
  ["the least there may be left", 18 * SECOND, 6],
])(
  "a text's validity ends inside its window, however late the vendor takes it: %s",
  (_, windowMs, seconds) => {
    expect(validity(windowMs)).toBe(seconds);
  },
);

it("claimed in time, handed over and accepted at the last moment, it still ends with the window", () => {
  for (let left = LEAST_WINDOW_MS; left < 60 * SECOND; left += 250) {
    expect(2 * SECOND + 10 * SECOND + (validity(left) ?? 0) * SECOND).toBeLessThanOrEqual(left);
  }
});

it.each([
  ["no end in sight", null, undefined],
  ["an hour", 3_600 * SECOND, 3_588],
  ["a moment", 5 * SECOND, 0],
])("a notification rings in its window only, however long the phone is off: %s", (_, windowMs, seconds) => {
  const { message } = factsOf({ plan: ["PUSH"] });
  const address = { to: "device-1", from: "app", sender: undefined, clinicName: "Test Clinic" };
  const sent = outboundOf(message, {
    ...address,
    channel: "PUSH",
    replyTo: null,
    windowMs,
    carries: "words",
  });
  expect(sent?.channel === "PUSH" && sent.validitySeconds).toBe(seconds);
});

it.each([
  [
    "as its category says",
    { tracking: { opens: true, clicks: false } },
    { trackOpens: true, trackClicks: false },
  ],
  ["never without a word about it", {}, { trackOpens: false, trackClicks: false }],
  [
    "never where the clinic may not be named",
    { unnamed: true, tracking: { opens: true, clicks: true } },
    { trackOpens: false, trackClicks: false },
  ],
  [
    "never where its carrier may not know the words",
    { carries: "notice" as const, tracking: { opens: true, clicks: true } },
    { trackOpens: false, trackClicks: false },
  ],
])("a mail tells when it is read %s", (_, about, told) => {
  const address = { to: "ana@example.org", from: "desk@clinic.example", sender: undefined };
  const { message } = factsOf({ plan: ["EMAIL"] });
  const whole = {
    ...address,
    channel: "EMAIL" as const,
    clinicName: "Test Clinic",
    replyTo: null,
    windowMs: null,
  };
  expect(outboundOf(message, { ...whole, carries: "words", ...about })).toMatchObject(told);
});
