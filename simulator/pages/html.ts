/** Markup that is safe to show: every value put into an `html` template is escaped unless it is markup itself. */
export class Markup {
  constructor(readonly text: string) {}
}

type Value = Markup | string | number | null | undefined | false | Value[];

const ESCAPES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
}

function show(value: Value): string {
  if (value === null || value === undefined || value === false) return "";
  if (Array.isArray(value)) return value.map(show).join("");
  return value instanceof Markup ? value.text : escapeHtml(String(value));
}

export function html(parts: TemplateStringsArray, ...values: Value[]): Markup {
  return new Markup(parts.reduce((sum, part, index) => sum + show(values[index - 1]) + part));
}

const LINK = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]]/g;

/** Text with its web addresses made into links that open in a new tab. */
export function linkify(text: string): Markup {
  let shown = "";
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    const url = escapeHtml(match[0]);
    shown += escapeHtml(text.slice(from, match.index));
    shown += `<a href="${url}" target="_blank" rel="noopener">${url}</a>`;
    from = match.index + match[0].length;
  }
  return new Markup(shown + escapeHtml(text.slice(from)));
}
