import { describe, expect, it } from "vitest";
import { cleanMail, fileTo, htmlOf, snippetOf } from "@/lib/conversations/inbound/rules";

describe("a mail's HTML", () => {
  it("keeps no HTML that nobody would read", () => {
    expect(htmlOf({ html: "<p>hi</p>" })).toBe("<p>hi</p>");
    expect(htmlOf({ html: "<b>".repeat(200_000) })).toBeNull();
  });
});

describe("what is kept of a mail's HTML", () => {
  it.each([
    ['<p onclick="x()">Hi</p><script>x()</script><form action="/x"><input></form>', "<p>Hi</p>"],
    [
      '<img src="https://a.example/form.png" alt="Form" onerror="x()">',
      '<img src="https://a.example/form.png" alt="Form" />',
    ],
    [
      '<img src="http://a.example/a.png"><img src="javascript:x()"><img src="//a.example/a.png"><img src="data:image/svg+xml,x">',
      "",
    ],
    ['<img src="cid:ii_1" alt="Rash">', '<img src="cid:ii_1" alt="Rash" />'],
    [
      '<img src="https://a.example/open.gif" width="1" height="1"><img src="https://a.example/o" width="0">',
      "",
    ],
    ['<a href="javascript:x()">go</a><iframe src="https://a.example"></iframe>', "<a>go</a>"],
  ])("of %s", (html, kept) => expect(cleanMail(html)).toBe(kept));
});

describe("hostile HTML", () => {
  const DEEDS =
    /<(?!\/?(?:p|a|b|i|u|br|hr|div|span|img|table|tbody|tr|td|ul|li|h1|strong|em|blockquote|code|pre)\b)|\son\w+\s*=|javascript:|vbscript:|data:|\sstyle\s*=|srcdoc|expression\(|url\(/i;
  it.each([
    '<svg><style><img src="x" onerror="alert(1)"></style></svg>',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    '<a href="java\tscript:alert(1)">a</a><a href=" &#14; javascript:alert(1)">b</a>',
    '<a href="jav&#x0A;ascript:alert(1)">a</a><a href="data:text/html,<script>x</script>">b</a>',
    '<meta http-equiv="refresh" content="0;url=https://evil.example"><base href="https://evil.example/">',
    '<link rel="stylesheet" href="https://evil.example/x.css"><style>@import "https://evil.example/y.css"</style>',
    '<div style="position:fixed;inset:0;background:url(https://evil.example/t)">x</div>',
    '<form action="https://evil.example"><button formaction="javascript:x()">Log in again</button></form>',
    '<iframe srcdoc="<script>x()</script>"></iframe><object data="x"></object><embed src="x">',
    '<img src="https://a.example/a.png" srcset="https://evil.example/a 2x" onload="x()">',
    '<video><source onerror="x()"></video><details open ontoggle="x()">x</details>',
    "<table background=\"https://evil.example/t\"><td background='https://evil.example/u'>x</td></table>",
    "<scr<script>ipt>alert(1)</scr</script>ipt><IMG SRC=`javascript:alert(1)`>",
    '<p title="&lt;script&gt;">x</p><!--[if mso]><script>x()</script><![endif]--><?xml version="1"?>',
    "<template><script>x()</script></template><xmp><script>x()</script></xmp>",
  ])("does nothing: %s", (html) => {
    const kept = cleanMail(html);
    expect(kept.replace(/&lt;/g, "")).not.toMatch(DEEDS);
    expect(cleanMail(kept)).toBe(kept);
  });
});

describe("a row's last words", () => {
  it("are one line, cut at a whole character", () => {
    expect(snippetOf(" See\nyou  Friday ")).toBe("See you Friday");
    expect(snippetOf("👍".repeat(200))).toBe(`${"👍".repeat(139)}…`);
    expect(snippetOf("", 2)).toBe("2 attachments");
  });
});

describe("whose message it is", () => {
  const person = { patientId: "a", kind: "person" } as const;
  const placeholder = { patientId: "p", kind: "unsorted" } as const;
  it.each([
    ["the one person's", [person], { to: "patient", patientId: "a" }],
    [
      "the person's, whatever placeholder there was",
      [placeholder, person],
      { to: "patient", patientId: "a" },
    ],
    ["nobody's yet", [], { to: "unknown", placeholderId: null }],
    ["the placeholder's", [placeholder], { to: "unknown", placeholderId: "p" }],
    [
      "the household's when two share the address",
      [placeholder, person, { ...person, patientId: "b" }],
      { to: "household" },
    ],
  ])("is %s", (_, candidates, filing) => expect(fileTo([...candidates])).toEqual(filing));
});
