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
  [
    "as people type it: bit.ly/3abc, www.TinyURL.com/xy.",
    ["https://bit.ly/3abc", "https://www.TinyURL.com/xy"],
  ],
  ["and (t.co/a) but no mail@bit.ly/x, habit.ly/x, my-bit.ly/x, bit.ly", ["https://t.co/a"]],
  ["https://bit.ly/3abc and bit.ly/3abc are one", ["https://bit.ly/3abc"]],
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

test("a shared shortener typed without https leaves under ours all the same", () => {
  const text = "Pay here: bit.ly/3abc.";
  const links = [{ id: "1", code: "00000000000", target: "https://bit.ly/3abc" }];
  expect(shortenText(text, links, HUB)).toBe(`Pay here: ${HUB}/l/00000000000.`);
});

test("one text makes at most ten links", () => {
  const text = Array.from({ length: 12 }, (_, at) => `https://a.example/${at}`).join(" ");
  expect(targetsIn(text, HUB)).toHaveLength(10);
});

test("people are told the host", () => {
  expect(hostOf("https://www.cedarlane.example/forms?x=1")).toBe("cedarlane.example");
});
