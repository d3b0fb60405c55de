import { describe, expect, it } from "vitest";
import { hearInApp, waysMeant } from "@/lib/revocations/rules/in-app";

describe("what a signed-in patient asks of our messages", () => {
  it.each([
    ["stop texting me", "stop", ["SMS"]],
    ["Please stop emailing me.", "stop", ["EMAIL"]],
    ["no more texts or emails", "stop", ["SMS", "EMAIL"]],
    ["STOP", "stop", ["SMS", "EMAIL"]],
    ["no me manden más correos", "stop", ["EMAIL"]],
    ["leave me alone", "stop", ["SMS", "EMAIL"]],
    ["cancel", "unsure_revocation", ["SMS", "EMAIL"]],
    ["wrong number", "unsure_revocation", ["SMS"]],
    ["too many texts from you people", "unsure_revocation", ["SMS"]],
  ] as const)("%s", (text, kind, ways) => {
    expect(hearInApp(text).verdict.kind).toBe(kind);
    expect(waysMeant(text)).toEqual(ways);
  });

  it.each(["START", "help", "Can I cancel my appointment?", "don't stop", "stop by at 5"])(
    "%s ends and reopens nothing",
    (text) => expect(hearInApp(text).verdict.kind).toBe("none"),
  );

  it("hears a death and a yes as anywhere", () => {
    expect(hearInApp("my mother passed away").verdict.death).toBe(true);
    expect(hearInApp("yes").verdict.kind).toBe("confirm");
  });
});
