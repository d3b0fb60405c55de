import { describe, expect, it } from "vitest";
import { parseSettings } from "@/simulator/settings";
import { asksAgain, parseRetrySpec } from "@/simulator/twilio/retry-spec";

it("names every setting that is missing", () => {
  expect(() => parseSettings({})).toThrow(
    /TWILIO_ACCOUNT_SID.*TWILIO_AUTH_TOKEN.*SENDGRID_API_KEY.*FCM_PROJECT_ID/,
  );
});

const answered = (status: number) => ({ kind: "answer" as const, status, body: "" });
const refused = { kind: "ct" as const, error: "ECONNREFUSED" };
const late = { kind: "rt" as const, error: "timed out" };

describe("a webhook address's retry wish", () => {
  it.each([
    ["https://hub.example/hook", 1, { 400: false, 500: false, ct: true, rt: false }],
    ["https://hub.example/hook#rc=5&rp=all", 5, { 400: true, 500: true, ct: true, rt: true }],
    ["https://hub.example/hook#rc=9&rp=5xx,rt", 5, { 400: false, 500: true, ct: false, rt: true }],
    ["https://hub.example/hook#rc=0", 0, { 400: false, 500: false, ct: true, rt: false }],
  ])("%s", (url, count, expected) => {
    const spec = parseRetrySpec(url);
    expect(spec.count).toBe(count);
    expect({
      400: asksAgain(spec, answered(400)),
      500: asksAgain(spec, answered(500)),
      ct: asksAgain(spec, refused),
      rt: asksAgain(spec, late),
    }).toEqual(expected);
    expect(asksAgain(spec, answered(200))).toBe(false);
  });
});
