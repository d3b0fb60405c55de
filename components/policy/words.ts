import type { PolicyChange } from "@/lib/policy/rules";
import type { Category } from "@/prisma/generated/enums";

export interface NumberSetting {
  /** Dotted path among the settings. */
  path: string;
  label: string;
  unit: string;
  hint: string;
}

export const REPLIES: readonly NumberSetting[] = [
  {
    path: "replyWindowMinutes",
    label: "Answers at night may be sent by hand",
    unit: "minutes after they wrote",
    hint: "For so long whoever answers is offered “Send now, they are waiting”. 0 turns it off. Never for bulk, marketing or programs.",
  },
];

export const LIMITS: readonly NumberSetting[] = [
  {
    path: "dailyCap",
    label: "Messages per patient and day",
    unit: "messages",
    hint: "All ways and all senders together, by the patient's own calendar. The rest waits for the next day.",
  },
  {
    path: "dailyReserve",
    label: "Kept for what is urgent",
    unit: "of them",
    hint: "So many of the day's messages are left free for urgent ones.",
  },
  {
    path: "bulkCap",
    label: "Bulk and marketing stop at",
    unit: "messages",
    hint: "So that a person can still be answered on a day with a mailing.",
  },
  {
    path: "householdCap",
    label: "Texts to one shared phone and day",
    unit: "texts",
    hint: "For a number that several patients have, whoever of them it is about.",
  },
];

export const OPENING: NumberSetting = {
  path: "quietHours.openingSpreadMinutes",
  label: "Spread what waited overnight over",
  unit: "minutes",
  hint: "What nobody waits for goes out over the first minutes of the morning. 0 sends all at once.",
};

const silence = (way: string, path: string): NumberSetting => ({
  path: `fallbackMinutes.${path}`,
  label: `${way} without a receipt`,
  unit: "minutes",
  hint: "Then the next way of the message is tried, if it has one.",
});

export const FALLBACKS: readonly NumberSetting[] = [
  silence("A text", "SMS"),
  silence("An email", "EMAIL"),
  silence("A notification", "PUSH"),
  silence("A message in the portal", "IN_APP"),
  {
    path: "giveUpHours",
    label: "Give up after",
    unit: "hours",
    hint: "So long after its first attempt a message starts nothing new and is shown as failed.",
  },
];

export const RETRIES: readonly NumberSetting[] = [
  {
    path: "retries.most",
    label: "Attempts by one way",
    unit: "attempts",
    hint: "While the phone or mail company answers “not now”.",
  },
  {
    path: "retries.firstSeconds",
    label: "First wait",
    unit: "seconds",
    hint: "Each wait after it is about twice as long.",
  },
  { path: "retries.longestSeconds", label: "Longest wait", unit: "seconds", hint: "No wait is longer." },
  {
    path: "retries.softMost",
    label: "Attempts when a phone is off",
    unit: "attempts",
    hint: "Or a mailbox full: what a receipt calls temporary.",
  },
  {
    path: "retries.softFirstMinutes",
    label: "First wait then",
    unit: "minutes",
    hint: "Each wait after it is about twice as long.",
  },
];

export const LINK_DAYS: NumberSetting = {
  path: "shortLinks.days",
  label: "A short link works for",
  unit: "days",
  hint: "Counted from when its text is to go.",
};

export const SECURE_DAYS: NumberSetting = {
  path: "secureDays",
  label: "Words behind a secure link are kept there for",
  unit: "days",
  hint: "Counted from when it was opened or ran out. The message keeps them for staff.",
};

export const NUMBERS = [...REPLIES, ...LIMITS, OPENING, ...FALLBACKS, ...RETRIES, LINK_DAYS, SECURE_DAYS];

export const TOPIC: Record<Category, string> = {
  appointment: "visits",
  treatment: "care",
  billing: "bills",
  marketing: "marketing",
};

export const DAY: Record<string, string> = {
  1: "Monday",
  2: "Tuesday",
  3: "Wednesday",
  4: "Thursday",
  5: "Friday",
  6: "Saturday",
  7: "Sunday",
};

export const WAY = { SMS: "Texts", EMAIL: "Emails", PUSH: "Notifications" } as const;
export type Way = keyof typeof WAY;

const OTHERS: Record<string, string> = {
  "quietHours.start": "Texts may go until",
  "quietHours.end": "Texts may go from",
  "quietHours.push": "Notifications wait as texts do",
  "quietHours.overlays": "Stricter laws of some states bind",
  "quietHours.holidays": "Marketing waits on federal holidays everywhere",
  "phi.strict": "Private words always behind a link",
  "mailTracking.opens": "Email that tells when it is opened",
  "mailTracking.clicks": "Email that tells when its links are followed",
  "shortLinks.on": "Addresses in texts under short links",
  "shortLinks.except": "Addresses stay as written in texts about",
};

/** A wall time as people here write it: 21:00 is 9:00 PM. */
export function clockWords(at: string): string {
  if (at === "24:00" || at === "00:00") return "midnight";
  const [hour = 0, minute = 0] = at.split(":").map(Number);
  return `${hour % 12 === 0 ? 12 : hour % 12}:${String(minute).padStart(2, "0")} ${hour < 12 ? "AM" : "PM"}`;
}

function valueWords(value: unknown): string {
  if (value === null) return "as every day";
  if (value === true) return "yes";
  if (value === false) return "no";
  if (Array.isArray(value)) {
    return value.length === 0
      ? "nothing"
      : value.map((topic) => TOPIC[topic as Category] ?? topic).join(", ");
  }
  if (value === "closed") return "nothing goes";
  if (value === "all") return "every text";
  return typeof value === "string" && /^\d\d:\d\d$/.test(value) ? clockWords(value) : String(value);
}

function settingWords(path: string): string {
  const known = NUMBERS.find((one) => one.path === path)?.label ?? OTHERS[path];
  if (known) return known;
  const parts = path.split(".");
  const way = parts[1] === "channels" ? `${WAY[parts[2] as Way] ?? parts[2]}, ` : "";
  const day = parts.map((part) => DAY[part]).find(Boolean) ?? "every day";
  const end = path.endsWith(".start") ? " until" : path.endsWith(".end") ? " from" : "";
  return `${way}${day}${end}`;
}

/** A change as a line: what it is, what it was, what it will be. */
export function changeWords({ setting, before, after }: PolicyChange): string {
  const isWay = /^quietHours\.channels\.\w+\.(start|end)$/.test(setting);
  const shown = (value: unknown) => (isWay && value === null ? "none of its own" : valueWords(value));
  return `${settingWords(setting)}: ${shown(before)} → ${shown(after)}`;
}
