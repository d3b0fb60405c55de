import type { ConsentInput } from "@/components/consents/api";
import type { Consents } from "@/lib/consents/ledger/schema";

type Line = Consents["items"][number];

export const CHANNEL = { SMS: "Texts", EMAIL: "Email", PUSH: "App notices", IN_APP: "Portal messages" };

export const PURPOSE = {
  contact: "about care",
  marketing: "for marketing",
  texting_risk: "with private matters",
};

const SOURCE: Record<string, string> = {
  staff: "given to our staff",
  api: "from the practice system",
  import: "from a patient list",
  paper: "on paper",
  phone: "on the phone",
  in_person: "in person",
  portal: "on the preference page",
  stop: "by texting STOP",
  start: "by texting START",
  resubscribe: "by subscribing again",
  unsubscribe: "by the unsubscribe link",
  complaint: "by marking our mail as spam",
  preference_page: "on the preference page",
  one_click: "by the unsubscribe button of a mail program",
  unsubscribe_mail: "by a mail to the unsubscribe address",
  vendor_block: "at the phone or mail company",
};

export const sourceWords = (source: string) => SOURCE[source] ?? source;

const CLOSED: Record<Consents["closed"][number]["reason"], string> = {
  stop: "Stopped by texting STOP. Only the patient opens it again, by texting START.",
  vendor_block: "The phone or mail company refuses it: the patient stopped our messages there.",
  unsubscribe: "Unsubscribed.",
  complaint: "Marked as spam.",
  hard_bounce: "Mail to it does not arrive.",
  wrong_number: "It is somebody else's.",
  staff: "Closed by our staff.",
};

export const closedWords = (reason: Consents["closed"][number]["reason"]) => CLOSED[reason];

/** Who wrote a line: a colleague by name, or what it was. */
export function writerOf({ by }: Line): string {
  const kinds: Record<string, string> = {
    provider: "written down by itself",
    system: "written down by itself",
    patient: "by the patient",
    key: "by the practice system",
  };
  return kinds[by] ?? `written down by ${by}`;
}

/** What to read to the patient before they agree; staff may change it, and what was said is kept word for word. */
export function disclosureFor(
  { purpose, channel }: Pick<ConsentInput, "purpose" | "channel">,
  clinic: string,
): string {
  const way = { SMS: "text messages", EMAIL: "emails", PUSH: "app notices", IN_APP: "portal messages" }[
    channel
  ];
  if (purpose === "texting_risk") {
    return `May ${clinic} write about private matters, like test results, in ${way}? They are not protected: others may read them on your phone, in your mailbox or on the way. You can change your mind at any time.`;
  }
  const about = purpose === "marketing" ? "about services and offers" : "about your care";
  const rates = channel === "SMS" ? " Message and data rates may apply. Reply STOP to end." : "";
  const free = purpose === "marketing" ? " Your care does not depend on this." : "";
  return `May ${clinic} send you ${way} ${about}?${rates}${free} You can change your mind at any time.`;
}
