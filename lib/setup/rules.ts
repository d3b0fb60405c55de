import { vendorName } from "@/lib/setup/naming/rules";
import type { Check, Records } from "@/lib/setup/schema";
import { isSpf, MOST_LOOKUPS, spfTerms } from "@/lib/setup/spf/rules";
import type { FilePlace } from "@/prisma/generated/enums";

type Verdict = Pick<Check, "state" | "found" | "fix">;

const ok = (found: string): Verdict => ({ state: "ok", found, fix: null });
const silent = (host: string): Verdict => ({
  state: "unknown",
  found: `The name service did not answer for ${host}.`,
  fix: "Look again in a minute. When it stays so, this computer may not reach the name service.",
});

/** SPF (RFC 7208): one record at most, and it must allow whoever sends. SendGrid's own return path answers for it. */
export function judgeSpf(domain: string, provider: string, records: Records, lookups = 0): Verdict {
  if (records === null) return silent(domain);
  const own = records.filter(isSpf);
  if (own.length > 1) {
    return {
      state: "problem",
      found: `${domain} has ${own.length} SPF records; receivers then trust none of them.`,
      fix: "Join them into one TXT record that begins with v=spf1.",
    };
  }
  const terms = own[0] === undefined ? null : spfTerms(own[0]);
  if (terms?.allowsAnyone) {
    return {
      state: "problem",
      found: `The SPF record of ${domain} lets anybody send in the clinic's name.`,
      fix: "Let it end with ~all or -all in place of all or +all.",
    };
  }
  if (provider !== "sendgrid") {
    if (terms && lookups > MOST_LOOKUPS) {
      return {
        state: "problem",
        found: `The SPF record of ${domain} asks for more than ${MOST_LOOKUPS} lookups; receivers then take it for broken.`,
        fix: "Take out what no longer sends for the clinic, or name addresses (ip4:) in place of names.",
      };
    }
    return terms && !terms.allowsNobody
      ? ok(`${domain} has one SPF record. It must name the mail server's address.`)
      : {
          state: "problem",
          found: terms
            ? `The SPF record of ${domain} says that nobody may send mail for it.`
            : `${domain} does not say who may send mail for it.`,
          fix: "Have one TXT record: v=spf1, the address of your mail server, and ~all.",
        };
  }
  if (own.some((record) => /\binclude:sendgrid\.net\b/i.test(record))) {
    return ok(`${domain} lets SendGrid send for it.`);
  }
  return ok(
    `${domain} does not name SendGrid, and need not: mail comes back through SendGrid's own address.`,
  );
}

/**
 * DKIM (RFC 6376) at SendGrid's selectors: two whose CNAMEs end at keys of theirs, or one TXT record where automatic
 * security is switched off.
 */
export const DKIM_SELECTORS = { automatic: ["s1", "s2"], manual: "m1" } as const;

export function judgeDkim(
  domain: string,
  provider: string,
  keys: { host: string; records: Records }[],
): Verdict {
  if (provider !== "sendgrid") {
    return {
      state: "unknown",
      found: "The name of the mail server's DKIM key is known to whoever runs it.",
      fix: `Ask them whether mail from ${domain} is signed with DKIM.`,
    };
  }
  const isManual = ({ host }: { host: string }) => host.startsWith(`${DKIM_SELECTORS.manual}.`);
  const hasKey = ({ records }: { records: Records }) =>
    records?.some((record) => /\bp=[A-Za-z0-9+/]/.test(record)) ?? false;
  if (keys.some((key) => isManual(key) && hasKey(key))) {
    return ok(`Mail from ${domain} is signed; the key is there.`);
  }
  const automatic = keys.filter((key) => !isManual(key));
  const unheard = automatic.find(({ records }) => records === null);
  if (unheard) return silent(unheard.host);
  const missing = automatic.filter((key) => !hasKey(key));
  if (missing.length === 0) return ok(`Mail from ${domain} is signed; both keys are there.`);
  return {
    state: "problem",
    found: `${missing.map(({ host }) => host).join(" and ")} ${missing.length === 1 ? "has" : "have"} no DKIM key. Gmail and Yahoo refuse much unsigned mail.`,
    fix: "In SendGrid open Sender Authentication, authenticate the domain, and add the CNAME records that it shows.",
  };
}

/** Names above a domain down to the last two labels: a domain without a DMARC record obeys one above it (RFC 7489 §6.6.3). */
export function above(domain: string): string[] {
  const labels = domain.split(".");
  return labels.slice(1, -1).map((_, index) => labels.slice(index + 1).join("."));
}

