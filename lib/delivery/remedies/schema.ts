/** What a person can do about a reason; the screen has the words. */
const REMEDIES = [
  "add_contact_point",
  "confirm_contact_point",
  "invite_to_portal",
  "patient_must_start",
  "record_consent",
  "change_preference",
  "use_other_channel",
  "write_for_channel",
  "set_up_sender",
  "set_up_provider",
  "set_postal_address",
  "resume_sending",
  "resume_provider",
  "wait",
  /** The patient is waiting: anybody who may send may send this reply now. */
  "send_now_waiting",
  "override_quiet_hours",
  /** The patient is waiting: whoever wrote the reply may release it. */
  "release_own_reply",
  "override_daily_cap",
  "change_instruction",
  "write_without_names",
  "sign_agreement",
  "send_again",
  "edit_words",
  "secure_link",
  /** A person reads what the patient wrote: it ends our messages, or it does not. */
  "decide_revocation",
  "decide_death",
] as const;
export type Remedy = (typeof REMEDIES)[number];
