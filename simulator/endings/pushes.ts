/** The magic endings of notifications: how the device token begins says what FCM answers. */

export interface PushEnding {
  says: string;
  status: number;
  /** FCM's canonical status, its own error code, and its sentence. */
  canonical: string;
  errorCode: string;
  message: string;
}

function push(
  status: number,
  canonical: string,
  errorCode: string,
  message: string,
  says: string,
): PushEnding {
  return { says, status, canonical, errorCode, message };
}
const malformed = "The registration token is not a valid FCM registration token";
const away = "The service is currently unavailable.";
const keyProblem = "Auth error from APNS or Web Push Service";

/** By how the device token begins. */
export const PUSH_ENDINGS: Record<string, PushEnding> = {
  "sim-unregistered": push(
    404,
    "NOT_FOUND",
    "UNREGISTERED",
    "Requested entity was not found.",
    "app removed",
  ),
  "sim-invalid": push(400, "INVALID_ARGUMENT", "INVALID_ARGUMENT", malformed, "malformed token"),
  "sim-mismatch": push(
    403,
    "PERMISSION_DENIED",
    "SENDER_ID_MISMATCH",
    "SenderId mismatch",
    "another project's token",
  ),
  "sim-quota": push(
    429,
    "RESOURCE_EXHAUSTED",
    "QUOTA_EXCEEDED",
    "Quota exceeded.",
    "too many to this device",
  ),
  "sim-unavailable": push(503, "UNAVAILABLE", "UNAVAILABLE", away, "service unavailable"),
  "sim-internal": push(500, "INTERNAL", "INTERNAL", "Internal error encountered.", "internal error"),
  "sim-apns": push(401, "UNAUTHENTICATED", "THIRD_PARTY_AUTH_ERROR", keyProblem, "APNs key problem"),
};

export function pushEnding(token: string): PushEnding | null {
  const prefix = Object.keys(PUSH_ENDINGS).find((name) => token.startsWith(name));
  return prefix ? (PUSH_ENDINGS[prefix] ?? null) : null;
}
