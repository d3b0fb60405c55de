import { type IncidentStatus, NOTICE_DAYS } from "@/lib/incidents/schema";

const DAY_MS = 24 * 3_600_000;

/** The last instant of the 60 days. */
export const dueAfter = (discoveredAt: Date): Date => new Date(discoveredAt.getTime() + NOTICE_DAYS * DAY_MS);

const days = (count: number) => (count === 1 ? "1 day" : `${count} days`);

/** Where the 60 days stand, in words for the privacy officer. `toldAt`: when the patient was told. */
export function clockWords(
  incident: { status: IncidentStatus; discoveredAt: Date; dueAt: Date; toldAt: Date | null },
  now: Date,
  zone: string,
): { clock: string; overdue: boolean } {
  const date = (at: Date) =>
    new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      month: "long",
      day: "numeric",
      year: "numeric",
    }).format(at);
  const by = date(incident.dueAt);
  if (incident.status === "low_probability") {
    return { clock: "Low probability that anything came of it: no notice is due.", overdue: false };
  }
  if (incident.status === "told") {
    const on = incident.toldAt ? ` on ${date(incident.toldAt)}` : "";
    return { clock: `A breach. The patient was told${on}.`, overdue: false };
  }
  const left = Math.ceil((incident.dueAt.getTime() - now.getTime()) / DAY_MS);
  const breach = incident.status === "breach";
  if (left <= 0) {
    const what = breach ? "The patient had to be told" : "It had to be decided, and a breach told,";
    return { clock: `Overdue since ${by}. ${what} within ${NOTICE_DAYS} days.`, overdue: true };
  }
  if (breach) return { clock: `A breach. Tell the patient by ${by}: ${days(left)} left.`, overdue: false };
  const day = Math.min(
    NOTICE_DAYS,
    Math.floor((now.getTime() - incident.discoveredAt.getTime()) / DAY_MS) + 1,
  );
  const clock = `Day ${day} of ${NOTICE_DAYS}. Decide, and if it is a breach tell the patient by ${by}.`;
  return { clock, overdue: false };
}
