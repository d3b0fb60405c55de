import { json, type Reply } from "@/simulator/http";

/** Telnyx's error codes with the HTTP status and title its API gives (docs/providers/telnyx.md). */
const ERRORS: Record<number, { status: number; title: string }> = {
  10004: { status: 422, title: "Missing required parameter" },
  10003: { status: 422, title: "Invalid URL" },
  10009: { status: 401, title: "Authentication failed" },
  10005: { status: 404, title: "Resource not found" },
  10007: { status: 500, title: "Unexpected error" },
  10011: { status: 429, title: "Too many requests" },
  10015: { status: 400, title: "Bad Request" },
  40001: { status: 400, title: "Not routable" },
  40300: { status: 400, title: "Blocked due to STOP message" },
  40302: { status: 400, title: "Message too large" },
  40305: { status: 400, title: "Invalid 'from' address" },
  40309: { status: 400, title: "Invalid destination region" },
  40310: { status: 400, title: "Invalid 'to' address" },
  40316: { status: 400, title: "No content provided" },
  40317: { status: 400, title: "Invalid MMS content" },
  40319: { status: 400, title: "Incompatible message type" },
};

/** What `errors[].title` says of a code that came afterwards. */
const AFTERWARDS: Record<number, string> = {
  40001: "Not routable",
  40004: "Rejected by destination",
  40006: "Recipient server unavailable",
  40008: "Undeliverable",
  40010: "Not 10DLC registered",
  40012: "Invalid messaging destination number",
  40014: "Message expired in queue",
  40015: "Blocked as spam - internal",
  40317: "Invalid MMS content",
};

/** The magic endings are told in Twilio's codes; a number ends alike at Telnyx, in its own. */
const SAME: Record<number, number> = {
  21211: 40310,
  21408: 40309,
  21610: 40300,
  21612: 40309,
  21614: 40001,
  11751: 40317,
  12300: 40317,
  63019: 40317,
  20429: 10011,
  30003: 40006,
  30004: 40004,
  30005: 40012,
  30006: 40001,
  30007: 40015,
  30008: 40008,
  30034: 40010,
  30036: 40014,
};

export const telnyxCode = (twilio: number): number => SAME[twilio] ?? 40_000 + (twilio % 1000);

export const telnyxTitle = (code: number): string => AFTERWARDS[code] ?? "Undeliverable";

/** Telnyx's error answer for a code. */
export function refuse(code: number, detail = "", headers: Record<string, string> = {}): Reply {
  const { status, title } = ERRORS[code] ?? { status: 400, title: "Bad Request" };
  return json(status, { errors: [{ code: String(code), title, detail: detail || title }] }, headers);
}
