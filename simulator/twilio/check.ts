import type { Reply } from "@/simulator/http";
import { refuse } from "@/simulator/twilio/errors";

const E164 = /^\+[1-9]\d{6,14}$/;
/** A phone number, a short code, or a name of up to eleven letters and digits. */
const SENDER = /^(\+[1-9]\d{6,14}|\d{3,8}|[A-Za-z0-9 ]{1,11})$/;
const SERVICE = /^MG[0-9a-fA-F]{32}$/;

/** Twilio docs, error 35114: between 15 minutes and 35 days ahead. */
const SOONEST_MS = 15 * 60_000;
const LATEST_MS = 35 * 24 * 3_600_000;

function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return /^https?:$/.test(url.protocol) && url.hostname !== "" && !url.hostname.includes("_");
}

function checkSchedule(form: URLSearchParams, now: number): Reply | null {
  if (!form.has("SendAt") && !form.has("ScheduleType")) return null;
  if (!form.get("MessagingServiceSid")) return null;
  const at = Date.parse(form.get("SendAt") ?? "");
  if (form.get("ScheduleType") !== "fixed") return refuse(20001, "ScheduleType");
  return at >= now + SOONEST_MS && at <= now + LATEST_MS ? null : refuse(35114);
}

/** Twilio's checks of a create request, in its order. Null means: nothing wrong. */
export function checkCreate(form: URLSearchParams, now: number): Reply | null {
  const to = form.get("To") ?? "";
  const from = form.get("From") ?? "";
  const service = form.get("MessagingServiceSid") ?? "";
  const body = form.get("Body") ?? "";
  const media = form.getAll("MediaUrl");
  const callback = form.get("StatusCallback");
  if (!to) return refuse(21604);
  if (!from && !service) return refuse(21603);
  if (!body && media.length === 0 && !form.get("ContentSid")) return refuse(21602);
  if (!E164.test(to)) return refuse(21211, to);
  if (from && !SENDER.test(from)) return refuse(21212, from);
  if (service && !SERVICE.test(service)) return refuse(20404, service);
  if (body.length > 1600) return refuse(21617);
  if (media.length > 10) return refuse(21623);
  if (media.some((url) => !isWebAddress(url))) return refuse(21620);
  if (callback && !isWebAddress(callback)) return refuse(21609, callback);
  if (form.has("ValidityPeriod")) {
    const seconds = Number(form.get("ValidityPeriod"));
    if (!Number.isInteger(seconds) || seconds < 1 || seconds > 36_000) return refuse(21624);
  }
  return checkSchedule(form, now);
}

/** Whether this request really schedules: without a Messaging Service Twilio ignores the wish and sends now. */
export function scheduledFor(form: URLSearchParams): number | null {
  if (form.get("ScheduleType") !== "fixed" || !form.get("MessagingServiceSid")) return null;
  return Date.parse(form.get("SendAt") ?? "");
}
