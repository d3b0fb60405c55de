import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { SmsMessage } from "@/lib/providers/port";
import { telnyxProvider } from "@/lib/providers/telnyx";
import { TELNYX_STATUSES, telnyxMeaning } from "@/lib/providers/telnyx-codes";
import { recorder } from "@/lib/testing/openapi";

const ID = "40017b7e-b3c0-4ac3-8740-9c3c5a0a0e0c";
const text: SmsMessage = {
  channel: "SMS",
  to: "+13035550142",
  from: "+13035550100",
  body: "Your A1c is back",
};

let said: { status: number; body: unknown };
let telnyx: Awaited<ReturnType<typeof recorder>>;
beforeAll(async () => {
  telnyx = await recorder(() => said);
});
afterAll(() => telnyx.stop());
beforeEach(() => {
  telnyx.calls.length = 0;
});

const send = (status: number, body: unknown) => {
  said = { status, body };
  const provider = telnyxProvider({ apiKey: "KEY", baseUrl: telnyx.url, publicUrl: "https://hub.example" });
  return provider.send(text, { key: "0199f0a0-0000-7000-8000-000000000001" });
};
const errors = (code: string) => ({ errors: [{ code, title: "No", detail: "No." }] });
const no = (reason: string, code: string, retry = false) => ({ kind: "rejected", reason, code, retry });

describe("what Telnyx's answers to a text mean, by its own SDK", () => {
  it.each([
    ["taken", 200, { data: { id: ID } }, { kind: "accepted", ref: ID }],
    ["a profile that is stopped", 400, errors("40300"), no("opted_out", "40300")],
    ["a number that is none", 422, errors("40310"), { ...no("number_invalid", "40310"), closes: true }],
    ["a code that nobody knows yet", 400, errors("49999"), no("other", "49999")],
    ["no code at all", 400, {}, no("other", "400")],
    ["credentials without a code", 401, {}, no("credentials", "401")],
    ["too many at once, whatever the code", 429, errors("10015"), no("rate_limited", "10011", true)],
  ])("%s", async (_, status, body, outcome) => {
    expect(await send(status, body)).toMatchObject(outcome);
    expect(telnyx.calls).toHaveLength(1);
  });

  it.each([
    ["500", 500, errors("10007")],
    ["503", 503, {}],
    ["408", 408, {}],
    ["409, which says what it is", 409, errors("10015")],
    ["taken, but no id", 200, { data: {} }],
  ])("%s is asked for once only", async (_, status, body) => {
    const outcome = await send(status, body);
    if (status === 409) expect(outcome).toMatchObject(no("malformed", "10015"));
    else expect(outcome).toBeNull();
    expect(telnyx.calls).toHaveLength(1);
  });

  it("asks for no validity, no tags and no schedule: there are none", async () => {
    await send(200, { data: { id: ID } });
    expect(Object.keys(JSON.parse(telnyx.calls[0]?.body ?? "{}")).sort()).toEqual([
      "from",
      "text",
      "to",
      "webhook_url",
    ]);
  });

  it("a text without a carrier's receipt rests at sent, one that waited too long was never sent", () => {
    expect(TELNYX_STATUSES.delivery_unconfirmed).toBe("sent");
    expect(TELNYX_STATUSES.sending_failed).toBe("failed");
    expect(telnyxMeaning(40014)).toEqual({ reason: "expired_in_queue", retry: true });
  });
});

describe("what Telnyx has on record of its posts to us", () => {
  const HOOK = "https://hub.example/api/v1/messages/webhook/telnyx";
  const post = (url: string, finished_at: string, code: number) => ({
    status: code < 300 ? "delivered" : "failed",
    finished_at,
    attempts: [{ http: { request: { url }, response: { status: code } } }],
    webhook: { data: { payload: { text: "My A1c hurts" } } },
  });
  const knock = (status: number, data: unknown[]) => {
    said = { status, body: { data } };
    const now = () => new Date("2026-06-16T18:00:00Z");
    const settings = { apiKey: "KEY", baseUrl: telnyx.url, publicUrl: "https://hub.example" };
    return telnyxProvider(settings, now).knock?.(HOOK);
  };

  it("is the newest to this address, in whatever order it lists, and nothing of what patients wrote", async () => {
    const told = await knock(200, [
      post(`${HOOK}?key=1`, "2026-06-16T10:00:00Z", 200),
      post(`${HOOK}?key=2`, "2026-06-16T12:00:00Z", 403),
      post("https://else.example/api/v1/messages/webhook/telnyx", "2026-06-16T13:00:00Z", 200),
      post(`${HOOK}?account=another`, "2026-06-16T14:00:00Z", 200),
    ]);
    const last = { at: new Date("2026-06-16T12:00:00Z"), taken: false, status: 403 };
    expect(told).toEqual({ kind: "told", last });
    expect(telnyx.calls[0]?.query.get("filter[started_at][gte]")).toBe("2026-06-15T18:00:00.000Z");
    expect(await knock(200, [])).toEqual({ kind: "told", last: null });
  });

  it("may be closed to this key, or not be answered", async () => {
    expect(await knock(403, [])).toEqual({ kind: "refused" });
    expect(await knock(500, [])).toEqual({ kind: "silent" });
  });
});

describe("what the SDK would read from its surroundings", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });

  it("leads no text elsewhere, and prints none of its words", async () => {
    vi.stubEnv("TELNYX_LOG", "debug");
    vi.stubEnv("TELNYX_BASE_URL", "http://127.0.0.1:9");
    const printed: unknown[] = [];
    for (const way of ["log", "info", "debug", "warn", "error"] as const) {
      vi.spyOn(console, way).mockImplementation((...words) => void printed.push(words));
    }
    expect(await send(200, { data: { id: ID } })).toMatchObject({ kind: "accepted" });
    expect(JSON.stringify(printed)).not.toMatch(/A1c|3035550142/);
  });
});
