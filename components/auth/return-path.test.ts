import { expect, test } from "vitest";
import { returnPath, signInAddress } from "@/components/auth/return-path";

test.each([
  ["/inbox?view=mine", "/inbox?view=mine"],
  ["/patients/018f", "/patients/018f"],
  ["//evil.example/inbox", "/inbox"],
  ["/\\evil.example", "/inbox"],
  ["https://evil.example", "/inbox"],
  ["/\t/evil.example", "/inbox"],
  ["javascript:alert(1)", "/inbox"],
  ["/sign-in?from=/sign-in", "/inbox"],
  ["/api/live", "/inbox"],
  [undefined, "/inbox"],
  [["/inbox", "/patients"], "/inbox"],
])("%s leads to %s", (from, to) => {
  expect(returnPath(from)).toBe(to);
});

test("the sign-in address leads back", () => {
  const url = new URL(signInAddress("/inbox?view=mine", "idle"), "http://hub.invalid");
  expect(returnPath(url.searchParams.get("from") ?? undefined)).toBe("/inbox?view=mine");
});
