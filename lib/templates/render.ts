import Handlebars from "handlebars";
import { AppError } from "@/lib/errors";

/** Variables a message has without being told: the patient, the clinic and the next booked visit. */
export type Variables = Record<string, string>;

/** Longer than any message: a template beyond it is a mistake or an attack. */
const MOST_CHARACTERS = 100_000;

const COMPILE = {
  strict: true,
  knownHelpersOnly: true,
  knownHelpers: { each: false, with: false, lookup: false, log: false },
} as const;

export type Rendered = { text: string; missing: [] } | { text: null; missing: string[] };

/**
 * Fills a template. A variable that is absent or blank is reported by name and never printed as nothing. Values are
 * escaped for HTML and taken as they are for text. Only `{{name}}`, `{{#if name}}` and `{{#unless name}}` are known;
 * anything else throws `invalid` (`template_broken`).
 */
export function render(template: string, variables: Variables, as: "text" | "html"): Rendered {
  const given: Variables = Object.create(null);
  for (const [name, value] of Object.entries(variables)) if (value.trim()) given[name] = value;
  const used = survey(template, given);
  const missing = [...new Set(used.printed)].filter((name) => !(name in given));
  if (missing.length > 0) return { text: null, missing };
  for (const name of used.asked) given[name] ??= "";
  const text = compiled(template, as)(given);
  return { text, missing: [] };
}

/** The variables that the words of a template rest on with these values: printed or asked about. */
export function namesIn(template: string, variables: Variables): string[] {
  if (!template.trim()) return [];
  const given: Variables = Object.create(null);
  for (const [name, value] of Object.entries(variables)) if (value.trim()) given[name] = value;
  const { printed, asked } = survey(template, given);
  return [...new Set([...printed, ...asked])];
}

/** Programs kept for the next person: a bulk fills one template thousands of times. */
const MOST_KEPT = 200;
const keptPrograms = new Map<string, hbs.AST.Program>();
const keptTemplates = new Map<string, HandlebarsTemplateDelegate>();

function kept<T>(store: Map<string, T>, key: string, make: () => T): T {
  const known = store.get(key);
  if (known !== undefined) return known;
  const made = make();
  if (store.size >= MOST_KEPT) store.clear();
  store.set(key, made);
  return made;
}

const compiled = (template: string, as: "text" | "html") =>
  kept(keptTemplates, `${as} ${template}`, () =>
    Handlebars.compile(template, { ...COMPILE, noEscape: as === "text" }),
  );

interface Survey {
  /** Variables that will be printed, given which conditions hold. */
  printed: string[];
  /** Variables that conditions ask about; these may be absent. */
  asked: string[];
}

function survey(template: string, given: Variables): Survey {
  if (template.length > MOST_CHARACTERS) throw broken("is too long");
  const found: Survey = { printed: [], asked: [] };
  walk(parse(template), given, found);
  return found;
}

function parse(template: string): hbs.AST.Program {
  try {
    return kept(keptPrograms, template, () => Handlebars.parse(template));
  } catch {
    throw broken("has a bracket that is not closed or a word we cannot read");
  }
}

function walk(program: hbs.AST.Program | undefined, given: Variables, found: Survey): void {
  for (const node of program?.body ?? []) {
    if (node.type === "ContentStatement" || node.type === "CommentStatement") continue;
    if (node.type === "MustacheStatement") {
      const mustache = node as hbs.AST.MustacheStatement;
      if (mustache.params.length > 0) throw broken(severalWords(mustache));
      found.printed.push(nameOf(mustache.path));
    } else if (node.type === "BlockStatement") {
      const block = node as hbs.AST.BlockStatement;
      const kind = nameOf(block.path);
      const [condition] = block.params;
      if ((kind !== "if" && kind !== "unless") || !condition || block.params.length > 1) {
        throw broken(`uses {{#${kind}}}, which we do not know`);
      }
      const name = nameOf(condition);
      found.asked.push(name);
      const holds = name in given === (kind === "if");
      walk(holds ? block.program : block.inverse, given, found);
    } else {
      throw broken("includes another template");
    }
  }
}

/** People write a column's name as it stands over the column: {{Amount Due}}. */
function severalWords({ path, params }: hbs.AST.MustacheStatement): string {
  const words = [path, ...params].map((node) =>
    node.type === "PathExpression" ? (node as hbs.AST.PathExpression).original : null,
  );
  if (words.some((word) => word === null || !/^\w+$/.test(String(word)))) return "calls a function";
  return `has {{${words.join(" ")}}}: write it as one word, {{${words.join("")}}}`;
}

function nameOf(node: hbs.AST.Node): string {
  const path = node as hbs.AST.PathExpression;
  const [name] = path.parts ?? [];
  if (
    node.type !== "PathExpression" ||
    path.depth > 0 ||
    path.parts.length !== 1 ||
    typeof name !== "string"
  ) {
    throw broken("has a variable that is not a simple name");
  }
  return name;
}

const broken = (what: string) =>
  new AppError("invalid", `The template ${what}.`, "template_broken", {
    fields: [{ field: "templateId", problem: `The template ${what}.` }],
  });
