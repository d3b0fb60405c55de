import type { SenderView } from "@/lib/senders/schema";

export const KINDS: Record<SenderView["kind"], string> = {
  long_code: "Phone number",
  toll_free: "Toll-free number",
  short_code: "Short code",
  messaging_service: "Messaging Service",
  email: "Email address",
  push: "App",
};

export const PURPOSES: Record<SenderView["purpose"], { label: string; hint: string }> = {
  everything: { label: "Everything", hint: "Replies, reminders and marketing" },
  care: { label: "Care only", hint: "Never marketing" },
  marketing: { label: "Marketing only", hint: "Never replies or reminders" },
};

type Tone = "neutral" | "success" | "warning" | "danger";

export const REGISTRATIONS: Record<SenderView["registration"], { label: string; tone: Tone }> = {
  registered: { label: "Registered", tone: "success" },
  pending: { label: "Registration on its way", tone: "warning" },
  unregistered: { label: "Not registered", tone: "danger" },
  unverified: { label: "Not verified", tone: "danger" },
  suspended: { label: "Suspended", tone: "danger" },
};

/** What became of the last messages that went out from it. */
export function healthWords({ health: { handed, delivered, failed } }: SenderView): string {
  if (handed === 0) return "Nothing of the last 1,000 messages went out from it.";
  const share = Math.round((delivered / handed) * 100);
  return `Of the last ${handed.toLocaleString("en-US")} from it ${share} % are delivered, ${failed.toLocaleString("en-US")} failed.`;
}

export function rateWords({ channel, rate }: SenderView): string {
  return `${rate.toLocaleString("en-US")} ${channel === "SMS" ? "text segments" : "messages"} a second`;
}
