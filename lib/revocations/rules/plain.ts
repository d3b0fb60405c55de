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

/** Short and phonetic spellings of the words that decide. */
const SPELLINGS: Readonly<Record<string, string>> = {
  dnt: "dont",
  donot: "dont",
  dnot: "dont",
  txtin: "texting",
  txtn: "texting",
  textin: "texting",
  messagin: "messaging",
  msgin: "messaging",
  sendin: "sending",
  kiero: "quiero",
  qiero: "quiero",
  kite: "quite",
  kiten: "quiten",
  kitenme: "quitenme",
  mensages: "mensajes",
  mensage: "mensaje",
  ekivocado: "equivocado",
  ekivocada: "equivocada",
};

const spelled = (word: string) => (Object.hasOwn(SPELLINGS, word) ? (SPELLINGS[word] ?? word) : word);

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
    .replace(/#(?!\d)/g, " number ")
    .replace(/[^a-z0-9|#]+/g, " ")
    .replace(/\bdo nt\b/g, "dont")
    .replace(/[a-z]+/g, spelled)
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

const COURTESY =
  /\b(?:thank you(?: so much| very much)?|god bless(?: you)?|good (?:morning|afternoon|evening|night|day)|have a (?:\w+ )?(?:day|night|evening|week|weekend|one)|que tengan? (?:un )?(?:buen|bonito|lindo) dia|dios (?:le|los|te) bendiga|muchas gracias)\b/g;

/** A clause without the words that only make it polite. */
export const bare = (clause: string) =>
  clause
    .replace(COURTESY, "")
    .split(" ")
    .filter((word) => word !== "" && !POLITE.has(word))
    .join(" ")
    .replace(/ (?:and|y)$/, "");
