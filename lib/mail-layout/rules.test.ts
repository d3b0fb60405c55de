import { expect, test } from "vitest";
import { dressed, htmlOfText, linkColor } from "@/lib/mail-layout/rules";
import type { Brand } from "@/lib/mail-layout/schema";

const brand: Brand = {
  name: 'Cedar & "Lane"',
  phone: "+13035550100",
  postalAddress: "410 Cedar Lane, Denver, CO 80203",
  color: "#1f6f5c",
  hasLogo: false,
};
const words = { text: "Hello\nMaria,\n\nsee https://a.example/x?a=1&b=2.", html: null };
const dress = { brand, language: "en", unsubscribeUrl: null } as const;

test("plain words keep their lines, and only whole addresses become links", () => {
  expect(htmlOfText(words.text)).toBe(
    '<p style="margin:0 0 16px">Hello<br>Maria,</p><p style="margin:0 0 16px">see <a href="https://a.example/x?a=1&amp;b=2">https://a.example/x?a=1&amp;b=2</a>.</p>',
  );
  expect(htmlOfText("<script>alert(1)</script>")).not.toContain("<script>");
});

test("the frame stands in tables with inline styles, has a dark look, and names the clinic as words", () => {
  const { html, text } = dressed(words, dress);
  expect(html).toContain('name="color-scheme" content="light dark"');
  expect(html).toContain("@media (prefers-color-scheme:dark)");
  // Outside the dark look's own condition no selector may be bare: it would turn every light page dark.
  const always = html.slice(html.indexOf("[data-ogsc]"), html.indexOf("</style>"));
  for (const [, selectors = ""] of always.matchAll(/([^{}]+)\{/g))
    for (const selector of selectors.split(",")) expect(selector.trim()).toMatch(/^\[data-ogsc\] \.hub-/);
  expect(html).toContain("<!--[if mso]><table");
  expect(html).toContain("<!--[if mso]><style>body,table,td,p,a,li{font-family:Arial");
  expect(html).toContain("Cedar &amp; &quot;Lane&quot;");
  expect(html.match(/<table(?![^>]*role="presentation")/g)).toBeNull();
  expect(text).toBe(
    `${words.text}\n\n-- \nCedar & "Lane"\n410 Cedar Lane, Denver, CO 80203\nPhone 303-555-0100`,
  );
  // Gmail cuts a mail off at 102 kB: the frame is a small part of that.
  expect(html.length).toBeLessThan(5_000);
});

test("nothing makes it wider than a telephone: every cell with words breaks them, tables shrink", () => {
  const { html } = dressed(words, dress);
  const cells = html.match(/<td class="hub-(?:pad|foot)[^>]*>/g) ?? [];
  expect(cells).toHaveLength(3);
  for (const cell of cells) expect(cell).toContain("overflow-wrap:anywhere;word-break:break-word");
  expect(html).toMatch(/max-width:620px\)\{\.hub-width,\.hub-card table\{width:100% !important\}/);
});

test("what is restricted names nobody, in no part", () => {
  const { html, text } = dressed(words, { ...dress, brand: null });
  expect(`${html}${text}`).not.toMatch(/Cedar|Denver|0100/);
});

test.each([
  ["#1f6f5c", "#1f6f5c"],
  ["#ffe000", "#1a56b0"],
  ["#777777", "#1a56b0"],
  ["#000000", "#000000"],
])("a link on white in %s is %s", (color, shown) => {
  expect(linkColor(color)).toBe(shown);
});

test("a preview shows one look, whatever the reader's computer prefers", () => {
  expect(dressed(words, dress, "light").html).not.toContain("#1f252c");
  expect(dressed(words, dress, "dark").html).not.toContain("prefers-color-scheme");
});
