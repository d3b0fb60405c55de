import { expect, test } from "vitest";
import { tableOf } from "./demo-file.mjs";
import { readSettings } from "./settings.mjs";
import { isLocal, openChannels } from "./vendors.mjs";

const sendgrid = { SENDGRID_API_KEY: "SG.x", SENDGRID_WEBHOOK_PUBLIC_KEY: "MFkw" };
const twilio = { TWILIO_ACCOUNT_SID: "AC1", TWILIO_AUTH_TOKEN: "secret" };

const table = {
  url: "http://localhost:3000",
  simulatorUrl: null,
  apiKey: null,
  staff: [],
  dataDir: ".data",
  clock: null,
};

test("without any setting the hub has its usual ports, address and folder", () => {
  expect(readSettings({})).toEqual({
    demo: true,
    host: "127.0.0.1",
    port: 3000,
    simulatorPort: 4010,
    simulatorSmtpPort: 4011,
    publicUrl: "http://localhost:3000",
    dataDir: ".data",
    real: [],
    hubNow: null,
    deliveryClock: "process",
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
    "an address with a path",
    { PUBLIC_URL: "https://example.org/hub" },
    "PUBLIC_URL=https://example.org/hub has a path: the hub answers at the root of its address, such as https://example.org.",
  ],
  [
    "a database that is none",
    { DATABASE_URL: "hub" },
    "DATABASE_URL is no address of a database: it looks like postgres://user:password@host:5432/hub.",
  ],
  ["a clock that is none", { DELIVERY_CLOCK: "cron" }, "DELIVERY_CLOCK=cron is neither process nor inngest."],
  [
    "Inngest without a key",
    { INNGEST_BASE_URL: "http://inngest:8288", INNGEST_EVENT_KEY: "e" },
    "Inngest is the delivery clock but INNGEST_SIGNING_KEY is not set: set both keys, or DELIVERY_CLOCK=process.",
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
    "the demo with a real vendor",
    { ...twilio, PUBLIC_URL: "https://hub.example.org" },
    "The demo signs anyone in and twilio would reach real people: set HUB_DEMO=0, or unset the vendor's keys.",
  ],
  [
    "the demo at a public address",
    { PUBLIC_URL: "https://hub.example.org" },
    "The demo signs anyone in and https://hub.example.org is a public address: set HUB_DEMO=0, or unset PUBLIC_URL.",
  ],
  [
    "a vendor behind a name of the network, which may pass on to people,",
    { ...twilio, TWILIO_BASE_URL: "https://twilio-proxy.internal" },
    "twilio cannot call back http://localhost:3000: set PUBLIC_URL",
  ],
  [
    "mail that would never be known to have arrived",
    { SENDGRID_API_KEY: "SG.x" },
    "SENDGRID_API_KEY is set but SENDGRID_WEBHOOK_PUBLIC_KEY is not: set both, or neither.",
  ],
  ["a demo that is neither on nor off", { HUB_DEMO: "false" }, "HUB_DEMO=false is neither 1 nor 0."],
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

test("deliveries are Inngest's when it is connected, unless this machine is told to drive them", () => {
  const inngest = { INNGEST_EVENT_KEY: "e", INNGEST_SIGNING_KEY: "s" };
  expect(readSettings(inngest).deliveryClock).toBe("inngest");
  expect(readSettings({ ...inngest, DELIVERY_CLOCK: "process" }).deliveryClock).toBe("process");
  expect(readSettings({ INNGEST_EVENT_KEY: "" }).deliveryClock).toBe("process");
  expect(tableOf({ ...table, deliveryClock: "inngest" })).toContain("Delivery   by Inngest");
  expect(tableOf({ ...table, deliveryClock: "process" })).toContain("Delivery   by this machine's runner");
});

test("real vendors at a public address are taken without the demo, on every interface", () => {
  const env = { ...twilio, ...sendgrid, PUBLIC_URL: "https://hub.example.org", HUB_DEMO: "0", PORT: "4010" };
  expect(readSettings(env)).toMatchObject({ real: ["twilio", "sendgrid"], demo: false, host: undefined });
});

test("the demo listens to this machine alone, unless it was given an address of the network", () => {
  expect(readSettings({ PUBLIC_URL: "http://localhost:8080" }).host).toBe("127.0.0.1");
  expect(readSettings({ PUBLIC_URL: "http://192.168.1.4:3000" }).host).toBeUndefined();
});

test("a channel must be configured or switched off", () => {
  expect(openChannels({})).toEqual(["SMS", "EMAIL", "PUSH"]);
  expect(openChannels({ ...twilio, ...sendgrid, CHANNELS_OFF: "push" })).toEqual([]);
  const second = { TELNYX_API_KEY: "KEY", TELNYX_PUBLIC_KEY: "key", SMTP_URL: "smtp://mail.example.org" };
  expect(openChannels(second)).toEqual(["PUSH"]);
});

test.each([
  ["http://localhost:3000", true],
  ["http://hub.localhost", true],
  ["https://192.168.1.4", true],
  ["https://172.20.0.2", true],
  ["http://[::1]:3000", true],
  ["https://hub", true],
  ["http://simulator:4010", true],
  ["https://100.100.1.1", true],
  ["http://localhost.:3000", true],
  ["http://[::ffff:127.0.0.1]", true],
  ["http://[fd00::1]", true],
  ["https://172.32.0.2", false],
  ["https://100.128.0.1", false],
  ["https://10.example.org", false],
  ["https://[2001:db8::1]", false],
  ["https://hub.example.org", false],
  ["https://localhost.example.org", false],
])("%s is local: %s", (url, local) => {
  expect(isLocal(url)).toBe(local);
});
