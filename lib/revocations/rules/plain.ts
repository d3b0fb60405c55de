/** As much of a message as anybody needs to ask us to stop. */
const MOST_READ = 4_000;

/** Where a mail program begins what it quotes. */
const QUOTE_BEGINS = [
  /^\s*>/,
  /^\s*(?:on|el)\b.{5,200}\b(?:wrote|escribi[oó])\s*:?\s*$/iu,
  /^\s*-{2,}\s*(?:original message|forwarded message|mensaje original|mensaje reenviado)/i,
  /^\s*_{10,}\s*$/,
  /^\s*(?:from|de)\s*:\s.*@/i,
];
const SIGNATURE = /^(?:--\s?|sent from my .*|enviado desde mi .*|get outlook for .*)$/i;

/** What the person wrote on top of the mail they answer: no quotes, no signature. Empty: only quotes. */
export function ownWords(text: string): string {
  const lines = text.slice(0, MOST_READ).replace(/\r\n?/g, "\n").split("\n");
  const own: string[] = [];
  for (const [index, line] of lines.entries()) {
    // Gmail breaks "On … wrote:" over two lines.
    const both = `${line} ${lines[index + 1] ?? ""}`;
    const begins = QUOTE_BEGINS.some((form) => form.test(line)) || (QUOTE_BEGINS[1]?.test(both) ?? false);
    if (begins || SIGNATURE.test(line.trim())) break;
    own.push(line);
  }
  return own.join("\n").trim();
}

/** Lower case without accents, apostrophes, emoji or marks that nobody sees; runs of a letter shortened; one string per clause. */
export function clausesOf(text: string): string[] {
  return text
    .slice(0, MOST_READ)
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}]+/gu, "")
    .toLowerCase()
    .replace(/[’‘'`´]/g, "")
    .replace(/([a-z])\1{2,}/g, "$1")
    .replace(/[.,!?;:¡¿\n()…—–"“”«»]+/g, "|")
    .replace(/[^a-z0-9|#]+/g, " ")
    .split("|")
    .map((clause) => clause.trim())
    .filter((clause) => clause !== "");
}

const POLITE = new Set(
  `please pls plz plse pleas thanks ty thx now immediately asap already sir maam mam hi hello hey ok okay kindly
  just right por favor porfavor porfa gracias ya hola senor senora ahora buenas buenos dias tardes`.split(
    /\s+/,
  ),
);

/** A clause without the words that only make it polite. */
export const bare = (clause: string) =>
  clause
    .replace(/\bthank you\b/g, "")
    .split(" ")
    .filter((word) => word !== "" && !POLITE.has(word))
    .join(" ");
