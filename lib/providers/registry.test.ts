import { describe, expect, it } from "vitest";
import { type ProviderSettings, providersFrom } from "@/lib/providers/registry";

const now = () => new Date("2026-03-03T17:00:00Z");
const nothing: ProviderSettings = {
  publicUrl: "https://hub.example",
  channelsOff: [],
  twilio: { accountSid: undefined, authToken: undefined },
  telnyx: {},
  smtp: {},
  sendgrid: { apiKey: undefined },
  fcm: {},
};
const all: ProviderSettings = {
  ...nothing,
  twilio: { accountSid: "AC00000000000000000000000000000000", authToken: "t" },
  telnyx: { apiKey: "KEY" },
  smtp: { url: "smtp://localhost" },
  sendgrid: { apiKey: "SG.t" },
  fcm: { projectId: "clinic" },
};

describe("the providers of an installation", () => {
  it("are those whose settings are complete", () => {
    expect(Object.keys(providersFrom(all, now))).toEqual(["twilio", "telnyx", "sendgrid", "smtp", "fcm"]);
    expect(providersFrom(nothing, now)).toEqual({});
    expect(providersFrom({ ...nothing, twilio: { accountSid: "AC1" } }, now)).toEqual({});
  });

  it("stop boot when a setting is given but wrong", () => {
    expect(() => providersFrom({ ...all, twilio: { accountSid: "SK1", authToken: "t" } }, now)).toThrow(
      /account SID/,
    );
    expect(() => providersFrom({ ...all, sendgrid: { apiKey: "SG.t", webhookPublicKey: "?" } }, now)).toThrow(
      /public key/,
    );
  });

  it("leave out a channel that is switched off", () => {
    expect(Object.keys(providersFrom({ ...all, channelsOff: ["sms", "Push"] }, now))).toEqual([
      "sendgrid",
      "smtp",
    ]);
  });
});
