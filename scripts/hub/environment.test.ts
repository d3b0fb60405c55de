import { expect, test } from "vitest";
import { childEnvironments } from "./environment.mjs";
import { readSettings } from "./settings.mjs";

const secrets = {
  NEXTAUTH_SECRET: "session",
  HUB_SECRET: "links",
  TWILIO_ACCOUNT_SID: "AC-simulated",
  TWILIO_AUTH_TOKEN: "token",
  SENDGRID_API_KEY: "SG.simulated",
  SIM_SENDGRID_PRIVATE_KEY: "private",
  SIM_SMTP_PASSWORD: "letters",
  FCM_PROJECT_ID: "hub-demo",
};
const urls = { owner: "postgresql://owner", app: "postgresql://app" };

function environments(env: Record<string, string>, demo = true) {
  const settings = readSettings(env);
  return childEnvironments({
    env,
    settings,
    secrets,
    urls,
    dataDir: "/data",
    clockOffsetMs: 5,
    demo,
    dev: false,
  });
}

test("in the demo every vendor is the simulator, whose signing key the hub never gets", () => {
  const { hub, simulator } = environments({});
  expect(hub).toMatchObject({
    TWILIO_ACCOUNT_SID: "AC-simulated",
    TWILIO_BASE_URL: "http://127.0.0.1:4010",
    SENDGRID_BASE_URL: "http://127.0.0.1:4010",
    TELNYX_BASE_URL: "http://127.0.0.1:4010",
    SMTP_URL: "smtp://hub:letters@127.0.0.1:4011",
    FCM_BASE_URL: "http://127.0.0.1:4010",
    NEXTAUTH_URL: "http://localhost:3000",
    HUB_DEMO: "1",
  });
  expect(hub).not.toHaveProperty("SIM_SENDGRID_PRIVATE_KEY");
  expect(simulator).toMatchObject({ SIM_SENDGRID_PRIVATE_KEY: "private", HUB_CLOCK_OFFSET_MS: "5" });
});

test("a vendor given by the environment is not simulated, the others are", () => {
  const given = {
    TWILIO_ACCOUNT_SID: "AC-ours",
    TWILIO_AUTH_TOKEN: "ours",
    TWILIO_BASE_URL: "http://127.0.0.1:5000",
  };
  const { hub } = environments(given);
  expect(hub).toMatchObject({ ...given, SENDGRID_API_KEY: "SG.simulated" });
});

test("without the demo nothing is simulated", () => {
  const { hub } = environments({}, false);
  expect(hub).not.toHaveProperty("TWILIO_ACCOUNT_SID");
  expect(hub.HUB_DEMO).toBe("0");
});

test("the hub works as the app's role and never learns the owner's password", () => {
  const { hub, simulator } = environments({});
  expect(hub).toMatchObject({ DATABASE_URL: urls.app, MIGRATE_DATABASE_URL: undefined });
  expect(JSON.stringify([hub, simulator])).not.toContain(urls.owner);
});
