import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { FailureReason } from "@/lib/providers/port";
import { meaningOf, TWILIO_CODES } from "@/lib/providers/twilio-codes";
import { TWILIO_STATUSES } from "@/lib/providers/twilio-inbound";
import errorCodes from "@/lib/testing/vectors/twilio-error-codes.json";
import responses from "@/lib/testing/vectors/twilio-message-api-responses.json";

/** Twilio's names of its own codes that say who or what is at fault, and what we make of them. */
const NAMES: readonly [RegExp, FailureReason[]][] = [
  [/^Unsubscribed recipient|attempt to send to unsubscribed/i, ["opted_out"]],
  [/landline/i, ["landline"]],
  [/Queue overflow|rate limit|Too Many Requests/i, ["rate_limited"]],
  [/unregistered/i, ["sender_not_ready"]],
];

describe("every code of Twilio's own list", () => {
  const codes = errorCodes.codes.map(({ code, message }): [number, string] => [code, message]);

  it("that we know stands in it, the newest left out", () => {
    const listed = new Set(codes.map(([code]) => code));
    // The list is of May 2023.
    const newer = Object.keys(TWILIO_CODES)
      .map(Number)
      .filter((code) => !listed.has(code));
    expect(newer.filter((code) => code < 20_400)).toEqual([11_751]);
  });

  it("has a meaning, and none that we do not know is sent again or closes a number", () => {
    for (const [code] of codes) {
      const meaning = meaningOf(code);
      expect(meaning.reason).toBeTruthy();
      if (!(code in TWILIO_CODES)) expect(meaning).toEqual({ reason: "other", retry: false });
    }
  });

  it("is understood as its name says", () => {
    for (const [code, message] of codes.filter(([code]) => code in TWILIO_CODES)) {
      for (const [pattern, reasons] of NAMES)
        if (pattern.test(message)) expect(reasons, `${code} ${message}`).toContain(meaningOf(code).reason);
    }
  });
});

it("knows every status in Twilio's examples", () => {
  const statuses = JSON.stringify(responses.examples).matchAll(/"status":"(\w+)"/g);
  for (const [, status] of statuses) expect([...Object.keys(TWILIO_STATUSES), "received"]).toContain(status);
});

it("each vector file is used by a test", () => {
  const root = process.cwd();
  const here = (folder: string) => readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  const tests = ["lib", "simulator"]
    .flatMap((folder) => here(folder).map((path) => join(root, folder, path)))
    .filter((path) => path.endsWith(".test.ts"))
    .map((path) => readFileSync(path, "utf8"))
    .join("\n");
  const files = here("lib/testing/vectors").filter((name) => name.endsWith(".json"));
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter((name) => !tests.includes(name))).toEqual([]);
});