const isDmarc = (record: string) => /^v\s*=\s*DMARC1\s*(?:;|$)/i.test(record);

/** A record as those below its domain read it: its policy for subdomains, where it has one. */
const ofSubdomains = (record: string) => {
  const sp = /[;\s]sp\s*=\s*(\w+)/i.exec(record)?.[1];
  return sp ? record.replace(/([;\s])p\s*=\s*\w+/i, `$1p=${sp}`) : record;
};

/** DMARC (RFC 7489). Gmail and Yahoo want at least p=none from whoever sends much. */
export function judgeDmarc(
  domain: string,
  records: Records,
  parents: readonly { domain: string; records: Records }[] = [],
): Verdict {
  if (records === null) return silent(`_dmarc.${domain}`);
  const own = records.filter(isDmarc);
  const [record] = own;
  if (record === undefined) {
    const unheard = parents.find((parent) => parent.records === null);
    const parent = parents.find((one) => one.records?.some(isDmarc));
    if (parent) return judgeDmarc(parent.domain, (parent.records ?? []).map(ofSubdomains));
    if (unheard) return silent(`_dmarc.${unheard.domain}`);
  }
  if (record === undefined || own.length > 1) {
    return {
      state: "problem",
      found: own.length > 1 ? `${domain} has ${own.length} DMARC records.` : `${domain} has no DMARC record.`,
      fix: `Have one TXT record at _dmarc.${domain}: v=DMARC1; p=none; rua=mailto: and an address that reads reports.`,
    };
  }
  const policy = /[;\s]p\s*=\s*(none|quarantine|reject)\b/i.exec(record)?.[1]?.toLowerCase();
  if (!policy) {
    return {
      state: "problem",
      found: `The DMARC record of ${domain} names no policy (p=).`,
      fix: "Add p=none, quarantine or reject to it.",
    };
  }
  if (policy === "none") {
    return {
      state: "advice",
      found: `${domain} has DMARC, and only watches (p=none): others can still write in the clinic's name.`,
      fix: "When the reports show only your own mail, change it to p=quarantine.",
    };
  }
  return ok(`${domain} has DMARC with p=${policy}.`);
}

/** RFC 8058 §3.1 wants https in List-Unsubscribe, and mail programs show no button for less. Null: a trial on this machine. */
export function judgeWayOut(publicUrl: string): Verdict | null {
  const { protocol, hostname } = new URL(publicUrl);
  if (protocol === "https:") return ok("The links to unsubscribe are safe ones (https).");
  if (["localhost", "127.0.0.1", "[::1]"].includes(hostname)) return null;
  return {
    state: "problem",
    found: "The links to unsubscribe are not safe ones (http): Gmail and Yahoo show no button for them.",
    fix: "Give the hub an address with https, and write it into PUBLIC_URL.",
  };
}

/** Twilio opts a patient out on CANCEL, END or QUIT by itself, who may have meant the visit; nothing shows us its list. */
export const KEYWORD_ADVICE: Verdict = {
  state: "advice",
  found:
    "Twilio's own list of stop words has CANCEL, END and QUIT. A patient who cancels a visit is then opted out, and Twilio's words are sent in place of ours.",
  fix: "In the Messaging Service open Opt-Out Management, and take CANCEL, END and QUIT off the list: the hub reads them itself.",
};

export function judgeAgreement(provider: string, isSigned: boolean): Verdict {
  const vendor = vendorName(provider);
  return isSigned
    ? ok(`The agreement with ${vendor} (BAA) is on record.`)
    : {
        state: "problem",
        found: `No agreement (BAA) with ${vendor} is on record. It gets no patient's words, only a notice that there are some.`,
        fix: `Sign a business associate agreement with ${vendor}, and have its date recorded here.`,
      };
}

/** Where files lie, as an admin knows it. */
export const PLACES: Record<FilePlace, string> = {
  database: "Files in the database",
  disk: "Files on this computer's disk",
  s3: "Files in the bucket",
};

/** Whether the store of files can be used. While it cannot, nothing is lost: new files wait in the database. */
export function judgeFiles(place: FilePlace, trouble: string | null): Verdict {
  if (trouble !== null) {
    return {
      state: "problem",
      found: `${trouble} New files wait in the database meanwhile; those in the store cannot be opened.`,
      fix: "Whoever runs the hub's computer sets this: FILES_STORE and what stands below it in .env.",
    };
  }
  return ok(place === "database" ? "They lie with everything else." : "The store answers.");
}
