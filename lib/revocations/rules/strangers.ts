/** A capital within a sentence, but no month, no day, no title and nothing that phones write so by themselves. */
const NAME = String.raw`(?!(?:I|OK|Ok|Dr|Mr|Mrs|Ms|In|At|On|Sure|Done|Ready|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|Spanish|English|American|Mexican|Catholic|Medicaid|Medicare|COVID|Covid)\b)\p{Lu}\p{Ll}{2,}`;

/** "I'm not Robert", "there is no Robert here", "no Robert at this number". */
export const STRANGER_EN = new RegExp(
  `\\b(?:(?:[Ii][’']?[Mm]|[Ii] am|[Tt]his is|[Tt]his isn[’']?t|[Ii]t[’']?s) (?:not )?(?<=not |n[’']?t )${NAME}(?=\\W*$|[.,!;]|\\s+(?:and|stop|please|sorry|anymore|you|but))|(?:[Nn]o|[Nn]ot) ${NAME}(?: \\p{Lu}\\p{Ll}+)? (?:here|at this (?:number|phone)|lives here|on this number))`,
  "u",
);

/** "No soy Roberto", "no soy el papá de Roberto". */
export const STRANGER_ES = new RegExp(
  `\\b[Nn]o soy (?:(?:el|la) (?:papá|papa|mamá|mama|hij[oa]|espos[oa]|herman[oa]) de )?${NAME}(?=\\W*$|[.,!;])`,
  "u",
);
