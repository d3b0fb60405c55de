import { randomBytes } from "node:crypto";

/** A Twilio-shaped sid: two letters and 32 hex digits. */
export function sid(prefix: "SM" | "MM" | "ME"): string {
  return prefix + randomBytes(16).toString("hex");
}

/** A SendGrid-shaped token: 22 characters of base64url. */
export function token22(): string {
  return randomBytes(16).toString("base64url");
}
