import { vendorName } from "@/lib/setup/naming/rules";
import type { Check, Knock } from "@/lib/setup/schema";

type Verdict = Pick<Check, "state" | "found" | "fix">;

const ok = (found: string): Verdict => ({ state: "ok", found, fix: null });
const problem = (found: string, fix: string): Verdict => ({ state: "problem", found, fix });

/** Where an event webhook is entered at SendGrid. */
const PLACE = "Settings, Mail Settings, Event Webhooks";

const reached = (address: string) =>
  `${address} must be reached from the internet, and nothing in front of the hub may change what is posted.`;

/** What is wrong with SendGrid's settings for our address, and what to do there. */
const TROUBLES = {
  not_entered: [
    "SendGrid posts what becomes of mail to another address, or nowhere.",
    (address: string) => `In SendGrid open ${PLACE}, enter ${address} and switch on Signed Event Webhook.`,
  ],
  off: [
    "SendGrid has this address, and it is switched off there: nothing is told of what becomes of mail.",
    () => `In SendGrid open ${PLACE} and switch it on.`,
  ],
  unsigned: [
    "SendGrid does not sign what it posts here, so the hub refuses all of it.",
    () => `In SendGrid open ${PLACE}, and switch on Signed Event Webhook for this address.`,
  ],
  other_key: [
    "SendGrid signs with another key than the one that was entered here, so the hub refuses all of it.",
    () => `Copy the verification key that SendGrid shows in ${PLACE}, and enter it here.`,
  ],
} as const;

/**
 * Whether a vendor's events reach us and are believed. An address that takes unsigned events lets anybody say STOP for
 * anybody.
 */
export function judgeKnock(provider: string, address: string, knock: Knock): Verdict {
  const { unsigned, signed } = knock;
  const vendor = vendorName(provider);
  if (unsigned === null) {
    return problem(
      `${address} does not answer. ${vendor} cannot tell us what was delivered or what patients write.`,
      "Set PUBLIC_URL to the address by which this hub is reached from outside, and let it through the firewall.",
    );
  }
  if (unsigned !== 403) {
    return problem(
      `${address} answered ${unsigned} to an event without a signature; it must be refused with 403.`,
      unsigned === 404
        ? `${vendor} is not set up on this hub, or the address leads to something else.`
        : "Something in front of the hub answers in its place. Let requests to /api/v1/messages/webhook through unchanged.",
    );
  }
  if (signed === undefined) return byVendor(vendor, address, knock);
  return signed === 200
    ? ok(`It answers, takes a signed test event, and refuses an unsigned one. At ${vendor} enter ${address}`)
    : problem(
        `A test event with the right signature was answered with ${signed ?? "silence"}.`,
        "The address the vendor signs must be the hub's own: check PUBLIC_URL, also http or https and the port.",
      );
}

/** Where the vendor alone can sign: what it did, or has on record, and what came here. */
function byVendor(vendor: string, address: string, { vendor: said, came, lastSignedAt }: Knock): Verdict {
  if (said?.kind === "wrong") {
    const [found, fix] = TROUBLES[said.trouble];
    return problem(found, fix(address));
  }
  if (said?.kind === "asked") {
    return came
      ? ok(`${vendor} posted a signed test event here, it was taken, and an unsigned one was refused.`)
      : problem(
          `${vendor} was asked to post a signed test event here, and none came within a few seconds.`,
          `Look again in a minute. ${reached(address)}`,
        );
  }
  if (said?.kind === "told" && said.last && isNews(said.last, lastSignedAt)) {
    const answer = said.last.status === null ? "got no answer" : `was answered with ${said.last.status}`;
    return problem(
      `${vendor}'s newest event for this address ${answer}, and was not taken.`,
      said.last.status === 403
        ? `The public key entered here must be the one that ${vendor} shows.`
        : reached(address),
    );
  }
  if (lastSignedAt) return ok(`It answers and refuses what is not signed. At ${vendor} enter ${address}`);
  return {
    state: "unknown",
    found: `It answers and refuses what is not signed. No event that ${vendor} signed has come yet.`,
    fix: FIRST[said?.kind === "refused" ? "refused" : "none"](vendor, address),
  };
}

const FIRST = {
  none: (vendor: string, address: string) =>
    vendor === vendorName("sendgrid")
      ? `At ${vendor} enter ${address}, send a mail to yourself from a chart, and look again.`
      : `At ${vendor} enter ${address}, text one of the clinic's numbers there from any phone, and look again.`,
  refused: (vendor: string, address: string) =>
    `At ${vendor} enter ${address}. Its key may send and may not test: give it the permission for Event Notification, or send something and look again.`,
};

/** A post that failed, and after which nothing was taken: its retries may have been, and another process's clock runs. */
const isNews = ({ taken, at }: { taken: boolean; at: Date }, lastSignedAt: Date | null) =>
  !taken && (lastSignedAt === null || at.getTime() > lastSignedAt.getTime() + 60_000);
