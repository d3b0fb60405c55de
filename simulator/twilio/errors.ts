import { json, type Reply } from "@/simulator/http";

/** Twilio's error codes with the HTTP status and the sentence its API gives. */
const SYNCHRONOUS: Record<number, { status: number; says: (value: string) => string }> = {
  20003: { status: 401, says: () => "Authenticate" },
  20009: { status: 409, says: () => "Cannot delete this resource before it is complete" },
  20404: { status: 404, says: (value) => `The requested resource ${value} was not found` },
  20429: { status: 429, says: () => "Too Many Requests" },
  20500: { status: 500, says: () => "An internal server error has occurred" },
  20001: { status: 400, says: (value) => `Invalid parameter: ${value}` },
  21211: { status: 400, says: (value) => `Invalid 'To' Phone Number: ${value}` },
  21212: { status: 400, says: (value) => `Invalid 'From' Number: ${value}` },
  21408: {
    status: 400,
    says: (value) =>
      `Permission to send an SMS has not been enabled for the region indicated by the 'To' number: ${value}`,
  },
  21602: { status: 400, says: () => "Message body is required." },
  21603: {
    status: 400,
    says: () => "A 'From' or 'MessagingServiceSid' parameter is required to send a message.",
  },
  21604: { status: 400, says: () => "A 'To' phone number is required." },
  21606: {
    status: 400,
    says: (value) =>
      `The 'From' phone number ${value} is not a valid, message-capable phone number for this destination.`,
  },
  21609: { status: 400, says: (value) => `The 'StatusCallback' URL ${value} is not a valid URL.` },
  21610: { status: 400, says: () => "Attempt to send to unsubscribed recipient" },
  21611: {
    status: 400,
    says: (value) => `This 'From' number ${value} has exceeded the maximum number of queued messages`,
  },
  21612: {
    status: 400,
    says: (value) => `The 'To' phone number ${value} is not currently reachable via SMS`,
  },
  21614: { status: 400, says: (value) => `'To' number ${value} is not a valid mobile number` },
  21617: { status: 400, says: () => "The concatenated message body exceeds the 1600 character limit" },
  21620: { status: 400, says: () => "Invalid media URL(s)" },
  21623: { status: 400, says: () => "Number of media files exceeds allowed limit" },
  21624: { status: 400, says: () => "The validity period must be between 1 and 36000 seconds" },
  21703: {
    status: 400,
    says: () => "The Messaging Service does not have a phone number available to send a message",
  },
  30409: { status: 409, says: () => "This message cannot be canceled" },
  35114: { status: 400, says: () => "Scheduling does not support this timestamp" },
};

/** What a message resource says in `error_message` for a code that came afterwards. */
const AFTERWARDS: Record<number, string> = {
  11751: "Media exceeds messaging provider size limit",
  12300: "Invalid Content-Type",
  21610: "Attempt to send to unsubscribed recipient",
  30001: "Queue overflow",
  30002: "Account suspended",
  30003: "Unreachable destination handset",
  30004: "Message blocked",
  30005: "Unknown destination handset",
  30006: "Landline or unreachable carrier",
  30007: "Message filtered",
  30008: "Unknown error",
  30022: "US A2P 10DLC - Rate Limits Exceeded",
  30023: "US A2P 10DLC - Daily Message Cap Reached",
  30034: "US A2P 10DLC - Message from an Unregistered Number",
  30036: "Validity Period Expired",
  30410: "Provider Timeout Error",
  63019: "Media failed to download",
};

export function errorMessage(code: number | null): string | null {
  return code === null ? null : (AFTERWARDS[code] ?? "Unknown error");
}

/** Twilio's error answer for a code; `value` is the number, URL or path that the sentence names. */
export function refuse(code: number, value = "", headers: Record<string, string> = {}): Reply {
  const known = SYNCHRONOUS[code] ?? { status: 400, says: () => "Invalid request" };
  const body = {
    code,
    message: known.says(value),
    more_info: `https://www.twilio.com/docs/errors/${code}`,
    status: known.status,
  };
  return json(known.status, body, headers);
}
