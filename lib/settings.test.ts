import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { readSetting, readSettings } from "./settings.mjs";
import { SETTINGS } from "./settings-table.mjs";

/** Made by `npm start` for its processes, or of the language's own. */
const UNWRITTEN = ["NODE_ENV", "HUB_FAULTS"];

it("names every setting in .env.example", () => {
  const written: string[] = readFileSync(".env.example", "utf8").match(/^[A-Z0-9_]+(?==)/gm) ?? [];
  expect(Object.keys(SETTINGS).filter((name) => !written.includes(name))).toEqual(UNWRITTEN);
});

it.each([
  ["PORT", "", { value: 3000 }],
  ["PORT", "0", { problem: "is no port: give a number from 1 to 65535" }],
  ["PUBLIC_URL", "https://hub.example/", { value: "https://hub.example" }],
  [
    "PUBLIC_URL",
    "https://our_hub.example",
    { problem: "has an underscore in its host name: text services call none" },
  ],
  ["SMTP_URL", "http://mail.example", { problem: "is no address: it starts with smtp:// or smtps://" }],
  ["FILES_STORE", "tape", { problem: "is none of database, disk, s3" }],
  ["CHANNELS_OFF", "sms, push", { value: ["sms", "push"] }],
  ["HUB_DEMO", "yes", { problem: "is neither 1 nor 0" }],
  ["TWILIO_AUTH_TOKEN", "", { value: undefined }],
  ["HUB_SECRET", "", { problem: "is not set" }],
] as const)("reads %s=%s", (name, text, read) => {
  expect(readSetting(name, { [name]: text })).toEqual(read);
});

it("tells of every wrong one at once", () => {
  const { wrong } = readSettings({ PORT: "x", DATABASE_URL: "postgres://h/d" });
  expect(wrong.map(({ name }) => name)).toEqual(["PORT", "NEXTAUTH_SECRET", "HUB_SECRET"]);
});
