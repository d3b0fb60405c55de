/** What a mail program or a telephone adds under a mail, in a line of its own. */
const ADDED = [
  /^sent (?:from|with|via) (?:my|yahoo|aol|mail|outlook|gmail|\[?proton|the samsung|samsung|xfinity|icloud|windows|spark)\b[^.!?]{0,60}\.?[^.!?]{0,60}\.?$/i,
  /^sent with \[?proton mail\]?.{0,60}secure email\.$/i,
  /^(?:enviado (?:desde|do)|envoyé (?:depuis|de|à partir)|inviato da|gesendet (?:von|mit)|verzonden vanaf|verstuurd vanaf|sendt fra|skickat från)\b.{0,80}$/i,
  /^von .{0,40} gesendet$/i,
  /^(?:get|obtener|obtenga|holen sie sich|télécharger|obtenez|scarica|obter o|download) outlook\b.{0,160}$/i,
  /^outlook für .{0,40}(?:beziehen|herunterladen)\b.{0,120}$/i,
  /^yahoo mail: search, organize, conquer$/i,
  /^get \[?(?:proton|yahoo|aol)\b.{0,120}$/i,
];

const CLOSING =
  /^(?:(?:with |kind |best |warm |many |kindest |warmest )*(?:regards|wishes)|cheers|sincerely|(?:un )?(?:cordial )?saludos?(?: cordiales)?|atentamente|atte\.?|mit freundlichen grüßen|(?:viele|liebe|beste) grüße|(?:bien )?cordialement|bien à vous)\s*[,.!]?$/i;

/** A name, a title, a number, an address: nothing that says anything. */
const isCard = (line: string) => {
  const words = line.trim().split(/\s+/);
  return (
    line.length <= 60 && (words.length <= 2 || words.every((word) => /^[\p{Lu}\d(+|&·•–—-]/u.test(word)))
  );
};

/** As much as one types under two dashes; what a program puts there is marked by a blank behind them (RFC 3676 §4.3). */
const TYPED = { lines: 8, characters: 200 };

/**
 * The number of lines above a signature; all of them when nothing is one for certain. Words that only might be one stay:
 * what is put away is read by nobody at once.
 */
export function unsigned(lines: readonly string[], isMarked: boolean): number {
  const dashes = lines.indexOf("--");
  if (dashes >= 0) {
    const under = lines.slice(dashes + 1).filter((line) => line.trim() !== "");
    const isShort = under.length <= TYPED.lines && under.join("").length <= TYPED.characters;
    if (isMarked || isShort) return dashes;
  }
  const closing = lines.findLastIndex((line) => CLOSING.test(line.trim()));
  if (closing < 0) return lines.length;
  const under = lines
    .slice(closing + 1)
    .join("\n")
    .trim();
  const isOne = under === "" || (!under.includes("\n\n") && under.split("\n").every(isCard));
  return isOne && under.split("\n").length <= 5 ? closing : lines.length;
}

export const isAdded = (line: string): boolean => {
  const said = line.trim();
  return said.length <= 200 && ADDED.some((form) => form.test(said));
};
