import { expect, test } from "vitest";
import { agentOf, type Click, judge, signOf, tally } from "@/lib/links/clicks/rules";
import type { Sign } from "@/lib/links/schema";

const PHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1";
const DESK =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Safari/537.36";
const IMESSAGE =
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0";
const PAGE = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

test.each<[string, string, Record<string, string>, Sign | null]>([
  ["a phone", "GET", { "user-agent": PHONE, accept: PAGE }, null],
  ["a computer", "GET", { "user-agent": DESK, accept: PAGE }, null],
  ["a HEAD by a browser's name", "HEAD", { "user-agent": PHONE, accept: PAGE }, "head"],
  [
    "Chrome that looks ahead",
    "GET",
    { "user-agent": PHONE, accept: PAGE, "sec-purpose": "prefetch;prerender" },
    "prefetch",
  ],
  ["Safari's preview", "GET", { "user-agent": PHONE, accept: PAGE, "x-purpose": "preview" }, "prefetch"],
  ["Firefox that looks ahead", "GET", { "user-agent": DESK, accept: PAGE, "x-moz": "prefetch" }, "prefetch"],
  ["the preview of iMessage", "GET", { "user-agent": IMESSAGE, accept: PAGE }, "checker"],
  ["WhatsApp", "GET", { "user-agent": "WhatsApp/2.23.20.0", accept: PAGE }, "checker"],
  ["curl", "GET", { "user-agent": "curl/8.1", accept: "*/*" }, "checker"],
  [
    "headless Chrome",
    "GET",
    { "user-agent": DESK.replace("Chrome", "HeadlessChrome"), accept: PAGE },
    "checker",
  ],
  ["Safe Links", "GET", { "user-agent": `${DESK} SafeLinks`, accept: PAGE }, "checker"],
  [
    "Zscaler",
    "GET",
    { "user-agent": "Mozilla/5.0 (compatible; MSIE 9.0; Trident/5.0) Zscaler", accept: PAGE },
    "checker",
  ],
  ["Barracuda", "GET", { "user-agent": "Barracuda Sentinel (EE)", accept: PAGE }, "checker"],
  ["a program of an app", "GET", { "user-agent": "Dart/3.0 (dart:io)", accept: PAGE }, "checker"],
  ["iOS itself", "GET", { "user-agent": "SafariViewService/8617 CFNetwork/1490", accept: PAGE }, "checker"],
  ["Opera Mini", "GET", { "user-agent": "Opera/9.80 (Android; Opera Mini/36.2)", accept: PAGE }, null],
  ["nobody by name", "GET", { accept: PAGE }, "checker"],
  ["a browser's name that wants no page", "GET", { "user-agent": DESK, accept: "*/*" }, "no_page"],
])("the request of %s", (_name, method, headers, sign) => {
  expect(signOf({ method, header: (name) => headers[name] ?? null })).toBe(sign);
});

test.each([
  [PHONE, "phone"],
  [DESK, "computer"],
  [IMESSAGE, "machine"],
  ["Mozilla/5.0 (PlayStation 4 11.00) AppleWebKit/605.1.15 (KHTML, like Gecko)", "other"],
  ["", "machine"],
])("of %s only a class is kept", (agent, kept) => {
  expect(agentOf({ method: "GET", header: () => agent })).toBe(kept);
});

const SENT = new Date("2026-06-16T18:00:00.000Z");
const after = (ms: number) => new Date(SENT.getTime() + ms);
const click = (id: string, ms: number, more: Partial<Click> = {}): Click => ({
  id,
  linkId: "a",
  at: after(ms),
  sign: null,
  addressHash: id,
  ...more,
});
const reasons = (clicks: Click[], linkIds = ["a"], handedOff = [SENT]) =>
  Object.fromEntries(judge(clicks, { linkIds, handedOff }));

test.each<[string, Click[], string[], Date[], Record<string, string | null>]>([
  ["a tap after a minute", [click("1", 60_000)], ["a"], [SENT], { 1: null }],
  [
    "seconds after the hand-off",
    [click("1", 2_999), click("2", 3_000)],
    ["a"],
    [SENT],
    { 1: "too_soon", 2: null },
  ],
  ["before it left", [click("1", -5_000)], ["a"], [SENT], { 1: "too_soon" }],
  ["never handed off", [click("1", 60_000)], ["a"], [], { 1: "too_soon" }],
  ["right after its second hand-off", [click("1", 61_000)], ["a"], [SENT, after(60_000)], { 1: "too_soon" }],
  ["its own sign wins", [click("1", 1_000, { sign: "head" })], ["a"], [SENT], { 1: "head" }],
  [
    "all links at once",
    [click("1", 60_000), click("2", 61_500, { linkId: "b" })],
    ["a", "b"],
    [SENT],
    { 1: "burst", 2: "burst" },
  ],
  [
    "all links, one after the other",
    [click("1", 60_000), click("2", 63_000, { linkId: "b" })],
    ["a", "b"],
    [SENT],
    { 1: null, 2: null },
  ],
  ["the only link twice", [click("1", 60_000), click("2", 60_500)], ["a"], [SENT], { 1: null, 2: null }],
  [
    "two of three links at once",
    [click("1", 60_000), click("2", 60_100, { linkId: "b" })],
    ["a", "b", "c"],
    [SENT],
    { 1: null, 2: null },
  ],
  [
    "a gateway that comes again as a browser",
    [click("1", 60_000, { sign: "head", addressHash: "x" }), click("2", 61_000, { addressHash: "x" })],
    ["a"],
    [SENT],
    { 1: "head", 2: "companion" },
  ],
  [
    "a person while a gateway looks from elsewhere",
    [click("1", 60_000, { sign: "head", addressHash: "x" }), click("2", 60_500, { addressHash: "y" })],
    ["a"],
    [SENT],
    { 1: "head", 2: null },
  ],
])("%s", (_name, clicks, linkIds, handedOff, expected) => {
  expect(reasons(clicks, linkIds, handedOff)).toEqual(expected);
  // In whatever order they were written down.
  expect(reasons([...clicks].reverse(), linkIds, handedOff)).toEqual(expected);
});

test("counts people and machines apart, and knows the first person", () => {
  const clicks = [
    click("1", 1_000),
    click("2", 60_000),
    click("3", 50_000),
    click("4", 70_000, { linkId: "b" }),
  ];
  const verdicts = judge(clicks, { linkIds: ["a", "b"], handedOff: [SENT] });
  expect(tally("a", clicks, verdicts)).toEqual({ clicks: 2, scans: 1, firstClickAt: after(50_000) });
  expect(tally("c", clicks, verdicts)).toEqual({ clicks: 0, scans: 0, firstClickAt: null });
});
