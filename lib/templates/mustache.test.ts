import { describe, expect, it } from "vitest";
import { render } from "@/lib/templates/render";
import spec from "@/lib/testing/vectors/mustache-handlebars.json";

interface Case {
  name: string;
  template: string;
  data: unknown;
  expected: string;
  handlebars4_7_10Agrees: boolean;
}
const cases = [spec.interpolation, spec.sections, spec.inverted, spec.comments].flat() as Case[];

/** Our templates know `{{name}}`, `{{#if name}}` and `{{#unless name}}` over plain values; Mustache's sections are those. */
const ours = (template: string) =>
  template.replace(/\{\{#\s*(\w+)\s*\}\}/g, "{{#if $1}}").replace(/\{\{\^\s*(\w+)\s*\}\}/g, "{{#unless $1}}");

/** `{{/name}}` closes whatever stands open. */
function closed(template: string): string {
  const open: string[] = [];
  return ours(template).replace(/\{\{#(if|unless) \w+\}\}|\{\{\/\s*\w+\s*\}\}/g, (tag, kind) => {
    if (kind) open.push(String(kind));
    return kind ? tag : `{{/${open.pop()}}}`;
  });
}

const isFlat = (data: unknown): data is Record<string, string | number | boolean> =>
  typeof data === "object" &&
  data !== null &&
  !Array.isArray(data) &&
  Object.values(data).every((value) => ["string", "number", "boolean"].includes(typeof value));
/** Unescaped, dotted and implicit names are no part of our templates. */
const isKnown = (template: string) => !/\{\{\{|\{\{&|\{\{[^!}]*\.|\{\{[#^/]?\./.test(template);
const printsNothing = ({ template, data }: Case) =>
  /\{\{\s*\w+\s*\}\}/.test(template) && isFlat(data) && Object.keys(data).length === 0;

const plain = cases.filter((one) => isKnown(one.template) && isFlat(one.data) && !printsNothing(one));

describe("Mustache's own cases, as far as our templates go", () => {
  it("are many", () => expect(plain.length).toBeGreaterThan(35));

  it.each(plain.map((one) => [one.name, one] as const))("%s", (_, { template, data, expected }) => {
    const values = Object.fromEntries(
      Object.entries(data as object).flatMap(([name, value]) =>
        value === false ? [] : [[name, String(value)]],
      ),
    );
    expect(render(closed(template), values, "html").text).toBe(expected);
  });

  it.each(cases.filter(printsNothing).map((one) => [one.name, one] as const))(
    "a value that is missing is told and never printed as nothing: %s",
    (_, { template }) => expect(render(template, {}, "text").text).toBeNull(),
  );
});
