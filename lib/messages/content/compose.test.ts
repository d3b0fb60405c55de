import { expect, test } from "vitest";
import { basisOf } from "@/lib/messages/content/basis";
import { checkLength, compose } from "@/lib/messages/content/compose";
import { cleanHtml, textOf } from "@/lib/messages/content/html";
import { measureText } from "@/lib/messages/content/segments";

const about = { clinicName: "Cedar Lane", language: "en", category: "treatment" as const };
const template = {
  smsBody: "Hi {{firstName}}, see you {{date}}.",
  emailSubject: "Your visit on {{date}}",
  emailBody: null,
  emailHtmlBody: "<p>Hi <b>{{firstName}}</b>, see you {{date}}.</p>",
  pushTitle: null,
  pushBody: null,
};

test("a template speaks every channel of the plan", () => {
  const values = { firstName: "Ana <3", date: "Friday" };
  const { content } = compose(["SMS", "EMAIL", "PUSH"], {}, template, values, about);
  expect(content.SMS?.body).toBe("Hi Ana <3, see you Friday.");
  expect(content.EMAIL).toEqual({
    subject: "Your visit on Friday",
    body: "Hi Ana <3, see you Friday.",
    htmlBody: "<p>Hi <b>Ana &lt;3</b>, see you Friday.</p>",
  });
  expect(content.PUSH).toEqual({
    title: "Cedar Lane",
    body: "You have a new message. Open the app to read it.",
  });
});

test("own words never reach a locked screen, and a subject stays one line", () => {
  const own = { subject: "Hello\r\nBcc: everyone@example.org", body: "Your HIV test is back" };
  const { content } = compose(["EMAIL", "PUSH"], own, null, {}, about);
  expect(content.PUSH?.body).not.toContain("HIV");
  expect(content.EMAIL?.subject).toBe("Hello Bcc: everyone@example.org");
});

test("missing variables are named, all of them", () => {
  expect(compose(["SMS", "EMAIL"], {}, template, {}, about).missing).toEqual(["firstName", "date"]);
});

test("only HTML was given: the text is made from it", () => {
  const own = { htmlBody: '<p>Hi <a href="https://a.example/x">there</a></p><script>alert(1)</script>' };
  const { content } = compose(["SMS", "EMAIL"], own, null, {}, about);
  expect(content.SMS?.body).toBe("Hi there [https://a.example/x]");
  expect(content.EMAIL?.htmlBody).toBe('<p>Hi <a href="https://a.example/x">there</a></p>');
});

test("each way carries its own words, and none another's", () => {
  const content = {
    SMS: { body: "Short, by text" },
    EMAIL: { subject: "About you", body: "Long, by mail", htmlBody: "<p>Long, by <b>mail</b></p>" },
    PUSH: { title: "Cedar Lane", body: "Open the app" },
    IN_APP: { body: "Private, in the portal" },
  };
  const all = compose(["IN_APP", "PUSH", "EMAIL", "SMS"], { content }, null, {}, about);
  expect(all.content).toEqual(content);
  const two = compose(["SMS", "EMAIL"], { content: { SMS: content.SMS }, body: "Same" }, null, {}, about);
  expect(two.content.SMS?.body).toBe("Short, by text");
  expect(two.content.EMAIL).toMatchObject({ body: "Same", htmlBody: null });
  expect(() => compose(["SMS", "EMAIL"], { content: { SMS: content.SMS } }, null, {}, about)).toThrow(
    "There are no words for an email.",
  );
  const mailHtml = compose(["EMAIL"], { content: { EMAIL: { htmlBody: "<p>Hi</p>" } } }, template, {}, about);
  expect(mailHtml.content.EMAIL).toMatchObject({ body: "Hi", htmlBody: "<p>Hi</p>" });
  expect(mailHtml.missing).toEqual(["date"]);
});

test("what a template rests on is what our records gave it", () => {
  const known = { firstName: "Ana", date: "Friday", lastName: "Morales" };
  const of = (own: object, given: Record<string, string> = {}) => {
    const { content } = compose(["SMS", "EMAIL"], own, template, { ...known, ...given }, about);
    return basisOf(content, template, { known, given }, about);
  };
  expect(of({})).toEqual({ date: "Friday", firstName: "Ana" });
  expect(of({ body: "Hi Ana, see you Friday." })).toEqual({ date: "Friday", firstName: "Ana" });
  expect(of({ body: "Hi Ana, we changed our mind." })).toBeNull();
  expect(of({}, { date: "Monday" })).toEqual({ firstName: "Ana" });
});

test("a template without words for a channel is refused in words", () => {
  const mailOnly = { ...template, smsBody: null };
  expect(() => compose(["SMS"], {}, mailOnly, {}, about)).toThrow("This template has no words for a text.");
});

