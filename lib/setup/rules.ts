import type { Check, Knock, Records } from "@/lib/setup/schema";
import type { FilePlace } from "@/prisma/generated/enums";

const NAMES: Record<string, string> = {
  twilio: "Twilio",
  telnyx: "Telnyx",
  sendgrid: "SendGrid",
  smtp: "the mail server",
  fcm: "Firebase",
};
export const vendorName = (provider: string) => NAMES[provider] ?? provider;

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

/** Whether a vendor's events reach us. An address that takes unsigned events lets anybody say STOP for anybody. */
export function judgeKnock(provider: string, address: string, { unsigned, signed }: Knock): Verdict {
  const vendor = vendorName(provider);
  if (unsigned === null) {
    return {
      state: "problem",
      found: `${address} does not answer. ${vendor} cannot tell us what was delivered or what patients write.`,
      fix: "Set PUBLIC_URL to the address by which this hub is reached from outside, and let it through the firewall.",
    };
  }
  if (unsigned !== 403) {
    return {
      state: "problem",
      found: `${address} answered ${unsigned} to an event without a signature; it must be refused with 403.`,
      fix:
        unsigned === 404
          ? `${vendor} is not set up on this hub, or the address leads to something else.`
          : "Something in front of the hub answers in its place. Let requests to /api/v1/messages/webhook through unchanged.",
    };
  }
  if (signed === undefined) {
    return ok(
      `It answers and refuses what is not signed. Only ${vendor} can sign a test event. There enter ${address}`,
    );
  }
  return signed === 200
    ? ok(`It answers, takes a signed test event, and refuses an unsigned one. At ${vendor} enter ${address}`)
    : {
        state: "problem",
        found: `A test event with the right signature was answered with ${signed ?? "silence"}.`,
        fix: "The address the vendor signs must be the hub's own: check PUBLIC_URL, also http or https and the port.",
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
