import { convert } from "html-to-text";
import juice from "juice";
import sanitize from "sanitize-html";

const ALIGN = [/^(?:left|right|center|justify)$/];
const COLOR = [/^#[0-9a-f]{3,8}$/i, /^rgb\(\s*\d{1,3}\s*,\s*\d{1,3}\s*,\s*\d{1,3}\s*\)$/, /^[a-z]{3,20}$/i];
const SIZE = [/^\d{1,4}(?:\.\d+)?(?:px|em|rem|%|pt)?(?:\s+\d{1,4}(?:\.\d+)?(?:px|em|rem|%|pt)?){0,3}$/];

/**
 * The HTML a mail may carry out of the hub: structure, links, images by https and the few styles mail programs keep.
 * A style sheet is moved inline first. No scripts, forms, frames, event handlers or other schemes.
 */
export function cleanHtml(html: string): string {
  return sanitize(inlined(html), {
    allowedTags: [...sanitize.defaults.allowedTags, "img", "center", "font"],
    allowedAttributes: {
      a: ["href", "title"],
      img: ["src", "alt", "width", "height"],
      td: ["align", "valign", "width", "bgcolor", "colspan", "rowspan"],
      th: ["align", "valign", "width", "bgcolor", "colspan", "rowspan"],
      table: ["align", "width", "bgcolor", "cellpadding", "cellspacing", "border", "role"],
      font: ["color", "size"],
      "*": ["style", "dir", "lang"],
    },
    allowedSchemes: ["https", "mailto", "tel"],
    allowedSchemesByTag: { img: ["https", "cid"] },
    allowProtocolRelative: false,
    allowedStyles: {
      "*": {
        color: COLOR,
        "background-color": COLOR,
        "text-align": ALIGN,
        "font-size": SIZE,
        "font-weight": [/^(?:normal|bold|[1-9]00)$/],
        "line-height": SIZE,
        margin: SIZE,
        padding: SIZE,
        width: SIZE,
        "max-width": SIZE,
        "font-style": [/^(?:normal|italic)$/],
        "font-family": [/^[\w\s,'"-]{1,100}$/],
        "text-decoration": [/^(?:none|underline|line-through)$/],
        "vertical-align": [/^(?:top|middle|bottom|baseline)$/],
        "border-radius": SIZE,
      },
    },
  }).trim();
}

/** Style sheets moved to where they count: Outlook reads none, and the cleaning drops them. Nothing is fetched. */
function inlined(html: string): string {
  return /<style\b/i.test(html)
    ? juice(html, { preserveImportant: false, inlinePseudoElements: false })
    : html;
}

/** The same words without markup: what mail programs without HTML and the thread show. */
export function textOf(html: string): string {
  return convert(html, {
    wordwrap: false,
    selectors: [
      { selector: "a", options: { hideLinkHrefIfSameAsText: true } },
      { selector: "img", format: "skip" },
      // Cells one after the other would run into each other.
      { selector: "table", format: "dataTable", options: { uppercaseHeaderCells: false } },
    ],
  }).trim();
}
