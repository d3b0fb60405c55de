import { expect, test } from "vitest";
import { env } from "@/lib/env";
import { readSender } from "@/lib/senders/rules";
import { AddSender } from "@/lib/senders/schema";

test.each([
  ["a long code", { kind: "long_code", address: "+13035550100" }, 1],
  ["a toll-free number", { kind: "toll_free", address: "+18335550100" }, 3],
  ["a short code", { kind: "short_code", address: "24273" }, 100],
  ["a Messaging Service", { kind: "messaging_service", address: `MG${"a".repeat(32)}` }, 10],
])("%s sends %o at so many segments a second: %d", (_, given, rate) => {
  const sender = AddSender.parse({ channel: "SMS", provider: "twilio", ...given });
  expect(readSender(sender).rate).toBe(rate);
  expect(readSender({ ...sender, rate: 7 }).rate).toBe(7);
});

test("a key of the API may ask 3,000 times a minute, 500 at once, unless the installation says otherwise", () => {
  expect(env().api).toEqual({ perMinute: 3_000, burst: 500 });
});
