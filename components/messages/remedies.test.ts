import { expect, test } from "vitest";
import { type RemedyFacts, remediesOf } from "@/components/messages/remedies";
import { permissionsOf } from "@/lib/auth/permissions";
import { RULE_NAMES } from "@/lib/delivery/schema";

/** These only hold, or warn. */
const NEVER_ENDS = new Set<string>([
  "clinic_stopped",
  "scheduled",
  "quiet_hours",
  "contact_hours",
  "vendor_unsigned",
  "revocation_unsure",
  "death_told",
]);

const now = new Date("2026-06-16T18:00:00.000Z");
const desk: RemedyFacts = {
  permissions: permissionsOf("front_desk"),
  me: "staff",
  phone: "+13035550142",
  hasEmail: true,
  now,
};
const clinician = { ...desk, permissions: permissionsOf("clinician") };
const officer = { ...desk, permissions: permissionsOf("privacy_officer") };
const held = {
  channel: "SMS",
  direction: "OUTBOUND",
  status: "SCHEDULED",
  reason: "quiet_hours",
  waitingUntil: null,
  createdBy: "staff",
} as const;
const until = (minutes: number) => new Date(now.getTime() + minutes * 60_000).toISOString();
const waited = { ...held, waitingUntil: until(48) };
const capped = { ...waited, reason: "daily_cap" } as const;
const failed = { ...held, status: "FAILED", reason: "landline" } as const;

test.each([
  ["held, by the front desk", held, desk, ["move", "edit", "cancel"]],
  ["held, by a clinician", held, clinician, ["send_now", "move", "edit", "cancel"]],
  ["held, and the patient waits for it", waited, desk, ["send_now_waiting", "move", "edit", "cancel"]],
  [
    "held, and the patient waits for a colleague's",
    { ...waited, createdBy: "other" },
    desk,
    ["send_now_waiting", "move", "edit", "cancel"],
  ],
  [
    "held, and the patient waits no more",
    { ...held, waitingUntil: until(-1) },
    desk,
    ["move", "edit", "cancel"],
  ],
  ["capped, and the patient waits for it", capped, desk, ["send_now_waiting", "move", "edit", "cancel"]],
  ["capped, and it is a colleague's", { ...capped, createdBy: "other" }, desk, ["move", "edit", "cancel"]],
  [
    "capped, a colleague's, by a clinician",
    { ...capped, createdBy: "other" },
    clinician,
    ["send_now", "move", "edit", "cancel"],
  ],
  [
    "a full household, by a clinician",
    { ...held, reason: "household_cap" },
    clinician,
    ["send_now", "move", "edit", "cancel"],
  ],
  ["timed", { ...held, reason: "scheduled" }, clinician, ["send_planned", "move", "edit", "cancel"]],
  ["the phone was off", { ...failed, reason: "phone_off" }, desk, ["send_again", "call", "handled"]],
  [
    "a landline: the same again would fail again",
    failed,
    desk,
    ["other_way", "fix_contact", "call", "handled"],
  ],
  [
    "a number nobody has any more: no call there",
    { ...failed, reason: "number_gone" },
    desk,
    ["other_way", "fix_contact", "handled"],
  ],
  [
    "a landline, and no mail address in the chart",
    failed,
    { ...desk, hasEmail: false },
    ["fix_contact", "call", "handled"],
  ],
  [
    "a mailbox that does not exist, and no phone",
    { ...failed, channel: "EMAIL", reason: "mailbox_unknown" },
    { ...desk, phone: null },
    ["fix_contact", "handled"],
  ],
  [
    "refused by the phone company",
    { ...failed, reason: "carrier_refused" },
    desk,
    ["send_again", "other_way", "call", "handled"],
  ],
  [
    "no postal address under marketing mail, by an admin",
    { ...failed, reason: "no_postal_address" },
    { ...desk, permissions: permissionsOf("admin") },
    ["send_again", "set_postal_address", "call", "handled"],
  ],
  [
    "no postal address, by the front desk: its sentence says whom to ask",
    { ...failed, reason: "no_postal_address" },
    desk,
    ["send_again", "call", "handled"],
  ],
  ["expired", { ...failed, reason: "expired" }, desk, ["send_again", "call", "handled"]],
  ["given up", { ...failed, reason: "service_down" }, desk, ["send_again", "call", "handled"]],
  [
    "it says tomorrow, and that has come",
    { ...failed, reason: "time_words" },
    desk,
    ["edit_words", "call", "handled"],
  ],
  ["the visit moved", { ...failed, reason: "facts_changed" }, desk, ["edit_words", "call", "handled"]],
  [
    "taken for spam: other words, or another way",
    { ...failed, reason: "content_refused" },
    desk,
    ["edit_words", "other_way", "call", "handled"],
  ],
  [
    "the patient asked for none of these",
    { ...failed, reason: "preference" },
    desk,
    ["other_way", "open_chart", "call", "handled"],
  ],
  ["the patient has died", { ...failed, reason: "deceased" }, desk, ["handled"]],
  [
    "no service set up",
    { ...failed, reason: "provider_missing" },
    desk,
    ["send_again", "other_way", "call", "handled"],
  ],
  ["stopped by the patient", { ...failed, reason: "opt_out" }, desk, ["other_way", "call", "handled"]],
  [
    "failed, no phone known",
    { ...failed, reason: "other" },
    { ...desk, phone: null },
    ["send_again", "handled"],
  ],
  ["failed, for someone who may only read", failed, officer, ["call"]],
  ["unknown", { ...failed, status: "PENDING", reason: "unknown" }, desk, ["send_again_twice", "call"]],
  ["delivered", { ...failed, status: "DELIVERED", reason: null }, desk, []],
  ["the patient's own", { ...failed, direction: "INBOUND" }, desk, []],
] as const)("%s", (_, message, facts, remedies) => {
  expect(remediesOf(message, facts)).toEqual(remedies);
});

/** Every reason for which a message can end without arriving (rules, vendors): nobody is left without a next step. */
const VENDORS = `landline number_gone number_invalid phone_off opted_out carrier_refused content_refused sender_not_ready unreachable_route expired_in_queue mailbox_unknown mailbox_full address_invalid mail_refused suppressed_at_vendor device_gone too_large media_refused media_unreached malformed credentials rate_limited daily_limit service_down not_configured other`;
const ENDINGS = [...RULE_NAMES, ...VENDORS.split(/\s+/)].filter((reason) => !NEVER_ENDS.has(reason));

test.each(ENDINGS)("a message that failed by %s has a next step beside “dealt with”", (reason) => {
  const remedies = remediesOf({ ...failed, reason }, { ...desk, phone: null });
  expect(remedies.at(-1)).toBe("handled");
  expect(remedies.length > 1 || reason === "deceased").toBe(true);
});
