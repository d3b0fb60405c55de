import { ClinicSettings, type Policy } from "@/lib/clinics/schema";
import type { Facts, MessageFacts } from "@/lib/delivery/schema";

export const POLICY: Policy = ClinicSettings.parse({});

/** Facts of an ordinary patient in Denver to whom everything may go; a test changes what it is about. */
export function factsOf(
  message: Partial<MessageFacts> = {},
  changes: Partial<Omit<Facts, "message" | "patient">> & { patient?: Partial<Facts["patient"]> } = {},
): Facts {
  const { patient, ...rest } = changes;
  const point = { isPrimary: true, health: "ok" as const, healthReason: null, healthAt: null };
  const sender = { displayName: null, rate: 1, isDefault: true, registered: true };
  return {
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
      cancelledAt: null,
      cancelledBy: null,
      isAutomatic: false,
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
    },
    points: [
      { id: "p1", kind: "phone", value: "+13035550142", ...point },
      { id: "p2", kind: "email", value: "maria@example.org", ...point },
      { id: "p3", kind: "device", value: "token", ...point },
    ],
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
    used: {},
    slots: [],
    overrides: [],
    ...rest,
    patient: {
      id: "patient",
      deceasedAt: null,
      doNotContact: false,
      zones: ["America/Denver"],
      zoneSource: "explicit",
      ...patient,
    },
  };
}
