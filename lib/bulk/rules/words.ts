/** Why people are left out or wait, as a line under a count: "14 · Stopped our texts". */
const REASONS: Record<string, string> = {
  bad_row: "Row that cannot be read",
  unknown_patient: "Not one of our patients",
  several_patients: "Fits several patients: add a name or chart number",
  other_name: "The number, address or chart is somebody's with another name",
  duplicate_patient: "Patient listed twice",
  duplicate_address: "Same number or address as a line before",
  shared_phone: "Phone shared by several patients",
  names_several: "Names several patients of one phone",
  missing_variable: "Missing a word the text needs",
  too_long: "Text too long for one message",
  no_words: "No words for their channel",
  sent_today: "Had these words today already",
  had_it: "Has it by now",
  cancelled: "Taken back before it left",
  deceased: "Deceased",
  do_not_contact: "Asked not to be contacted",
  no_contact_point: "No number or address",
  contact_closed: "Number or address no longer works",
  opt_out: "Stopped our messages",
  opted_out: "Stopped our messages",
  consent: "Did not agree to this channel",
  marketing_consent: "Did not agree to marketing",
  no_postal_address: "The clinic has told no postal address",
  contact_instruction: "Asked to be reached another way",
  contact_hours: "Asked for other hours",
  representation: "Somebody else speaks for the patient",
  preference: "Asked for no such messages",
  phi: "Names health details",
  no_sender: "The clinic has no sender for it",
  provider_missing: "The service is not set up",
  vendor_unsigned: "The vendor has signed no agreement",
  clinic_stopped: "Sending is stopped",
  catching_up: "Reading what came while we were offline",
  provider_trouble: "The provider has trouble",
  bulk_paused: "Paused",
  revocation_unsure: "May have asked us to stop",
  death_told: "We were told of a death",
  scheduled: "Planned for later",
  daily_cap: "Had enough messages today",
  household_cap: "The shared phone had enough messages today",
  quiet_hours: "Quiet hours where they are",
  expired: "Could not go before it expired",
  unknown: "May have been sent",
};

/** The reason in a few words; a vendor's cause that has none of its own is told as what it is. */
export function reasonWords(reason: string): string {
  return REASONS[reason] ?? (reason.startsWith("phi") ? "Names health details" : "Not delivered");
}

const POINTS: Record<string, (evidence: Record<string, unknown>) => string> = {
  duplicate_patient: ({ row }) => `Same patient as row ${String(row)}.`,
  duplicate_address: ({ row }) => `Same number or address as row ${String(row)}.`,
  missing_variable: ({ names }) => `Missing: ${String(names)}.`,
  bad_row: ({ problem }) => String(problem),
  unknown_patient: ({ problem }) => String(problem),
  several_patients: ({ problem }) => String(problem),
  other_name: ({ problem }) => String(problem),
};

/** The same for one line, with what is its own. */
export function lineWords(reason: string, evidence: Record<string, unknown> | null): string {
  const point = POINTS[reason];
  return point && evidence ? point(evidence) : `${reasonWords(reason)}.`;
}
