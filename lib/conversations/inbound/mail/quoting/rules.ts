/** What a mail program writes before the mail that is answered: its kind of line, in the languages we meet. */
const HEADERS: readonly [kind: "from" | "when" | "to" | "subject", names: RegExp][] = [
  ["from", /^(?:from|de|von|da|van|od|från|fra|от|từ|发件人|寄件者|보낸 사람|差出人)$/iu],
  [
    "when",
    /^(?:sent|date|enviado(?: el)?|enviada(?: em)?|fecha|data|gesendet|datum|envoyé|inviato|verzonden|skickat|sendt|отправлено|đã gửi|发送时间|寄件日期|日期|보낸 날짜|送信日時)$/iu,
  ],
  ["to", /^(?:to|cc|para|an|kopie|à|a|pour|aan|till|til|кому|đến|收件人|收件者|받는 사람|宛先)$/iu],
  [
    "subject",
    /^(?:subject|asunto|betreff|objet|oggetto|assunto|onderwerp|ämne|emne|тема|chủ đề|主题|主旨|제목|件名)$/iu,
  ],
];
const HEADER = /^\s*\*?([^\s:：*][^:：*]{0,12}?)\s*\*?[:：]\*?(?:\s|$)/;

/** Lines between a person's words and the headers of what is answered. */
const RULER = /^\s*(?:_{5,}|-{2,}[\p{L} ’']{0,40}-{2,}|-{5,})?\s*$/u;
const FORWARDED = /forward|reenviado|weitergeleitet|transféré|inoltrato|encaminhada|doorgestuurd/i;

/** As far as a mail program spreads the addresses of one header. */
const MOST_FOLDED = 3;

const kindOf = (line: string) => {
  const name = HEADER.exec(line)?.[1] ?? "";
  return name && HEADERS.find(([, names]) => names.test(name))?.[0];
};

/** Whether From, and two more of Sent, To and Subject, stand together from here on, in any order. */
function isHeaderBlock(lines: readonly string[], start: number): boolean {
  const seen = new Set<string>();
  let folded = 0;
  for (let at = start; at < start + 12 && folded <= MOST_FOLDED; at += 1) {
    const line = lines[at]?.trim();
    if (!line) break;
    const kind = kindOf(line);
    if (kind) seen.add(kind);
    folded = kind ? 0 : folded + 1;
  }
  return seen.has("from") && seen.size >= 3;
}

/** "On Mon, Jun 1, 2026 at 9:00 AM, Cedar Lane <desk@x.example> wrote:", with a day and whom it quotes. */
const WROTE =
  /^\s*(?:On|El|Le|Am|Em|Il|Op|Den)\b(?=.{0,200}(?:\d{4}|\d[/.-]\d))(?=.{0,250}(?:@|\d:\d\d)).{8,280}?\b(?:wrote|escribió|a écrit|schrieb\b.{0,120}|escreveu|ha scritto|schreef\b.{0,120}|skrev\b.{0,120})\s?:/iu;

/**
 * Where the mail that is answered begins though nothing marks its lines: the first line of its headers, or of the
 * sentence that says who wrote it; the number of lines when there is no such place. A forwarded mail is what its sender
 * wants to be read, and stays.
 */
export function unmarkedQuote(lines: readonly string[]): number {
  for (const [at, line] of lines.entries()) {
    if (kindOf(line) && isHeaderBlock(lines, at)) {
      let begins = at;
      while (begins > 0 && RULER.test(lines[begins - 1] ?? "")) begins -= 1;
      return lines.slice(begins, at).some((above) => FORWARDED.test(above)) ? lines.length : begins;
    }
    if (/^\s*(?:On|El|Le|Am|Em|Il|Op|Den)\b/i.test(line) && quotesUnmarked(lines, at)) return at;
  }
  return lines.length;
}

function quotesUnmarked(lines: readonly string[], at: number): boolean {
  for (let last = at; last < at + 3; last += 1) {
    const sentence = lines
      .slice(at, last + 1)
      .join(" ")
      .slice(0, 400);
    const found = WROTE.exec(sentence);
    if (!found) continue;
    // What follows with marks of its own can be told line by line, and her answers may stand between them.
    const next = lines.slice(last + 1).find((line) => line.trim() !== "");
    return sentence.slice(found[0].length).trim() !== "" || (next !== undefined && !/^\s*>/.test(next));
  }
  return false;
}

/** How many of the last lines say who wrote what is quoted under them, in whatever language. */
export function attribution(lines: readonly string[]): number {
  const end = lines.findLastIndex((line) => line.trim() !== "");
  if (!/[:：]\s*$/.test(lines[end] ?? "")) return 0;
  for (let first = end; first > end - 3 && lines[first]?.trim(); first -= 1) {
    const sentence = lines.slice(first, end + 1).join(" ");
    if (/\d{4}|\d[/.]\d/.test(sentence) && /@|\d:\d\d/.test(sentence)) return lines.length - first;
  }
  return 0;
}

/** Whether lines that begin like a quote are one: marked, or with a day, an address or a rule. "On Monday she wrote:" is hers. */
export const isQuote = (lines: readonly string[]): boolean =>
  lines.some((line) => /^\s*>/.test(line)) ||
  /@|\d{4}|\d[/.]\d|-{2,}|_{5,}/.test(lines.slice(0, 3).join(" "));
