import { describe, expect, it } from "vitest";
import { keywordOf } from "@/lib/consents/rules";

describe("keywordOf", () => {
  it.each([
    "STOP",
    "stop",
    " Stop. ",
    "stop 🙏",
    "STOPALL",
    "Unsubscribe!",
    "end",
    "QUIT",
    "revoke",
    "Opt out",
    "optout",
    "CANCEL",
    "ALTO",
  ])("hears STOP in %j", (text) => expect(keywordOf(text)).toBe("STOP"));
  it.each(["START", "unstop", "Start!"])("hears START in %j", (text) =>
    expect(keywordOf(text)).toBe("START"),
  );
  it.each(["help", "HELP?", "Ayuda", "info"])("hears HELP in %j", (text) =>
    expect(keywordOf(text)).toBe("HELP"),
  );
  it.each([
    "",
    "Don't stop",
    "STOP 12345",
    "cancel my appointment",
    "I'll stop by at 5",
    "YES",
    "Sí",
    "please help me find the office",
    "started feeling better",
  ])("hears nothing in %j", (text) => expect(keywordOf(text)).toBeNull());
});
