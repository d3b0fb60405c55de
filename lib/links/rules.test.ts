import { expect, test } from "vitest";
import { hostOf, restoreText, shortenText, targetsIn } from "@/lib/links/rules";

const HUB = "https://hub.cedarlane.example";

test.each<[string, string[]]>([
  ["Fill in https://forms.example/a?b=1#c before Friday.", ["https://forms.example/a?b=1#c"]],
  [
    "See https://a.example, https://b.example/x. And (https://c.example/d)!",
    ["https://a.example", "https://b.example/x", "https://c.example/d"],
  ],
  ["https://en.example/wiki/Knee_(joint) is good", ["https://en.example/wiki/Knee_(joint)"]],
  ["“https://a.example/x” and HTTPS://A.example/x", ["https://a.example/x", "HTTPS://A.example/x"]],
  ["twice https://a.example/x https://a.example/x", ["https://a.example/x"]],
  ["ours https://hub.cedarlane.example/portal/m/abc and https://hub.cedarlane.example/l/abc", []],
  ["javascript:alert(1) ftp://a.example mailto:a@b.example www.a.example", []],
  ["https://clinic.example@evil.example/x https://", []],
  ["a public shortener, which carriers filter: https://bit.ly/3abc", ["https://bit.ly/3abc"]],
  ["no address at all", []],
])("%s", (text, targets) => {
  expect(targetsIn(text, HUB)).toEqual(targets);
});

test("short and long again are the same words", () => {
  const text = "Forms: https://a.example/$& (or https://b.example/x). https://a.example/$&!";
  const links = targetsIn(text, HUB).map((target, at) => ({
    id: String(at),
    code: `${at}`.repeat(11),
    target,
  }));
  const short = shortenText(text, links, HUB);
  expect(short).toBe(`Forms: ${HUB}/l/00000000000 (or ${HUB}/l/11111111111). ${HUB}/l/00000000000!`);
  expect(targetsIn(short, HUB)).toEqual([]);
  expect(restoreText(short, links, HUB)).toBe(text);
});

test("one text makes at most ten links", () => {
  const text = Array.from({ length: 12 }, (_, at) => `https://a.example/${at}`).join(" ");
  expect(targetsIn(text, HUB)).toHaveLength(10);
});

test("people are told the host", () => {
  expect(hostOf("https://www.cedarlane.example/forms?x=1")).toBe("cedarlane.example");
});
