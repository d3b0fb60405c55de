import { clockWords, DAY } from "@/components/policy/words";
import type { ContactHours } from "@/lib/clinics/hours/schema";
import type { Reach } from "@/lib/reach/schema";
import type { Labels } from "@/lib/restrictions/schema";

export type Label = Labels["labels"][number];
export type Related = Reach["related"][number];
export type Topic = Reach["refused"][number]["category"];
export type Way = Reach["channelOrder"][number];

export const LABEL: Record<Label, string> = {
  substance_use: "Substance use treatment",
  hiv: "HIV",
  mental_health: "Mental health",
  reproductive: "Reproductive health",
  teen_confidential: "Confidential to the teen",
  safety: "Not safe at home",
};

export const RELATION: Record<Related["relation"], string> = {
  guardian: "Parent or guardian",
  caregiver: "Caregiver",
  executor: "Executor of the estate",
};

export const TOPIC: Record<Topic, string> = {
  appointment: "Visits",
  treatment: "Care",
  billing: "Bills",
  marketing: "Marketing",
};
export const TOPICS = Object.keys(TOPIC) as Topic[];

export const WAY: Record<Way, string> = {
  SMS: "Text",
  EMAIL: "Email",
  PUSH: "Notification",
  IN_APP: "Portal",
};
export const WAYS = Object.keys(WAY) as Way[];

/** Hours as one would say them: "Monday, Friday 5:00 PM to 6:00 PM". */
export function hoursWords(hours: ContactHours): string {
  return hours
    .map(({ days, from, to }) => {
      const named = days.length === 7 ? "Every day" : days.map((day) => DAY[day]).join(", ");
      return `${named} ${clockWords(from)} to ${clockWords(to)}`;
    })
    .join("; ");
}

/** What a patient asked for, line by line; `shown` names a contact point. */
export function instructionLines(
  instruction: Reach["instruction"],
  shown: (pointId: string) => string | undefined,
): string[] {
  if (!instruction) return [];
  const { contactPointIds, hours, noNames } = instruction;
  const only = contactPointIds.map((id) => shown(id) ?? "a number that was removed");
  return [
    ...(only.length > 0 ? [`Only by ${only.join(" or ")}`] : []),
    ...(hours.length > 0 ? [`Only ${hoursWords(hours)}, their time`] : []),
    ...(noNames ? ["No names in messages"] : []),
  ];
}

/** Which ways in which order, and which topics by none of them, line by line. */
export function preferenceLines({
  channelOrder,
  refused,
}: Pick<Reach, "channelOrder" | "refused">): string[] {
  return [
    ...(channelOrder.length > 0 ? [channelOrder.map((way) => WAY[way]).join(", then ")] : []),
    ...refused.map(
      ({ channel, category }) => `No ${TOPIC[category].toLowerCase()} by ${WAY[channel].toLowerCase()}`,
    ),
  ];
}

/** Somebody who acts for a patient, line by line. */
export function relatedLines({ name, relation, authority, limits, phone, email }: Related): string[] {
  const reached = [phone, email].filter((one) => one !== null).join(", ");
  return [
    `${name}, ${RELATION[relation].toLowerCase()}: ${authority}`,
    ...(limits ? [`Not: ${limits}`] : []),
    ...(reached ? [reached] : []),
  ];
}
