import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { BubbleWords } from "@/components/conversations/bubble-words";
import type { MessageView } from "@/lib/messages/schema";

const said = (body: string) =>
  renderToStaticMarkup(
    <BubbleWords
      name="Maria"
      message={{ direction: "INBOUND", channel: "SMS", htmlBody: null, subject: null, body } as MessageView}
    />,
  );

test.each(["مرحبا، اسمي مريم", "שלום (מרים)", "Hello, this is Maria"])(
  "“%s” runs in its own direction",
  (body) => {
    expect(said(body)).toMatch(new RegExp(`<p dir="auto"[^>]*>${body.replace(/[()]/g, "\\$&")}</p>`));
  },
);

test("what a patient wrote is words, whatever it looks like", () => {
  expect(said("<img src=x onerror=alert(1)> {{firstName}}")).toContain(
    "&lt;img src=x onerror=alert(1)&gt; {{firstName}}",
  );
});
