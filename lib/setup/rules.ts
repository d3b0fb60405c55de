import { vendorName } from "@/lib/setup/naming/rules";
import type { Check, Records } from "@/lib/setup/schema";
import type { FilePlace } from "@/prisma/generated/enums";

type Verdict = Pick<Check, "state" | "found" | "fix">;

const ok = (found: string): Verdict => ({ state: "ok", found, fix: null });
const silent = (host: string): Verdict => ({
  state: "unknown",
  found: `The name service did not answer for ${host}.`,
  fix: "Look again in a minute. When it stays so, this computer may not reach the name service.",
});

/** SPF (RFC 7208): one record at most, and it must allow whoever sends. SendGrid's own return path answers for it. */
export function judgeSpf(domain: string, provider: string, records: Records): Verdict {
  if (records === null) return silent(domain);
  const own = records.filter((record) => /^v=spf1(\s|$)/i.test(record));
  if (own.length > 1) {
    return {
      state: "problem",
      found: `${domain} has ${own.length} SPF records; receivers then trust none of them.`,
      fix: "Join them into one TXT record that begins with v=spf1.",
    };
  }
  if (provider !== "sendgrid") {
    return own.length === 1
      ? ok(`${domain} has one SPF record. It must name the mail server's address.`)
      : {
          state: "problem",
          found: `${domain} says nobody may send mail for it.`,
          fix: "Add a TXT record: v=spf1, the address of your mail server, and ~all.",
        };
  }
  if (own.some((record) => /\binclude:sendgrid\.net\b/i.test(record))) {
    return ok(`${domain} lets SendGrid send for it.`);
  }
  return ok(
    `${domain} does not name SendGrid, and need not: mail comes back through SendGrid's own address.`,
  );
}

/** DKIM (RFC 6376) at SendGrid's two selectors; with automatic security they are CNAMEs whose end has the key. */
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
  const unheard = keys.find(({ records }) => records === null);
  if (unheard) return silent(unheard.host);
  const missing = keys.filter(({ records }) => !records?.some((record) => /\bp=[A-Za-z0-9+/]/.test(record)));
  if (missing.length === 0) return ok(`Mail from ${domain} is signed; both keys are there.`);
  return {
    state: "problem",
    found: `${missing.map(({ host }) => host).join(" and ")} ${missing.length === 1 ? "has" : "have"} no DKIM key. Gmail and Yahoo refuse much unsigned mail.`,
    fix: "In SendGrid open Sender Authentication, authenticate the domain, and add the CNAME records that it shows.",
  };
}

/** DMARC (RFC 7489). Gmail and Yahoo want at least p=none from whoever sends much. */
export function judgeDmarc(domain: string, records: Records): Verdict {
  if (records === null) return silent(`_dmarc.${domain}`);
  const own = records.filter((record) => /^v=DMARC1\s*;/i.test(record));
  const [record] = own;
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
