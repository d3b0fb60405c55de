/** Whether a cleaned mail brings pictures that lie elsewhere. */
export const hasPictures = (html: string): boolean => /<img\b/i.test(html);

/** What a frame of a mail may do: nothing, but show pictures by https where a person asked for them. */
export const mailPolicy = ({ pictures }: { pictures: boolean }): string =>
  `default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:${pictures ? " https:" : ""}`;

/** A cleaned mail as a page of its own. */
export function mailPage(html: string, { pictures }: { pictures: boolean }): string {
  const hidden = pictures ? "" : "img{display:none}";
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${mailPolicy({ pictures })}"><meta name="referrer" content="no-referrer"><style>body{margin:12px;font:14px/1.5 system-ui,sans-serif;color:#17212b;background:#fff;overflow-wrap:anywhere}img,table{max-width:100%;height:auto}${hidden}</style></head><body>${html}</body></html>`;
}

/** Puts the pictures that a mail brought where its HTML names them (RFC 2392): a frame of its own has no other way to them. */
export function withPictures(
  html: string,
  files: readonly { contentId: string | null; contentType: string; content: Uint8Array | null }[],
): string {
  const known = new Map(files.map((file) => [(file.contentId ?? "").replace(/^<|>$/g, ""), file]));
  return html.replace(/src="cid:([^"]*)"/gi, (_, id: string) => {
    const file = known.get(decoded(id));
    if (!file?.content) return 'alt=""';
    return `src="data:${file.contentType};base64,${Buffer.from(file.content).toString("base64")}"`;
  });
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

const SPF: Record<string, string> = {
  pass: "SPF passed",
  fail: "SPF failed",
  softfail: "SPF failed",
  permerror: "SPF is broken",
  temperror: "SPF could not be read",
};

/** What the mail company found of a mail's sender, as it was kept with it; null: it is no mail, or nothing was kept. */
export function senderVerdict(metadata: unknown): string | null {
  if (typeof metadata !== "object" || metadata === null || !("spf" in metadata)) return null;
  const { spf, dkim } = metadata as { spf?: unknown; dkim?: unknown };
  const said = typeof spf === "string" ? spf.trim().toLowerCase() : "";
  // SendGrid's own notation: {@example.org : pass, @list.example : fail}
  const signed = [...String(dkim ?? "").matchAll(/@([^\s:@{},]+)\s*:\s*([a-z]+)/gi)];
  const good = signed.flatMap(([, by = "", verdict]) => (verdict?.toLowerCase() === "pass" ? [by] : []));
  const signature =
    good.length > 0 ? `DKIM passed for ${good.join(", ")}` : signed.length > 0 ? "DKIM failed" : "no DKIM";
  return `${SPF[said] ?? "no SPF"}, ${signature}`;
}

/**
 * The subject of an answer: mail programs keep a thread together by it, `Re:` aside. Null: what it answers has none, or
 * is no mail. At most 200 characters, as a message takes them.
 */
export function answerSubject(
  answered: { channel: string; subject: string | null } | undefined,
): string | null {
  if (answered?.channel !== "EMAIL") return null;
  const bare = (answered.subject ?? "").replace(/^(?:\s*(?:re|aw|sv|antw)\s*(?:\[\d+\])?\s*:)+/i, "").trim();
  return bare === "" ? null : [...`Re: ${bare}`].slice(0, 200).join("").slice(0, 200).toWellFormed();
}
