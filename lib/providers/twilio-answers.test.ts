import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { SmsMessage } from "@/lib/providers/port";
import { twilioProvider } from "@/lib/providers/twilio";
import { recorder } from "@/lib/testing/openapi";
import documented from "@/lib/testing/vectors/twilio-message-api-responses.json";

const CREATED = documented.examples["create 201 createWithMessagingService"];
const text: SmsMessage = {
  channel: "SMS",
  to: "+13035550142",
  from: "+13035550100",
  body: "Your A1c is back",
};

let said: { status: number; body: unknown } = { status: 201, body: CREATED };
let twilio: Awaited<ReturnType<typeof recorder>>;
beforeAll(async () => {
  twilio = await recorder(() => said);
});
afterAll(() => twilio.stop());
beforeEach(() => {
  twilio.calls.length = 0;
});

const send = (status: number, body: unknown, baseUrl = twilio.url) => {
  said = { status, body };
  const publicUrl = "https://hub.example";
  const accountSid = `AC${"0".repeat(32)}`;
  const provider = twilioProvider({ accountSid, authToken: "t", baseUrl, publicUrl });
  return provider.send(text, { key: "0199f0a0-0000-7000-8000-000000000001" });
};
const error = (status: number, code?: number) => ({
  status,
  message: "No.",
  more_info: "https://www.twilio.com/docs/errors",
  ...(code ? { code } : {}),
});
const problem = (status: number, code: number) => ({
  type: "https://www.twilio.com/docs/api/errors",
  title: "No.",
  status,
  code,
});
const no = (reason: string, code: string, retry = false) => ({ kind: "rejected", reason, code, retry });

describe("what Twilio's answers to a text mean, by its own SDK", () => {
  it.each([
    ["an error in its old shape", 400, error(400, 21614), { ...no("landline", "21614"), closes: true }],
    ["one as a problem (RFC 9457)", 400, problem(400, 21614), { ...no("landline", "21614"), closes: true }],
    ["a pair that is stopped", 400, error(400, 21610), no("opted_out", "21610")],
    ["a code that nobody knows yet", 400, error(400, 21999), no("other", "21999")],
    ["an error without a code", 400, error(400), no("other", "400")],
    ["credentials without a code", 401, error(401), no("credentials", "401")],
    ["a page of a gateway", 404, "<html>", no("other", "404")],
    ["too many at once", 429, error(429, 20429), no("rate_limited", "20429", true)],
    [
      "taken, and failed in the same breath",
      201,
      { ...CREATED, status: "failed", error_code: 21610 },
      no("opted_out", "21610"),
    ],
    [
      "the day's cap of a carrier",
      201,
      { ...CREATED, status: "failed", error_code: 30023 },
      no("daily_limit", "30023", true),
    ],
    ["taken", 201, CREATED, { kind: "accepted", ref: CREATED.sid }],
  ])("%s", async (_, status, body, outcome) => {
    expect(await send(status, body)).toMatchObject(outcome);
    expect(twilio.calls).toHaveLength(1);
  });

  it.each([
    [500, 20500],
    [503, 20503],
    [502, undefined],
    [408, undefined],
  ])("%i may have been taken: unknown, and asked for once only", async (status, code) => {
    expect(await send(status, error(status, code))).toBeNull();
    expect(twilio.calls).toHaveLength(1);
  });
});

describe("what the SDK would read from its surroundings", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });

  it("leads no text elsewhere, and prints nothing", async () => {
    const nowhere = "http://127.0.0.1:9";
    const around = { TWILIO_EDGE: "sydney", TWILIO_REGION: "au1", TWILIO_LOG_LEVEL: "debug" };
    for (const [name, value] of Object.entries(around)) vi.stubEnv(name, value);
    for (const name of ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"]) vi.stubEnv(name, nowhere);
    const printed: unknown[] = [];
    for (const way of ["log", "info", "debug", "warn", "error"] as const) {
      vi.spyOn(console, way).mockImplementation((...words) => void printed.push(words));
    }
    // The SDK leaves an address of numbers as it is, and puts edge and region into a name.
    const named = twilio.url.replace("127.0.0.1", "localhost");
    expect(await send(201, CREATED, named)).toMatchObject({ kind: "accepted" });
    expect(twilio.calls.map(({ host }) => `http://${host}`)).toEqual([named]);
    expect(printed).toEqual([]);
  });
});
