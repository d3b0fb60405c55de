import { expect, test } from "vitest";
import { htmlOf, isFormatted, plainText } from "@/components/messages/rich-text-words";

const text = (words: string, ...marks: { type: string; attrs?: Record<string, unknown> }[]) => ({
  type: "text",
  text: words,
  marks,
});
const paragraph = (...content: object[]) => ({ type: "paragraph", content });
const item = (words: string) => ({ type: "listItem", content: [paragraph(text(words))] });

test("lists and links keep their sense in plain words", () => {
  const doc = {
    type: "doc",
    content: [
      paragraph(text("Dear Tom,"), { type: "hardBreak" }, text("please bring", { type: "bold" }), text(":")),
      { type: "bulletList", content: [item("your card"), item("your list of medicines")] },
      { type: "orderedList", content: [item("Park"), item("Ring")] },
      paragraph(text("the map", { type: "link", attrs: { href: "https://maps.example/x" } })),
    ],
  };
  expect(plainText(doc)).toBe(
    "Dear Tom,\nplease bring:\n\n- your card\n- your list of medicines\n\n1. Park\n2. Ring\n\nthe map (https://maps.example/x)",
  );
});

test("plain words become paragraphs, and their signs stay signs", () => {
  expect(htmlOf("a < b\nc\n\n<script>")).toBe("<p>a &lt; b<br>c</p><p>&lt;script&gt;</p>");
  expect(isFormatted(htmlOf("plain\n\nwords"))).toBe(false);
  expect(isFormatted("<p><strong>x</strong></p>")).toBe(true);
});
