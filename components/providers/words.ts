import type { ProviderChangeView, ProviderView } from "@/lib/failover/schema";

const NAMES: Record<string, string> = {
  twilio: "Twilio",
  telnyx: "Telnyx",
  sendgrid: "SendGrid",
  smtp: "Mail server",
  fcm: "Firebase",
};

export const nameOf = (provider: string) => NAMES[provider] ?? provider;

export const CHANNELS: Record<ProviderView["channel"], string> = {
  SMS: "Texts",
  EMAIL: "Email",
  PUSH: "App notifications",
  IN_APP: "Portal messages",
};

type Tone = "neutral" | "success" | "warning" | "danger";

const STATES: Record<ProviderView["state"], { label: string; tone: Tone }> = {
  ok: { label: "Works", tone: "success" },
  standby: { label: "Stands by", tone: "neutral" },
  paused: { label: "Paused", tone: "warning" },
  demoted: { label: "Taken out", tone: "danger" },
  returning: { label: "Coming back", tone: "warning" },
  missing: { label: "Not set up", tone: "neutral" },
};

export const stateOf = ({ state }: ProviderView) => STATES[state];

const percent = (part: number, whole: number) => `${Math.round((part / whole) * 100)} %`;

/** What was measured in the last minutes, in a sentence each. */
export function measuredWords({ measured }: ProviderView): string[] {
  const { handed, errors, ripe, prompt, receiptSeconds } = measured;
  const failed =
    handed === 0
      ? "Nothing handed over in the last 10 minutes."
      : `${handed} handed over in the last 10 minutes, ${percent(errors, handed)} failed by it.`;
  const told =
    ripe === null || prompt === null
      ? "It does not tell what became of a message."
      : ripe === 0
        ? "No receipts are due."
        : `${percent(prompt, ripe)} of its receipts came in time.`;
  const delay = receiptSeconds === null ? [] : [`Receipts come after ${secondsWords(receiptSeconds)}.`];
  return [failed, told, ...delay];
}

function secondsWords(seconds: number): string {
  if (seconds < 90) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  return `${Math.round(seconds / 60)} min`;
}

/** One change of a vendor's share, as people tell it. */
export function changeWords({ kind, from, to, evidence, by }: ProviderChangeView): string {
  const who = by ?? "Somebody";
  const share = Number(evidence.share ?? 0);
  switch (kind) {
    case "demoted": {
      const cause =
        evidence.cause === "slow"
          ? `${share} % of its receipts came late or not at all`
          : `it failed ${share} % of ${evidence.sample} messages`;
      return to === 0 ? `Taken out: ${cause}.` : `Down to ${to} %: ${cause}.`;
    }
    case "raised":
      return `Up from ${from} % to ${to} %: ${evidence.minutes} minutes without trouble.`;
    case "restored":
      return "Back to its full share.";
    case "tripped":
      return `Messages to many wait: it failed ${share} % of ${evidence.sample} messages.`;
    case "healed":
      return "Messages to many go on.";
    case "paused":
      return `${who} paused it: ${evidence.reason}`;
    case "resumed":
      return `${who} resumed it.`;
    case "weighted":
      return `${who} changed its weight from ${from} to ${to}.`;
  }
}
