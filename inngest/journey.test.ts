import { createHash, createHmac } from "node:crypto";
import { serve } from "inngest/next";
import { v7 as uuid } from "uuid";
import { describe, expect, it } from "vitest";
import { openInngest } from "@/inngest/client";
import { functionsOf } from "@/inngest/functions";
import { sendQueued } from "@/inngest/wake";
import type { Outcome } from "@/lib/providers/port";
import { type Suite, suite } from "@/lib/testing/ctx";
import { outbound, stored } from "@/lib/testing/messages";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

/*
 * Inngest's server, as far as a run needs it: calls the real handlers with signed requests, remembers step results,
 * sleeps by moving the clinic's clock.
 */
const SIGNING_KEY = "signkey-test-0123456789abcdef0123456789abcdef";
const URL_OF_HUB = "http://hub.test/api/inngest";

interface Op {
  id: string;
  op: string;
  name?: string;
  data?: unknown;
  error?: unknown;
  opts?: { timeout?: string };
}
interface QueuedEvent {
  name: string;
  data: { clinicId: string; key: string; messageIds: string[] };
}

/** JSON with sorted keys (RFC 8785, as far as these bodies go). */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  const fields = entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`);
  return `{${fields.join(",")}}`;
}

function sign(body: unknown): string {
  const t = Math.floor(Date.now() / 1_000);
  const key = SIGNING_KEY.replace(/^signkey-\w+-/, "");
  return `t=${t}&s=${createHmac("sha256", key).update(canonical(body)).update(String(t)).digest("hex")}`;
}

function inngestFor(clinic: Suite) {
  const sent: QueuedEvent[] = [];
  const capture: typeof fetch = async (_url, init) => {
    const events = JSON.parse(String(init?.body)) as QueuedEvent[];
    sent.push(...events);
    return Response.json({ ids: events.map(() => uuid()), status: 200 });
  };
  const settings = { eventKey: "test", signingKey: SIGNING_KEY, baseUrl: "http://inngest.test" };
  const client = openInngest(settings, capture);
  const { POST } = serve({ client, functions: functionsOf(client, clinic.ports) });
  type Call = Parameters<typeof POST>[0];

  const call = async (fnId: string, event: unknown, steps: Record<string, unknown>, signature?: string) => {
    const ctx = {
      run_id: "run",
      attempt: 0,
      max_attempts: 4,
      disable_immediate_execution: false,
      use_api: false,
      stack: { stack: Object.keys(steps), current: Object.keys(steps).length },
    };
    const body = { event, events: [event], steps, ctx, version: 2, use_api: false };
    const headers = {
      "content-type": "application/json",
      "x-inngest-signature": signature ?? sign(body),
    };
    const url = `${URL_OF_HUB}?fnId=messaging-hub-${fnId}&stepId=step`;
    const request = new Request(url, { method: "POST", headers, body: JSON.stringify(body) });
    return POST(request as Call, {});
  };

  /** Plays one run to its end; `between` may change the world while the run waits. Returns what it did, step by step. */
  const run = async (
    fnId: string,
    event: unknown,
    between: (op: Op) => Promise<unknown> = async () => null,
  ) => {
    const steps: Record<string, unknown> = {};
    const did: string[] = [];
    for (let calls = 0; calls < 60; calls += 1) {
      const response = await call(fnId, event, steps);
      const answer = await response.json();
      if (response.status === 200) return { did, answer };
      expect(response.status, JSON.stringify(answer)).toBe(206);
      for (const op of answer as Op[]) {
        did.push(op.op);
        if (op.op === "StepRun") steps[op.id] = { data: op.data ?? null };
        else {
          const woken = await between(op);
          if (!woken) clinic.time.set(op.opts?.timeout ?? op.name ?? "");
          steps[op.id] = woken;
        }
      }
    }
    throw new Error("The run did not end.");
  };
  return { client, sent, call, run };
}

describe("the journey of a message with Inngest as its clock", () => {
  it("is driven, retried, and falls back to mail, by the same drive", async () => {
    const dead: Outcome = { kind: "rejected", retry: false, reason: "landline" };
    const off: Outcome = { kind: "rejected", retry: true, reason: "service_down" };
    const answers = [off, dead];
    const twilio = testVendor("twilio", "SMS", () => answers.shift() ?? dead);
    const sendgrid = testVendor("sendgrid", "EMAIL");
    const clinic = await suite({ providers: [twilio.provider, sendgrid.provider] });
    const [id = ""] = await outbound(clinic, await patient(clinic), { plan: ["SMS", "EMAIL"] });
    const inngest = inngestFor(clinic);
    await sendQueued(inngest.client, [id]);
    expect(inngest.sent).toMatchObject([
      { name: "message/queued", data: { clinicId: clinic.clinicId, key: id, messageIds: [id] } },
    ]);
    const { did } = await inngest.run("deliver-message", inngest.sent[0]);
    expect(did.filter((op) => op === "StepRun").length).toBeGreaterThanOrEqual(3);
    expect(did).toContain("WaitForEvent");
    expect([twilio.sent.length, sendgrid.sent.length]).toEqual([2, 1]);
    expect(await stored(clinic, id)).toMatchObject({ status: "SENT", channel: "EMAIL" });
  });

  it("holds by night and sends in the morning; a lost, doubled or late event changes nothing", async () => {
    const twilio = testVendor("twilio", "SMS");
    const clinic = await suite({ providers: [twilio.provider], now: "2026-06-17T04:30:00.000Z" });
    const [id = ""] = await outbound(clinic, await patient(clinic));
    const inngest = inngestFor(clinic);
    await sendQueued(inngest.client, [id]);
    const [event] = inngest.sent;
    await inngest.run("deliver-message", event);
    expect(clinic.time.clock()).toEqual(new Date("2026-06-17T14:00:00.000Z"));
    await inngest.run("deliver-message", event);
    expect(twilio.sent).toHaveLength(1);
  });

  it("takes a crowd in one run", async () => {
    const twilio = testVendor("twilio", "SMS");
    const clinic = await suite({ providers: [twilio.provider] });
    const ids: string[] = [];
    for (let n = 0; n < 12; n += 1) ids.push(...(await outbound(clinic, await patient(clinic))));
    const inngest = inngestFor(clinic);
    await sendQueued(inngest.client, ids);
    expect(inngest.sent).toHaveLength(1);
    await inngest.run("deliver-message", inngest.sent[0]);
    expect(twilio.sent).toHaveLength(12);
  });

  it("sweeps up what nobody woke", async () => {
    const clinic = await suite({ providers: [testVendor("twilio", "SMS").provider] });
    const [id = ""] = await outbound(clinic, await patient(clinic));
    clinic.time.advance(60_000);
    clinic.woken.length = 0;
    await inngestFor(clinic).run("sweep", { name: "inngest/scheduled.timer", data: {} });
    expect(clinic.woken).toContain(id);
  });

  it("obeys nobody without the signing key, and its events name nobody", async () => {
    const clinic = await suite({ providers: [testVendor("twilio", "SMS").provider] });
    const maria = await patient(clinic);
    const [id = ""] = await outbound(clinic, maria);
    const inngest = inngestFor(clinic);
    await sendQueued(inngest.client, [id]);
    const forged = `t=${Math.floor(Date.now() / 1_000)}&s=${createHash("sha256").update("no").digest("hex")}`;
    const response = await inngest.call("deliver-message", inngest.sent[0], {}, forged);
    expect(response.status).toBe(401);
    expect(JSON.stringify(inngest.sent)).not.toContain(maria.phone);
    expect(Object.keys(inngest.sent[0]?.data ?? {}).sort()).toEqual(["clinicId", "key", "messageIds"]);
  });
});
