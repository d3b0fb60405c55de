/** What an SPF record asks of its reader (RFC 7208). */
export interface SpfTerms {
  /** Terms that make a receiver look something up. */
  lookups: number;
  /** Names whose own records count as well. */
  names: string[];
  /** "all" without a sign, or with a plus: whoever sends is allowed. */
  allowsAnyone: boolean;
  /** Nobody at all is named: a domain that sends no mail. */
  allowsNobody: boolean;
}

/** RFC 7208 §4.6.4: past it receivers give up, and the record counts as broken. */
export const MOST_LOOKUPS = 10;

const LOOKS = /^[+?~-]?(?:include:|a(?:[:/]|$)|mx(?:[:/]|$)|ptr(?::|$)|exists:)|^redirect=/i;

export function spfTerms(record: string): SpfTerms {
  const terms = record.trim().split(/\s+/).slice(1);
  const looks = terms.filter((term) => LOOKS.test(term));
  const all = terms.find((term) => /^[+?~-]?all$/i.test(term));
  const named = terms.filter((term) => LOOKS.test(term) || /^[+?~]?ip[46]:/i.test(term));
  return {
    lookups: looks.length,
    names: looks.flatMap((term) => /^[+?~-]?(?:include:|redirect=)([^%\s]+)$/i.exec(term)?.[1] ?? []),
    allowsAnyone: /^\+?all$/i.test(all ?? ""),
    allowsNobody: all === "-all" && named.length === 0,
  };
}

export const isSpf = (record: string) => /^v=spf1(\s|$)/i.test(record);
