import { afterAll, beforeAll, expect, it } from "vitest";
import { fcmProvider } from "@/lib/providers/fcm";
import type { PushMessage } from "@/lib/providers/port";
import { PROJECT, raiseStage, type Stage } from "@/simulator/testing/stand-in";

const NOW = new Date("2026-06-16T18:00:00Z");
let stage: Stage;
beforeAll(async () => {
  stage = await raiseStage();
});
afterAll(() => stage.stop());

const push = (more: Partial<PushMessage> = {}): PushMessage => ({
  channel: "PUSH",
  token: "device-of-ana",
  title: "Cedar Lane",
  body: "You have a new message",
  ...more,
});
const send = (more?: Partial<PushMessage>) =>
  fcmProvider({ projectId: PROJECT, baseUrl: stage.simulator.url }, () => NOW).send(push(more), {
    key: "attempt-1",
  });

/** What came over the wire for a device. */
async function wire(token: string) {
  const { body } = await stage.control("GET", `/_sim/messages?to=${token}`);
  return body.items as { method: string; path: string; params: { message: Record<string, unknown> } }[];
}

it("is one POST for one device, hidden on a locked screen, with a life of its own and strings as data", async () => {
  const more = { badge: 2, validitySeconds: 600, link: "https://hub.example/m", data: { kind: "message" } };
  expect(await send({ token: "device-whole", collapseKey: "message-1", ...more })).toMatchObject({
    kind: "accepted",
    ref: expect.stringMatching(`^projects/${PROJECT}/messages/`),
  });
  const posted = await wire("device-whole");
  expect(posted).toHaveLength(1);
  expect(posted[0]).toMatchObject({ method: "POST", path: `/v1/projects/${PROJECT}/messages:send` });
  expect(posted[0]?.params.message).toEqual({
    token: "device-whole",
    notification: { title: "Cedar Lane", body: "You have a new message" },
    data: { kind: "message", link: "https://hub.example/m", key: "attempt-1" },
    android: {
      priority: "high",
      collapse_key: "message-1",
      ttl: "600s",
      notification: { tag: "message-1", visibility: "PRIVATE", notification_count: 2 },
    },
    apns: {
      headers: {
        "apns-collapse-id": "message-1",
        "apns-priority": "10",
        "apns-expiration": String(NOW.getTime() / 1_000 + 600),
      },
      payload: { aps: { sound: "default", badge: 2 } },
    },
    webpush: { fcmOptions: { link: "https://hub.example/m" }, headers: { TTL: "600" } },
  });
});

it("may be shown now or never, and is kept as long as FCM keeps anything where nothing else is said", async () => {
  await send({ token: "device-now", validitySeconds: 0 });
  await send({ token: "device-ever" });
  const [now] = await wire("device-now");
  const [ever] = await wire("device-ever");
  expect(now?.params.message).toMatchObject({ android: { ttl: "0s" } });
  expect(JSON.stringify(ever?.params)).not.toMatch(/ttl|expiration/i);
});

it.each(["http://hub.example/m", "/m", "javascript:alert(1)"])(
  "tells no browser to open %s, which FCM would refuse the whole notification for",
  async (link) => {
    const token = `device-${encodeURIComponent(link)}`;
    expect(await send({ token, link })).toMatchObject({ kind: "accepted" });
    const [posted] = await wire(encodeURIComponent(token));
    expect(posted?.params.message).not.toHaveProperty("webpush");
  },
);

it.each([
  ["no token", { token: "" }, "messaging/invalid-payload"],
  ["data that are no strings", { data: { count: 1 as unknown as string } }, "messaging/invalid-payload"],
  ["a name that FCM keeps for itself", { data: { from: "x" } }, "messaging/invalid-argument"],
  ["another one", { data: { "google.x": "x" } }, "messaging/invalid-argument"],
] as const)(
  "%s is our own mistake: a refusal and not an unknown, and no device is closed",
  async (_, more, code) => {
    const outcome = await send(more);
    expect(outcome).toMatchObject({ kind: "rejected", retry: false, reason: "malformed", code });
    expect(outcome).not.toHaveProperty("closes");
  },
);

it("comes back a minute later at the earliest when there were too many", async () => {
  expect(await send({ token: "sim-quota-1" })).toMatchObject({
    kind: "rejected",
    retry: true,
    reason: "rate_limited",
    notBefore: new Date(NOW.getTime() + 60_000),
  });
});
