import { expect, test } from "vitest";
import { type RemedyFacts, remediesOf } from "@/components/messages/remedies";
import { permissionsOf } from "@/lib/auth/permissions";

const now = new Date("2026-06-16T18:00:00.000Z");
const desk: RemedyFacts = {
  permissions: permissionsOf("front_desk"),
  me: "staff",
  phone: "+13035550142",
  now,
};
const clinician = { ...desk, permissions: permissionsOf("clinician") };
const officer = { ...desk, permissions: permissionsOf("privacy_officer") };
const held = {
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
  ["held, by the front desk", held, desk, ["cancel"]],
  ["held, by a clinician", held, clinician, ["send_now", "cancel"]],
  ["held, and the patient waits for it", waited, desk, ["send_now_waiting", "cancel"]],
  [
    "held, and the patient waits for a colleague's",
    { ...waited, createdBy: "other" },
    desk,
    ["send_now_waiting", "cancel"],
  ],
  ["held, and the patient waits no more", { ...held, waitingUntil: until(-1) }, desk, ["cancel"]],
  ["capped, and the patient waits for it", capped, desk, ["send_now_waiting", "cancel"]],
  ["capped, and it is a colleague's", { ...capped, createdBy: "other" }, desk, ["cancel"]],
  [
    "capped, a colleague's, by a clinician",
    { ...capped, createdBy: "other" },
    clinician,
    ["send_now", "cancel"],
  ],
  [
    "a full household, by a clinician",
    { ...held, reason: "household_cap" },
    clinician,
    ["send_now", "cancel"],
  ],
  ["timed", { ...held, reason: "scheduled" }, clinician, ["cancel"]],
  ["the phone was off", { ...failed, reason: "phone_off" }, desk, ["send_again", "call", "handled"]],
  [
    "a landline: the same again would fail again",
    failed,
    desk,
    ["other_way", "fix_contact", "call", "handled"],
  ],
  [
    "refused by the phone company",
    { ...failed, reason: "carrier_refused" },
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
