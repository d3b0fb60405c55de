/** The part of a TipTap document that plain words are made from. */
export interface RichNode {
  type?: string | undefined;
  text?: string | undefined;
  content?: RichNode[] | undefined;
  marks?: { type: string; attrs?: Record<string, unknown> | undefined }[] | undefined;
}

/** The plain-text side of a formatted mail: lists get their signs, a link its address. */
export function plainText(node: RichNode): string {
  return blocks(node.content ?? [])
    .join("\n\n")
    .trim();
}

function blocks(nodes: readonly RichNode[]): string[] {
  return nodes.map((node) => {
    if (node.type === "bulletList") return items(node, () => "- ");
    if (node.type === "orderedList") return items(node, (index) => `${index + 1}. `);
    return inline(node);
  });
}

function items(list: RichNode, sign: (index: number) => string): string {
  return (list.content ?? [])
    .map((item, index) => {
      const lines = blocks(item.content ?? [])
        .join("\n")
        .split("\n");
      return lines.map((line, at) => (at === 0 ? sign(index) + line : `  ${line}`)).join("\n");
    })
    .join("\n");
}

function inline(node: RichNode): string {
  return (node.content ?? [])
    .map((part) => {
      if (part.type === "hardBreak") return "\n";
      const href = part.marks?.find((mark) => mark.type === "link")?.attrs?.href;
      const text = part.text ?? inline(part);
      return typeof href === "string" && href !== text ? `${text} (${href.replace(/^mailto:/, "")})` : text;
    })
    .join("");
}

/** Plain words as the HTML an editor starts from. */
export function htmlOf(words: string): string {
  const safe = words.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  return safe
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${paragraph.replaceAll("\n", "<br>")}</p>`)
    .join("");
}

/** Whether the HTML says more than its plain words: otherwise the mail goes as plain text. */
export function isFormatted(html: string): boolean {
  return /<(?:strong|em|ul|ol|a)\b/i.test(html);
}
