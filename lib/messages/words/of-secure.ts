import type { WordFacts } from "@/lib/messages/words/facts";
import { dated } from "@/lib/messages/words/times";
import { proofWords } from "@/lib/secure/rules";
import type { Proof } from "@/lib/secure/schema";
import type { Relation } from "@/prisma/generated/enums";

interface Link {
  proof: Proof;
  createdAt: Date;
  expiresAt: Date;
  openedAt: Date | null;
  /** Who opened it in the patient's stead. */
  openedBy: Reader | null;
  lockedAt: Date | null;
  filesOnly: boolean;
  erasedAt: Date | null;
}

interface Reader {
  name: string;
  relation: Relation;
}

/** Who read instead of the patient: "Leo's guardian Rosa Vega". */
export const readerWords = ({ name, relation }: Reader, patient: string): string =>
  `${patient}'s ${relation} ${name}`;

interface File {
  filename: string;
  isLinked: boolean;
  fetchedAt: Date | null;
}

interface Line {
  at: Date;
  kind: "secure";
  channel: null;
  words: string;
}

/** What became of the link that a message's words went behind, as lines of its story. */
export function secureLines(links: readonly Link[], facts: WordFacts, files: readonly File[] = []): Line[] {
  const [first] = links;
  if (!first) return [];
  const line = (at: Date, words: string): Line => ({ at, kind: "secure", channel: null, words });
  const until = dated(first.expiresAt, facts.clinicZone, facts.now);
  const asks =
    first.proof === "none" ? "It opens once" : `It opens once, for the right ${proofWords[first.proof]}`;
  const what = first.filesOnly
    ? files.filter((file) => file.isLinked).length === 1
      ? "The file"
      : "The files"
    : "The words";
  const lines = [line(first.createdAt, `${what} went behind a secure link. ${asks}, until ${until}.`)];
  const other = links.find(({ openedBy }) => openedBy)?.openedBy;
  const reader = other ? readerWords(other, facts.name) : facts.name;
  for (const { openedAt } of links) {
    if (openedAt) lines.push(line(openedAt, `${reader} opened the secure message.`));
  }
  for (const { filename, fetchedAt } of files) {
    if (fetchedAt) lines.push(line(fetchedAt, `${reader} fetched “${filename}”.`));
  }
  for (const { lockedAt } of links) {
    if (lockedAt) lines.push(line(lockedAt, "The link locked itself after 3 wrong dates of birth."));
  }
  const erasedAt = links.find((link) => link.erasedAt)?.erasedAt;
  if (erasedAt && !first.filesOnly) {
    const on = dated(erasedAt, facts.clinicZone, facts.now);
    lines.push(line(erasedAt, `The words behind the link were removed on ${on}. They stay here, for staff.`));
  }
  return lines;
}
