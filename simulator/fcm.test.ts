import https from "node:https";
import net from "node:net";
import { type App, deleteApp, initializeApp } from "firebase-admin/app";
import { getMessaging } from "firebase-admin/messaging";
import { afterAll, beforeAll, expect, it } from "vitest";
import { PROJECT, raiseStage, type Stage } from "@/simulator/testing/stand-in";

let stage: Stage;
let app: App;
beforeAll(async () => {
  stage = await raiseStage();
  class Local extends https.Agent {
    override createConnection() {
      return net.connect({ host: "127.0.0.1", port: stage.simulator.port });
    }
  }
  const credential = { getAccessToken: async () => ({ access_token: "a-token", expires_in: 3600 }) };
  app = initializeApp({ projectId: PROJECT, credential, httpAgent: new Local() }, "simulator-test");
});
afterAll(async () => {
  await deleteApp(app);
  await stage.stop();
});

it("takes a push from Google's own SDK and shows it on the device", async () => {
  const name = await getMessaging(app).send({
    token: "device-of-maria",
    notification: { title: "Cedar Lane", body: "You have a new message" },
    data: { link: "https://cedarlane.example/portal" },
  });
  expect(name).toMatch(/^projects\/hub-demo\/messages\//);
  const page = await (await fetch(`${stage.simulator.url}/device/device-of-maria`)).text();
  expect(page).toContain("You have a new message");
});

it.each([
  ["sim-unregistered-1", "messaging/registration-token-not-registered"],
  ["sim-invalid-1", "messaging/invalid-argument"],
  ["sim-mismatch-1", "messaging/mismatched-credential"],
  ["sim-quota-1", "messaging/message-rate-exceeded"],
  ["sim-internal-1", "messaging/internal-error"],
  ["sim-apns-1", "messaging/third-party-auth-error"],
])("%s is refused as %s", async (token, code) => {
  await expect(getMessaging(app).send({ token, notification: { body: "Hi" } })).rejects.toMatchObject({
    code,
  });
});
