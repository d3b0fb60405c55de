import type { StaffRole } from "@/prisma/generated/enums";

export const PERMISSIONS = [
  "inbox.read",
  "message.read",
  "message.send",
  "message.cancel",
  /** Before every reply, and out of the daily reserve: for what cannot wait. */
  "message.urgent",
  "bulk.send",
  "conversation.write",
  "patient.read",
  "patient.write",
  "patient.import",
  "patient.merge",
  "appointment.write",
  "template.read",
  "template.write",
  "cap.release",
  "quiet.override",
  /** Opening an address again that its owner's mail program or a colleague had closed. */
  "suppression.lift",
  "settings.write",
  "staff.manage",
  "key.manage",
  "audit.read",
  "export.create",
  "engine.read",
  /** Say that words about a patient went to the wrong place. */
  "incident.report",
  /** Read and assess what was reported. */
  "incident.manage",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const DESK: Permission[] = [
  "inbox.read",
  "message.read",
  "message.send",
  "message.cancel",
  "conversation.write",
  "patient.read",
  "patient.write",
  "patient.import",
  "patient.merge",
  "appointment.write",
  "template.read",
  "engine.read",
  "incident.report",
];

/** What the privacy officer reads about the others' work, they do not read themselves. */
const OFFICER_ONLY: readonly Permission[] = ["audit.read", "export.create", "incident.manage"];

const ROLE: Record<StaffRole, readonly Permission[]> = {
  front_desk: DESK,
  clinician: [...DESK, "message.urgent", "cap.release", "quiet.override", "suppression.lift"],
  admin: PERMISSIONS.filter((permission) => !OFFICER_ONLY.includes(permission)),
  privacy_officer: [
    "inbox.read",
    "message.read",
    "patient.read",
    "template.read",
    "audit.read",
    "export.create",
    "engine.read",
    "incident.report",
    "incident.manage",
  ],
};

/** What a role may do. */
export function permissionsOf(role: StaffRole): readonly Permission[] {
  return ROLE[role];
}

/** Whether this actor may. System and provider actors act by their own verbs, not by permission. */
export function may(
  actor: { kind: string; role?: StaffRole; scopes?: readonly Permission[] },
  permission: Permission,
): boolean {
  if (actor.role) return ROLE[actor.role].includes(permission);
  return actor.scopes?.includes(permission) ?? false;
}