test("a text longer than 1,600 characters is refused with its length, however few segments it has", () => {
  const of = (body: string) => () => checkLength(compose(["SMS"], { body }, null, {}, about).content, null);
  expect(of("a".repeat(1_601))).toThrow("this one has 1,601");
  expect(of("a".repeat(1_600))).not.toThrow();
  // An emoji is two of Twilio's characters.
  expect(of("😀".repeat(801))).toThrow("this one has 1,602");
  expect(of("😀".repeat(800))).not.toThrow();
});

test("a letter and its accent leave as one character, and a line break as one", () => {
  const { content } = compose(["SMS"], { body: "Cafe\u0301 nin\u0303o\r\nok\rok" }, null, {}, about);
  expect(content.SMS?.body).toBe("Café niño\nok\nok");
  expect(measureText(content.SMS?.body ?? "").encoding).toBe("GSM-7");
});

test.each([
  ["javascript link", '<a href="javascript:alert(1)">x</a>', "<a>x</a>"],
  ["event handler", '<p onclick="x()">y</p>', "<p>y</p>"],
  [
    "style with a url",
    '<p style="background:url(https://t.example/p);color:red">y</p>',
    '<p style="color:red">y</p>',
  ],
  [
    "style sheet, but not its colours",
    "<style>p{color:red} .x{font-weight:bold}@import url(https://t.example/a.css)</style><p class='x'>y</p>",
    '<p style="color:red;font-weight:bold">y</p>',
  ],
  ["remote frame", '<iframe src="https://x.example"></iframe>z', "z"],
  ["http image", '<img src="http://x.example/a.png" alt="a" />', '<img alt="a" />'],
])("HTML loses a %s", (_, dirty, clean) => {
  expect(cleanHtml(dirty)).toBe(clean);
});

test("text of HTML keeps links and lines", () => {
  expect(textOf("<p>One</p><p>Two <a href='https://a.example'>link</a></p>")).toBe(
    "One\n\nTwo link [https://a.example]",
  );
  expect(textOf("<table><tr><td>Bring</td><td>Your card</td></tr></table>")).toMatch(/^Bring +Your card$/);
});

test.each([
  ["a".repeat(160), "GSM-7", 1, []],
  ["a".repeat(161), "GSM-7", 2, []],
  ["€".repeat(81), "GSM-7", 2, []],
  ["¿Puedo cambiar la cita de Leo?", "GSM-7", 1, []],
  ["Mía y Sofía", "UCS-2", 1, ["í"]],
  [`${"a".repeat(69)}’😀`, "UCS-2", 2, ["’", "😀"]],
] as const)("measures %#", (body, encoding, segments, forcing) => {
  const measured = measureText(body);
  expect(measured).toMatchObject({ encoding, segments, forcing: [...forcing] });
  expect(measured.cost).toBeCloseTo(segments * 0.0118, 4);
});

test("a message that would show nothing is refused: no vendor gets an empty text, no patient an empty mail", () => {
  const none = {
    ...template,
    emailSubject: "Today",
    smsBody: "{{#if late}}We run late.{{/if}}",
    emailHtmlBody: "<p>{{#if late}}Late{{/if}}</p>",
  };
  const late = { late: "" };
  for (const plan of [["SMS"], ["EMAIL"], ["IN_APP"]] as const) {
    const problem = expect.objectContaining({ code: "invalid", reason: "no_template_words" });
    expect(() => compose(plan, {}, none, late, about)).toThrow(problem);
    expect(() => compose(plan, { htmlBody: "<p><br></p>" }, null, {}, about)).toThrow(problem);
    expect(() =>
      compose(plan, { body: "\u200b \u00ad" }, null, {}, { ...about, category: "marketing" }),
    ).toThrow(problem);
    expect(compose(plan, {}, none, { late: "true" }, about).missing).toEqual([]);
    // Own words stand, whatever the template they were begun with would say.
    const own = compose(plan, { body: "Hello" }, none, late, about).content;
    expect(basisOf(own, none, { known: {}, given: late }, about)).toBeNull();
  }
  const poster = { htmlBody: '<img src="https://x.example/y.png" alt="Flu shots">' };
  expect(compose(["EMAIL"], poster, null, {}, about).content.EMAIL?.htmlBody).toContain("img");
  const formatted = {
    ...template,
    emailSubject: "Today",
    emailBody: "{{#if late}}Late{{/if}}",
    emailHtmlBody: "<p>Come in.</p>",
  };
  expect(compose(["EMAIL"], {}, formatted, late, about).missing).toEqual([]);
});
