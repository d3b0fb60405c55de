import { expect, test } from "vitest";
import { render } from "@/lib/templates/render";

test("fills what it is given and escapes only for HTML", () => {
  const values = { firstName: "O'Neil & <b>" };
  expect(render("Hi {{firstName}}", values, "text").text).toBe("Hi O'Neil & <b>");
  expect(render("<p>Hi {{firstName}}</p>", values, "html").text).toBe(
    "<p>Hi O&#x27;Neil &amp; &lt;b&gt;</p>",
  );
});

test("a value that looks like a template is a value", () => {
  expect(render("Hi {{firstName}}", { firstName: "{{secret}}" }, "text").text).toBe("Hi {{secret}}");
});

test.each([
  ["absent", {}],
  ["blank", { date: "  " }],
])("a variable that is %s is named and nothing is printed", (_, variables) => {
  expect(render("On {{date}} at {{time}}, {{date}}", variables, "text")).toEqual({
    text: null,
    missing: ["date", "time"],
  });
});

test("what stands behind a condition is asked for only when the condition holds", () => {
  const template = "See you{{#if provider}} with {{provider}}{{else}} soon{{/if}}.";
  expect(render(template, {}, "text").text).toBe("See you soon.");
  expect(render(template, { provider: "Dr. Osei" }, "text").text).toBe("See you with Dr. Osei.");
  expect(render("{{#unless provider}}{{room}}{{/unless}}", {}, "text").missing).toEqual(["room"]);
});

test("names of object internals are ordinary missing variables", () => {
  expect(render("{{constructor}}", {}, "text").missing).toEqual(["constructor"]);
  expect(render("{{__proto__}}", {}, "text").missing).toEqual(["__proto__"]);
});

test.each([
  "{{#each list}}x{{/each}}",
  "{{> other}}",
  "{{lookup this 'a'}}",
  "{{a.b}}",
  "{{../up}}",
  "Hi {{name",
])("refuses %s", (template) => {
  expect(() => render(template, { name: "x" }, "text")).toThrow(/The template/);
});
