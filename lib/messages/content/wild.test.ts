import { expect, test } from "vitest";
import { compose } from "@/lib/messages/content/compose";
import { measureText } from "@/lib/messages/content/segments";

const about = { clinicName: "Cedar Lane", language: "en", category: "treatment" as const };
const template = {
  smsBody: "Hi {{firstName}}, please call us about your visit.",
  emailSubject: "For {{firstName}}",
  emailBody: null,
  emailHtmlBody: "<p>Hi {{firstName}}, please call us.</p>",
  pushTitle: null,
  pushBody: null,
};
const to = (firstName: string) => compose(["SMS", "EMAIL"], {}, template, { firstName }, about);
const BASE = measureText(to("A").content.SMS?.body ?? "").characters - 1;

test.each([
  ["a template's brackets", "{{clinicPhone}} {{#if a}}", null],
  ["HTML", '<img src=x onerror="x()">', '&lt;img src=x onerror="x()"&gt;'],
  ["letters from right to left", "مريم", null],
  ["a joined emoji", "👩‍👧", null],
])("a name that holds %s goes into every way as it is, and into HTML as words", (_, name, html) => {
  const { content, missing } = to(name);
  expect(missing).toEqual([]);
  expect(content.SMS?.body).toBe(`Hi ${name}, please call us about your visit.`);
  expect(content.EMAIL?.subject).toBe(`For ${name}`);
  expect(content.EMAIL?.htmlBody).toBe(`<p>Hi ${html ?? name}, please call us.</p>`);
});

test.each(["Ana\r\nBcc: everyone@example.org", "Ana\nX-Own: 1", "Ana\u2028Subject: else"])(
  "a name with a line break (%#) makes no second header of a subject",
  (name) => {
    expect(to(name).content.EMAIL?.subject).not.toMatch(/[\r\n\u2028\u2029]/);
  },
);

test("an empty first name is named as missing, and nobody gets “Hi ,”", () => {
  for (const name of ["", "  ", "\u00a0"]) {
    expect(to(name)).toMatchObject({ missing: ["firstName"], content: {} });
  }
});

test("segments are counted with the name in place: 80 letters push it into a second text, Arabic ones sooner", () => {
  const measured = (name: string) => measureText(to(name).content.SMS?.body ?? "");
  expect(measured("A".repeat(160 - BASE))).toMatchObject({ encoding: "GSM-7", segments: 1, left: 0 });
  expect(measured("A".repeat(161 - BASE))).toMatchObject({ segments: 2 });
  const long = { ...template, smsBody: `Hi {{firstName}}, ${"x".repeat(76)}` };
  const eighty = compose(["SMS"], {}, long, { firstName: "N".repeat(80) }, about);
  expect(measureText(eighty.content.SMS?.body ?? "").segments).toBe(2);
  expect(measured("م".repeat(70 - BASE))).toMatchObject({ encoding: "UCS-2", segments: 1 });
  expect(measured("م".repeat(71 - BASE))).toMatchObject({ encoding: "UCS-2", segments: 2 });
});
