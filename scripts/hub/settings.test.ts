import { expect, test } from "vitest";
import { readSettings } from "./settings.mjs";
import { isLocal, openChannels } from "./vendors.mjs";

const twilio = { TWILIO_ACCOUNT_SID: "AC1", TWILIO_AUTH_TOKEN: "secret" };

test("without any setting the hub has its usual ports, address and folder", () => {
  expect(readSettings({})).toEqual({
    port: 3000,
    simulatorPort: 4010,
    publicUrl: "http://localhost:3000",
    dataDir: ".data",
    real: [],
    hubNow: null,
    database: null,
  });
});

test.each([
  ["a port that is none", { PORT: "30OO" }, "PORT=30OO is no port: give a number from 1 to 65535."],
  ["two of one port", { PORT: "4010" }, "PORT and SIMULATOR_PORT are both 4010: give each its own."],
  [
    "an address that is none",
    { PUBLIC_URL: "hub.example" },
    "PUBLIC_URL=hub.example is no address: it starts with http:// or https://.",
  ],
  [
    "half a vendor",
    { TWILIO_ACCOUNT_SID: "AC1" },
    "TWILIO_ACCOUNT_SID is set but TWILIO_AUTH_TOKEN is not: set both, or neither.",
  ],
  [
    "a real vendor that cannot call back",
    twilio,
    "twilio cannot call back http://localhost:3000: set PUBLIC_URL to the hub's public https address, or unset the vendor's keys.",
  ],
  [
    "a real vendor over plain http",
    { ...twilio, PUBLIC_URL: "http://hub.example.org" },
    "twilio cannot call back http://hub.example.org: set PUBLIC_URL to the hub's public https address, or unset the vendor's keys.",
  ],
  [
    "a moved clock with a real vendor",
    { ...twilio, PUBLIC_URL: "https://hub.example.org", HUB_NOW: "2026-03-02T21:40:00-07:00" },
    "HUB_NOW moves the clock and twilio would reach real people: unset one of them.",
  ],
  [
    "an instant without an offset",
    { HUB_NOW: "2026-03-02T21:40:00" },
    "HUB_NOW=2026-03-02T21:40:00 is no instant: write it like 2026-03-02T21:40:00-07:00, with its offset.",
  ],
  [
    "an owner's database without the app's",
    { MIGRATE_DATABASE_URL: "postgresql://localhost/hub" },
    "MIGRATE_DATABASE_URL is set but DATABASE_URL is not: set both, or neither.",
  ],
])("%s is refused with one sentence", (_, env, sentence) => {
  expect(() => readSettings(env)).toThrow(sentence);
});

test("a vendor's keys aimed at this machine reach nobody, so nothing is asked of the address", () => {
  expect(readSettings({ ...twilio, TWILIO_BASE_URL: "http://127.0.0.1:4010" }).real).toEqual([]);
});

test("a channel must be configured or switched off", () => {
  expect(openChannels({})).toEqual(["SMS", "EMAIL", "PUSH"]);
  expect(openChannels({ ...twilio, SENDGRID_API_KEY: "SG.x", CHANNELS_OFF: "push" })).toEqual([]);
});

test.each([
  ["http://localhost:3000", true],
  ["http://hub.localhost", true],
  ["https://192.168.1.4", true],
  ["https://172.20.0.2", true],
  ["http://[::1]:3000", true],
  ["https://172.32.0.2", false],
  ["https://hub.example.org", false],
  ["https://localhost.example.org", false],
])("%s is local: %s", (url, local) => {
  expect(isLocal(url)).toBe(local);
});
