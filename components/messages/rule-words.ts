import { exactTime } from "@/components/ui/time-words";

const rules: Record<string, string> = {
  deceased: "Patient has died",
  do_not_contact: "Do not contact",
  no_words: "No words for this way",
  no_contact_point: "No number or address",
  contact_closed: "Number or address no longer works",
  opt_out: "Opted out",
  consent: "Consent",
  marketing_consent: "Consent to marketing",
  no_postal_address: "No postal address",
  contact_instruction: "How the patient asked to be reached",
  contact_hours: "When the patient asked to be reached",
  representation: "Who speaks for the patient",
  preference: "Patient's preference",
  phi: "Private words",
  facts_changed: "The facts have changed",
  time_words: "Words about time",
  no_mms: "Pictures by text",
  no_sender: "No number of ours",
  provider_missing: "Service not set up",
  vendor_unsigned: "No signed agreement",
  clinic_stopped: "Sending is stopped",
  catching_up: "Reading what came while we were offline",
  revocation_unsure: "May have asked us to stop",
  death_told: "Told of a death",
  provider_trouble: "A provider has trouble",
  bulk_paused: "The bulk message is paused",
  scheduled: "Scheduled",
  quiet_hours: "Quiet hours",
  daily_cap: "Messages per day",
  household_cap: "Texts to a shared number",
  expired: "Too late to send",
};

const facts: Record<string, string> = {
  address: "Address",
  cap: "Most per day",
  category: "Kind of message",
  channel: "Way",
  date: "Patient's day",
  dueAt: "To be decided by",
  end: "Quiet until",
  expiresAt: "Useful until",
  field: "What changed",
  fields: "All that changed",
  holiday: "Holiday",
  kind: "Needs",
  kinds: "Names",
  law: "Where it says so",
  localTime: "Patient's time",
  now: "It now says",
  opensAt: "Allowed again",
  place: "Where",
  provider: "Service",
  reason: "Cause",
  scheduledAt: "Set for",
  sharedWith: "Others with this number",
  since: "Since",
  start: "Quiet from",
  state: "Law of",
  stateClosed: "Closed there",
  states: "State",
  used: "Sent that day",
  was: "It said",
  why: "What is missing",
  word: "Word",
  writtenFor: "Written for",
  waitingUntil: "Answer may go until",
  widened: "Kept for every text",
  wallAt: "The law's last day",
  zone: "Time zone",
  zoneSource: "Zone known by",
  zones: "Time zones",
};

const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** A rule's name as people say it. */
export function ruleName(rule: string): string {
  return rules[rule] ?? plain(rule);
}

/** What a rule saw, as pairs to read. Instants are told in that zone; what was not known is left out. */
export function evidenceWords(
  evidence: Record<string, string | number | boolean | null>,
  zone: string,
): [string, string][] {
  return Object.entries(evidence)
    .filter(([, value]) => value !== null && value !== "")
    .map(([name, value]) => [facts[name] ?? plain(name), valueWords(value, zone)]);
}

function valueWords(value: string | number | boolean | null, zone: string): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  const text = String(value);
  if (INSTANT.test(text)) return exactTime(new Date(text), zone);
  return /^[a-z]+(?:_[a-z]+)+$/.test(text) ? text.replaceAll("_", " ") : text;
}

/** "lastSeenAt" and "last_seen" become "Last seen at". */
function plain(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
