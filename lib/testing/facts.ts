import { ClinicSettings, type Policy } from "@/lib/clinics/schema";
import type { Facts, MessageFacts } from "@/lib/delivery/schema";

export const POLICY: Policy = ClinicSettings.parse({});

/** Facts of an ordinary patient in Denver to whom everything may go; a test changes what it is about. */
export function factsOf(
  message: Partial<MessageFacts> = {},
  changes: Partial<Omit<Facts, "message" | "patient">> & { patient?: Partial<Facts["patient"]> } = {},
): Facts {
  const { patient, ...rest } = changes;
  const point = {
    isPrimary: true,
    health: "ok" as const,
    healthReason: null,
    healthAt: null,
    sharedWith: 0,
    belongsTo: null,
  };
  const sender = { displayName: null, rate: 1, isDefault: true, registered: true };
  return {
    asOf: new Date("2026-06-16T18:00:00Z"),
    message: {
      id: "0199f0a0-0000-7000-8000-000000000001",
      patientId: "patient",
      conversationId: "conversation",
      category: "treatment",
      priority: "normal",
      plan: ["SMS"],
      content: {
        SMS: { body: "Hello" },
        EMAIL: { subject: "Hi", body: "Hello" },
        PUSH: {},
        IN_APP: { body: "Hello" },
      },
      scheduledAt: null,
      expiresAt: null,
      createdAt: new Date("2026-01-01T00:00:00Z"),
      createdByKind: "staff",
      inReplyToId: null,
      templateId: null,
      fallbackOnHold: false,
      basis: null,
      cancelledAt: null,
      cancelledBy: null,
      isAutomatic: false,
      isAfterHoursReply: false,
      isKeywordReply: false,
      toAddress: null,
      ...message,
    },
    clinic: {
      id: "clinic",
      name: "Test Clinic",
      timeZone: "America/Denver",
      stoppedAt: null,
      stoppedReason: null,
      postalAddress: "410 Cedar Lane, Denver, CO 80203",
    },
    points: [
      { id: "p1", kind: "phone", value: "+13035550142", ...point },
      { id: "p2", kind: "email", value: "maria@example.org", ...point },
      { id: "p3", kind: "device", value: "token", ...point },
    ],
    labels: [],
    related: [],
    instructions: [],
    answers: null,
    suppressions: [],
    consents: [],
    preferences: [],
    senders: [
      { id: "s1", channel: "SMS", provider: "twilio", address: "+13035550100", ...sender },
      { id: "s2", channel: "EMAIL", provider: "sendgrid", address: "desk@clinic.example", ...sender },
      { id: "s3", channel: "PUSH", provider: "fcm", address: "app", ...sender },
    ],
    lastSender: {},
    providers: ["twilio", "sendgrid", "fcm"],
    signed: ["twilio", "sendgrid", "fcm"],
    routes: [],
    used: {},
    household: {},
    slots: [],
    overrides: [],
    halted: null,
    known: null,
    ...rest,
    patient: {
      id: "patient",
      firstName: "Maria",
      lastName: "Alvarez",
      dateOfBirth: null,
      moves: null,
      states: ["CO"],
      deceasedAt: null,
      doNotContact: false,
      zones: ["America/Denver"],
      zoneSource: "explicit",
      ...patient,
    },
  };
}
