import { describe, expect, it } from "vitest";
import { cleanMail, fileTo, htmlOf, snippetOf, wordsOf } from "@/lib/conversations/inbound/rules";

const mail = (text: string) => wordsOf({ channel: "EMAIL", text });

describe("what a person wrote", () => {
  it("is the answer without what it quotes", () => {
    expect(
      mail(
        "Friday works.\r\n\r\nOn Mon, Jun 1, 2026 at 9:00 AM Cedar Lane <desk@x.example> wrote:\r\n> Does Friday work?\r\n",
      ),
    ).toBe("Friday works.");
  });
  it("is everything when nothing else would be left", () => {
    expect(mail("> Does Friday work?")).toBe("> Does Friday work?");
  });
  it("is a text as it came, blanks and all", () => {
    expect(wordsOf({ channel: "SMS", text: " ok \n" })).toBe(" ok \n");
  });
  it.each([
    ["newlines", "\n".repeat(200_000)],
    ["blank lines", " \n".repeat(100_000)],
    ["carriage returns", "\r".repeat(200_000)],
    ["quotes", "> a\n".repeat(50_000)],
    ["headers", "From: a\n".repeat(25_000)],
    ["wrote", "On a wrote:\n".repeat(20_000)],
    ["dashes", "-- \n_\n".repeat(40_000)],
  ])("costs no more than a moment among 200 kB of %s", (_, text) => {
    const begun = process.cpuUsage();
    mail(`Yes\n${text}`);
    expect(process.cpuUsage(begun).user / 1_000).toBeLessThan(2_000);
  });
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
      '<img src="http://a.example/a.png"><img src="javascript:x()"><img src="//a.example/a.png"><img src="cid:1">',
      "",
    ],
    [
      '<img src="https://a.example/open.gif" width="1" height="1"><img src="https://a.example/o" width="0">',
      "",
    ],
    ['<a href="javascript:x()">go</a><iframe src="https://a.example"></iframe>', "<a>go</a>"],
  ])("of %s", (html, kept) => expect(cleanMail(html)).toBe(kept));
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
